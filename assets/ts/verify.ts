// Checks a signed statement in the browser (docs/signed-statement.md): parsed, signature by WebCrypto, the published list of revocations. What
// the browser cannot check goes to the server by the form. After the first visit the page works without a network.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KINDS: Record<string, string> = {
  N: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
  X: "Văn bản xin lỗi và hẹn lại ngày trả",
  K: "Kết quả giải quyết",
};

interface Statement {
  kind: string;
  code: string;
  agency: string;
  issued: string;
  due: string;
  key: string;
  signed: string;
  mark: Uint8Array<ArrayBuffer>;
}

function from_base32(text: string): Uint8Array<ArrayBuffer> | null {
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const at = LETTERS.indexOf(letter);
    if (at < 0) return null;
    held = ((held << 5) | at) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push((held >> bits) & 0xff);
    }
  }
  // Written one way only: the bits that fill no byte are zero.
  if (bits >= 5 || (held & ((1 << bits) - 1)) !== 0) return null;
  return Uint8Array.from(out);
}

export function read(typed: string): Statement | null {
  const text = /MC1\/\S+/.exec(typed.toUpperCase())?.[0] ?? "";
  const parts = text.split("/");
  if (parts.length !== 9 || !parts.every((p) => /^[0-9A-Z.-]{1,120}$/.test(p))) return null;
  const [, kind = "", code = "", agency = "", issued = "", due = "", , key = "", signature = ""] = parts;
  const mark = from_base32(signature);
  if (!(kind in KINDS) || !/^\d{10}$/.test(issued) || !/^(\d{10}|-)$/.test(due) || !mark) return null;
  return { kind, code, agency, issued, due, key, signed: parts.slice(0, 8).join("/"), mark };
}

const moment = (t: string): string => `${t.slice(6, 8)}:${t.slice(8, 10)} ${t.slice(4, 6)}/${t.slice(2, 4)}/20${t.slice(0, 2)}`;
const seconds = (t: string): number =>
  Date.parse(`20${t.slice(0, 2)}-${t.slice(2, 4)}-${t.slice(4, 6)}T${t.slice(6, 8)}:${t.slice(8, 10)}:00+07:00`) / 1000;

// True or false; null: this browser does not know Ed25519.
async function holds(s: Statement, public_hex: string): Promise<boolean | null> {
  const bytes = Uint8Array.from(public_hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  try {
    const key = await crypto.subtle.importKey("raw", bytes, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, key, s.mark, new TextEncoder().encode(s.signed));
  } catch {
    return null;
  }
}

interface Revoked {
  stated: string;
  lines: string[][]; // kind, dossier, moment
}
// The published list; null: no network, and none was kept.
async function revocations(): Promise<Revoked | null> {
  try {
    const answer = await fetch("/xac-minh/thu-hoi.txt");
    if (!answer.ok) return null;
    const [head, ...lines] = (await answer.text()).split("\n").map((text) => text.split("/"));
    return { stated: head?.[1] ?? "", lines };
  } catch {
    return null;
  }
}

function line(parent: HTMLElement, text: string, strong = false): void {
  const p = document.createElement("p");
  const inner = strong ? document.createElement("strong") : p;
  inner.textContent = text;
  if (strong) p.append(inner);
  parent.append(p);
}

export function start_verify(box: HTMLElement): void {
  const form = box.querySelector("form");
  const field = box.querySelector<HTMLInputElement>("#noi_dung");
  const answer = document.getElementById("tra-loi");
  const where = document.getElementById("noi-kiem-tra");
  if (!form || !field || !answer || !where) return;
  const keys = new Map((box.dataset["keys"] ?? "").split(" ").map((k) => k.split(":") as [string, string]));

  const show = (s: Statement, genuine: boolean, revoked: Revoked | null): void => {
    answer.replaceChildren();
    if (!genuine) {
      line(answer, "Giấy giả hoặc đã bị sửa.", true);
      line(answer, "Chữ ký không khớp với nội dung. Không dùng giấy này; hỏi lại cơ quan ghi trên giấy.");
    } else {
      const concerns = s.kind === "X" ? "N" : s.kind;
      const ended = revoked?.lines.find(([kind, code, at]) => kind === concerns && code === s.code && seconds(s.issued) < seconds(at ?? ""));
      line(answer, ended ? "Giấy thật nhưng đã bị thu hồi." : "Giấy thật.", true);
      line(answer, `${KINDS[s.kind] ?? ""}. Mã hồ sơ ${s.code}, cơ quan ${s.agency}, ngày ${moment(s.issued)}${s.due === "-" ? "" : `, hẹn trả ${moment(s.due)}`}.`);
    }
    line(
      answer,
      revoked
        ? `Kiểm tra ngay trên máy này; danh sách thu hồi lập lúc ${moment(revoked.stated)}.`
        : "Kiểm tra ngay trên máy này; chưa so được với danh sách thu hồi vì không có mạng.",
    );
    answer.tabIndex = -1;
    answer.focus();
  };

  const check = async (): Promise<void> => {
    const s = read(field.value);
    const key = s ? keys.get(s.key) : undefined;
    if (!s || !key) return form.submit(); // said by the server, in the same words for everybody
    const genuine = await holds(s, key);
    if (genuine !== null) return show(s, genuine, genuine ? await revocations() : null);
    if (navigator.onLine) return form.submit();
    answer.replaceChildren();
    line(answer, "Trình duyệt này không tự kiểm tra được chữ ký và đang không có mạng. Có mạng thì máy chủ kiểm tra giúp.");
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void check();
  });
  field.addEventListener("change", () => {
    if (read(field.value)) void check();
  });

  void holds({ kind: "", code: "", agency: "", issued: "", due: "", key: "", signed: "", mark: new Uint8Array(64) }, [...keys.values()][0] ?? "").then((can) => {
    where.textContent =
      can === null
        ? "Trình duyệt này chưa biết kiểm tra chữ ký Ed25519: máy chủ kiểm tra giúp bạn."
        : "Máy này tự kiểm tra chữ ký, không gửi gì đi. Đã mở trang này một lần thì không có mạng vẫn kiểm tra được.";
  });
  start_pictures(field);
  void keep_for_later();
}

function start_pictures(field: HTMLInputElement): void {
  const place = document.getElementById("anh-ma");
  const chosen = document.getElementById("anh");
  if (!place || !(chosen instanceof HTMLInputElement)) return;
  place.hidden = false;
  chosen.addEventListener("change", () => {
    const file = chosen.files?.[0];
    if (!file) return;
    void Promise.all([import("jsqr"), createImageBitmap(file)]).then(([{ default: decode }, picture]) => {
      // A photograph of a telephone is larger than its code needs.
      const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const context = canvas.getContext("2d");
      if (!context) return;
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
      field.value = decode(pixels.data, pixels.width, pixels.height)?.data ?? "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
      if (!read(field.value)) field.form?.requestSubmit();
    });
  });
}

// The page, and everything it is made of, into the browser's store; the worker answers from there when there is no network.
async function keep_for_later(): Promise<void> {
  if (!("serviceWorker" in navigator) || !("caches" in window)) return;
  try {
    await navigator.serviceWorker.register("/xac-minh/ngoai-mang.js", { scope: "/xac-minh" });
    await import("jsqr");
    const parts = performance
      .getEntriesByType("resource")
      .map((entry) => new URL(entry.name))
      .filter((url) => url.origin === location.origin && url.pathname.startsWith("/tai-san/"))
      .map((url) => url.pathname);
    const store = await caches.open("xac-minh");
    // As anybody sees it: what is kept on a shared telephone names nobody.
    await store.addAll([new Request("/xac-minh", { credentials: "omit" }), "/xac-minh/thu-hoi.txt", ...new Set(parts)]);
    document.documentElement.dataset["kept"] = "co";
  } catch {
    // Without a secure connection browsers keep nothing; the page works with the network.
  }
}
