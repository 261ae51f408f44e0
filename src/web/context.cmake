add_context(web DEPENDS store base LIBS fmt::fmt OpenSSL::SSL OpenSSL::Crypto PkgConfig::sodium PkgConfig::icu ZLIB::ZLIB Threads::Threads)
