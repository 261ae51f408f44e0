// Shortcuts named on the buttons themselves ("F9"), and Enter after a scan, which must not send the form.
export function start_keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-scan]")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

// "/" goes to the search field of a list.
export function start_search_key(): void {
  document.addEventListener("keydown", (event) => {
    const inside = event.target as HTMLElement;
    if (event.key !== "/" || inside.closest("input, textarea, select, [contenteditable]")) return;
    const field = document.querySelector<HTMLInputElement>("form[role=search] input");
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
