add_context(survey DEPENDS reform reports dossier catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE store.cpp)  # its specializations come after the first use where all are one
embed_files(motcua_survey survey_data ${PROJECT_SOURCE_DIR}/src/survey/data/sipas.txt)
