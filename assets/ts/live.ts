// What is being typed is never taken away: a part whose text field holds the focus stays as it is until the next change.
function replace(id: string, part: HTMLElement | null): void {
  const target = document.getElementById(id);
  if (!target || !part) return;
  const focused = document.activeElement instanceof HTMLElement && target.contains(document.activeElement) ? document.activeElement : null;
  if (focused instanceof HTMLInputElement && focused.type === "text") return;
  if (part.querySelector("input, select, textarea") === null) part.setAttribute("aria-live", "polite");
  const open = [...target.querySelectorAll<HTMLDetailsElement>("details[id][open]")].map((box) => box.id);
  target.replaceWith(part);
  for (const box of open) document.getElementById(box)?.setAttribute("open", "");
  if (focused?.id) document.getElementById(focused.id)?.focus();
}

// Live parts of a desk: when a field changes, the form is sent to data-live and the answer (an HTML fragment of ours) replaces
// the elements with the ids in data-live-target. The due moment, the fee and the missing papers come from the server's own engine.
export function start_live(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-live]")) {
    let asked = 0;
    let timer = 0;
    const refresh = (): void => {
      const mine = ++asked;
      const targets = (form.dataset["liveTarget"] ?? "").split(" ").filter((id) => document.getElementById(id));
      if (targets.length === 0) return;
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
      fetch(form.dataset["live"] ?? "", { method: "POST", body, headers: { accept: "text/html" } })
        .then(async (answer) => {
          if (!answer.ok) return;
          const html = await answer.text();
          if (mine !== asked) return;
          const answered = new DOMParser().parseFromString(html, "text/html");
          for (const id of targets) replace(id, answered.getElementById(id));
        })
        .catch(() => undefined); // the page works without; the next change tries again
    };
    form.addEventListener("change", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(refresh, 120);
    });
  }
}
