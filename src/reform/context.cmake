add_context(reform DEPENDS reports dossier catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE finding_pages.cpp store_committee.cpp store_initiatives.cpp store_inspections.cpp store_plans.cpp store_reports.cpp
  store_unit_indicators.cpp takeover.cpp task_pages.cpp watch.cpp)
embed_files(motcua_reform reform_data ${PROJECT_SOURCE_DIR}/src/reform/data/checklist.txt
  ${PROJECT_SOURCE_DIR}/src/reform/data/indicators.txt
  ${PROJECT_SOURCE_DIR}/src/reform/data/articles.txt
  ${PROJECT_SOURCE_DIR}/src/reform/data/report.txt)
