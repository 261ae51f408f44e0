add_context(calendar DEPENDS store base LIBS fmt::fmt)
embed_files(motcua_calendar calendar_data ${PROJECT_SOURCE_DIR}/src/calendar/data/national.txt)
