add_context(app DEPENDS base store LIBS fmt::fmt)
