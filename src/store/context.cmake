add_context(store DEPENDS base LIBS PkgConfig::sqlite PkgConfig::pq OpenSSL::Crypto Threads::Threads fmt::fmt)
