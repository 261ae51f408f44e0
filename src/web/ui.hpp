// View components: every repeated thing on a page. A page is composed of these and of plain HTML (p, ul, h2, a, strong …) without classes.
// All take the page first: ui::tag(out, {.label = "Đang xử lý"}); in templates: @ui::tag({.label = "Đang xử lý"}).
// Those with a block: @with ui::card({.title = "Phí"}) … @end; those that hand a writer to it: @with ui::form({…}) -> f … @f.text({…}) …
// @end.
#pragma once

#include "web/ui_board.hpp"    // IWYU pragma: export
#include "web/ui_case.hpp"     // IWYU pragma: export
#include "web/ui_citizen.hpp"  // IWYU pragma: export
#include "web/ui_form.hpp"     // IWYU pragma: export
#include "web/ui_list.hpp"     // IWYU pragma: export
#include "web/ui_page.hpp"     // IWYU pragma: export
