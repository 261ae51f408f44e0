add_context(store HOT DEPENDS base LIBS PkgConfig::sqlite PkgConfig::pq OpenSSL::Crypto Threads::Threads fmt::fmt)
