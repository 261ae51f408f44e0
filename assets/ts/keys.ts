// Sends a form the way Enter does: by its first button.
export function send_by_first_button(form: HTMLFormElement | null): void {
  const button = form?.querySelector<HTMLButtonElement>("button[type=submit], button:not([type])");
  if (button) form?.requestSubmit(button);
}

// Shortcuts named on the buttons themselves ("F9"). A scanner types the code and presses Enter, which sends the form by its first
// button; a code that came from the camera, or from a scanner without Enter, is sent as soon as the field has changed.
export function start_keys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
  });
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-scan]")) {
    field.addEventListener("change", (event) => {
      event.stopPropagation(); // the page comes anew, its side need not
      if (field.value.trim().length > 8) send_by_first_button(field.form);
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
