// Reads the QR code of a card with the camera. jsQR is a chunk of its own, fetched when the button is pressed.
export function start_camera_buttons(): void {
  if (!navigator.mediaDevices?.getUserMedia) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-camera-for]")) {
    button.hidden = false;
    button.addEventListener("click", () => void open(button));
  }
}

async function open(button: HTMLButtonElement): Promise<void> {
  const field = document.getElementById(button.dataset["cameraFor"] ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  const [{ default: read }, stream] = await Promise.all([
    import("jsqr"),
    navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null),
  ]);
  if (!stream) {
    say(button, "Không mở được camera. Cho phép trang dùng camera, hoặc dùng đầu đọc.");
    return;
  }
  const video = document.createElement("video");
  video.srcObject = stream;
  video.muted = true;
  video.playsInline = true;
  video.setAttribute("aria-label", "Hình từ camera");
  (button.closest(".mc-scan") ?? button.parentElement)?.append(video);
  await video.play();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop();
    video.remove();
    button.removeEventListener("click", stop);
  };
  button.addEventListener("click", stop, { once: true });
  const look = (): void => {
    if (!video.isConnected || !context) return;
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    if (canvas.width > 0) {
      context.drawImage(video, 0, 0);
      const picture = context.getImageData(0, 0, canvas.width, canvas.height);
      const found = read(picture.data, picture.width, picture.height);
      if (found && found.data !== "") {
        field.value = found.data;
        field.dispatchEvent(new Event("change", { bubbles: true }));
        stop();
        field.focus();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  look();
}

function say(button: HTMLButtonElement, text: string): void {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.textContent = text;
  button.parentElement?.after(line);
}
