add_context(app DEPENDS survey post visit queue reform review indices notify feedback portal reports dossier money catalog calendar identity print web store base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing
  ALONE article_stories.cpp calendar_places.cpp calendar_running.cpp commands.cpp config.cpp demo.cpp demo_committee.cpp open.cpp)
target_compile_definitions(motcua_app PRIVATE MOTCUA_VERSION="${PROJECT_VERSION}")
add_executable(motcua app/main.cpp)
target_link_libraries(motcua PRIVATE motcua_app)
