add_context(calendar HOT DEPENDS web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE due.cpp explain.cpp pages_change.cpp term.cpp verify.cpp)
embed_files(motcua_calendar calendar_data ${PROJECT_SOURCE_DIR}/src/calendar/data/national.txt)
