// Live parts of a desk: when a field changes, the form is sent to data-live and the answer (an HTML fragment of ours) replaces
// the element with the id in data-live-target. The due moment, the fee and the missing papers come from the server's own engine.
export function start_live(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-live]")) {
    let asked = 0;
    let timer = 0;
    const refresh = (): void => {
      const mine = ++asked;
      const target = document.getElementById(form.dataset["liveTarget"] ?? "");
      if (!target) return;
      const body = new URLSearchParams();
      for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
      fetch(form.dataset["live"] ?? "", { method: "POST", body, headers: { accept: "text/html" } })
        .then(async (answer) => {
          if (!answer.ok) return;
          const html = await answer.text();
          if (mine !== asked) return;
          const part = new DOMParser().parseFromString(html, "text/html").getElementById(target.id);
          if (!part) return;
          part.setAttribute("aria-live", "polite");
          // A field inside that holds the focus keeps it.
          const focused = document.activeElement?.id;
          target.replaceWith(part);
          if (focused && part.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused)?.focus();
        })
        .catch(() => undefined); // the page works without; the next change tries again
    };
    form.addEventListener("change", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(refresh, 120);
    });
  }
}
