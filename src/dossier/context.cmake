add_context(dossier DEPENDS store base LIBS fmt::fmt OpenSSL::Crypto)
