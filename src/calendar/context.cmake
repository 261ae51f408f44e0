add_context(calendar DEPENDS store base LIBS fmt::fmt)
