// Small enhancements for every page. Everything works without them.

export function on_ready(run: () => void): void {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
}

// An error summary is read out and reached first.
export function focus_errors(): void {
  document.querySelector<HTMLElement>("[data-focus]")?.focus();
}

// A second click on the same button within a second and a half does nothing; the server is safe against it anyway.
export function guard_double_submit(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const now = Date.now();
    if (now - Number(form.dataset["sentAt"] ?? 0) < 1500) {
      event.preventDefault();
      return;
    }
    form.dataset["sentAt"] = String(now);
  });
}

export function show_print_buttons(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

// Leaving a form with changes asks first.
export function guard_unsaved(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-unsaved]")) {
    let changed = false;
    form.addEventListener("input", () => (changed = true));
    form.addEventListener("submit", () => (changed = false));
    window.addEventListener("beforeunload", (event) => {
      if (changed) event.preventDefault();
    });
  }
}

// The browser keeps no answer to a form. Where the form's own address shows an empty form, Back leads to that once the form is on its way,
// instead of asking whether to send everything again.
export function forget_sent_forms(): void {
  document.querySelector("form[data-own-address]")?.addEventListener("submit", () => history.replaceState(null, "", location.href));
}

// A link to something inside a closed <details> opens it.
export function open_details_of_links(): void {
  const open = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    if (!target) return;
    for (let box = target.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
  };
  window.addEventListener("hashchange", open);
  open();
}

export function enhance_lists(): void {
  if (document.querySelector("[data-choose]")) void import("./choose").then((m) => m.enhance_selects());
  if (document.querySelector("[data-suggest]")) void import("./suggest").then((m) => m.enhance_inputs());
}

export function start_core(): void {
  focus_errors();
  guard_double_submit();
  show_print_buttons();
  forget_sent_forms();
  guard_unsaved();
  open_details_of_links();
  enhance_lists();
}
