add_context(calendar DEPENDS web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing)
embed_files(motcua_calendar calendar_data ${PROJECT_SOURCE_DIR}/src/calendar/data/national.txt)
