add_context(queue DEPENDS dossier money catalog calendar identity print store web base LIBS fmt::fmt TEST_LIBS motcua_store_testing motcua_web_testing)
embed_files(motcua_queue queue_data ${PROJECT_SOURCE_DIR}/src/queue/data/priority.txt)
