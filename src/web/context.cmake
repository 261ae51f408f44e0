add_context(web HOT DEPENDS store base LIBS fmt::fmt OpenSSL::SSL OpenSSL::Crypto PkgConfig::sodium PkgConfig::icu ZLIB::ZLIB PkgConfig::curl Threads::Threads TEST_LIBS motcua_store_testing)
compile_messages(motcua_web)  # src/*/messages/en.yaml, looked up by web::translate
build_assets(motcua_web)
