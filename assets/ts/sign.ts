// A field to sign in with pen, finger or mouse. Shown only where scripts run; without it the officer ticks that the paper was signed.
export function start_signatures(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-sign]")) {
    const field = box.closest("form")?.querySelector<HTMLInputElement>(`input[name="${box.dataset["sign"] ?? ""}"]`);
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    if (!field || !pen) continue;
    canvas.width = 600;
    canvas.height = 180;
    const words = document.createElement("p");
    words.textContent = "Người nhận ký vào ô dưới đây bằng bút, ngón tay hoặc chuột";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words.textContent);
    const again = document.createElement("button");
    again.type = "button";
    again.className = "govuk-button govuk-button--secondary";
    again.textContent = "Xóa, ký lại";
    box.append(words, canvas, again);
    box.classList.add("mc-sign");
    box.hidden = false;
    pen.lineWidth = 3;
    pen.lineCap = "round";
    pen.lineJoin = "round";
    let drawing = false;
    const at = (event: PointerEvent): [number, number] => {
      const edge = canvas.getBoundingClientRect();
      return [((event.clientX - edge.left) * canvas.width) / edge.width, ((event.clientY - edge.top) * canvas.height) / edge.height];
    };
    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      drawing = true;
      pen.beginPath();
      pen.moveTo(...at(event));
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!drawing) return;
      pen.lineTo(...at(event));
      pen.stroke();
    });
    const stop = (): void => {
      if (!drawing) return;
      drawing = false;
      field.value = canvas.toDataURL("image/png");
    };
    canvas.addEventListener("pointerup", stop);
    canvas.addEventListener("pointercancel", stop);
    again.addEventListener("click", () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      field.value = "";
    });
  }
}
