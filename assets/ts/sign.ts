// A field to sign in with pen, finger or mouse. Shown only where scripts run; without it the officer ticks that the paper was signed.
export function start_signatures(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-sign]")) {
    const canvas = box.querySelector("canvas");
    const field = box.querySelector<HTMLInputElement>("input[type=hidden]");
    const pen = canvas?.getContext("2d");
    if (!canvas || !field || !pen) continue;
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
    box.querySelector("button")?.addEventListener("click", () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      field.value = "";
    });
  }
}
