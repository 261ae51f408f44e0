add_context(dossier DEPENDS money catalog calendar identity print store web base LIBS fmt::fmt PkgConfig::sodium TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE verify_lateness.cpp content_life.cpp links_view.cpp store_files.cpp store_inquiries.cpp store_life.cpp unit_moves.cpp online_intake.cpp)
embed_files(motcua_dossier dossier_data ${PROJECT_SOURCE_DIR}/src/dossier/data/late.txt)
