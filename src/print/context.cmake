add_context(print DEPENDS base LIBS PkgConfig::pango qrcodegencpp xlsxwriter fmt::fmt ALONE forms_receipt.cpp notices.cpp)
