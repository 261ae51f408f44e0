// A text field with suggestions from the server: GET address?q=… answers [{"value": "1.001193", "label": "Đăng ký khai sinh"}].
import { send_by_first_button } from "./keys";

interface Suggestion {
  value: string;
  label: string;
}

function enhance(input: HTMLInputElement): void {
  const address = input.dataset["suggest"];
  if (!address) return;
  const wrapper = document.createElement("div");
  wrapper.className = "mc-suggest";
  const focused = document.activeElement === input;
  input.replaceWith(wrapper);
  wrapper.append(input);
  if (focused) input.focus(); // a field that is moved loses it
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "Gợi ý");
  list.hidden = true;
  wrapper.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);

  let at = -1;
  let found: Suggestion[] = [];
  let asked = 0;
  const close = (): void => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index: number): void => {
    const chosen = found[index];
    if (!chosen) return;
    input.value = chosen.value;
    close();
    // Choosing reshapes a desk: it is sent whole.
    if (input.form?.dataset["live"]) send_by_first_button(input.form);
    else input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (index: number): void => {
    at = index;
    [...list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    const row = list.children[index];
    if (row) input.setAttribute("aria-activedescendant", row.id);
  };
  const show = (): void => {
    list.replaceChildren(
      ...found.map((suggestion, i) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${i}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.textContent = suggestion.label;
        row.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(i);
        });
        return row;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    at = -1;
  };
  let timer = 0;
  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    const typed = input.value.trim();
    if (typed.length < 2) {
      close();
      return;
    }
    timer = window.setTimeout(() => {
      const mine = ++asked;
      fetch(`${address}?q=${encodeURIComponent(typed)}`, { headers: { accept: "application/json" } })
        .then((answer) => (answer.ok ? (answer.json() as Promise<Suggestion[]>) : []))
        .then((rows) => {
          if (mine !== asked) return; // an older answer came late
          found = rows;
          show();
        })
        .catch(close);
    }, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(Math.min(at + 1, found.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(at - 1, 0));
    else if (event.key === "Enter" && at >= 0) choose(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
}

export function enhance_inputs(): void {
  document.querySelectorAll<HTMLInputElement>("input[data-suggest]").forEach(enhance);
}
