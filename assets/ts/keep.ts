// Entries on a bad connection: a form whose id begins with "giu-" is kept on this machine when it cannot be sent, pictures too, and sent
// by itself when the connection is back. What is being typed is kept as well, so that a closed page loses nothing. The one-time number
// in the form makes sending twice harmless. Without scripts the form is an ordinary one.
const STORE = "gui";

interface Kept {
  key?: number;
  action: string;
  fields: [string, string | File][];
  at: number;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("mot-cua-giu", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key", autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("indexedDB"));
  });
}
function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("indexedDB"));
  });
}
async function kept(): Promise<Kept[]> {
  const db = await open();
  return done(db.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<Kept[]>);
}
async function keep(form: HTMLFormElement): Promise<void> {
  const db = await open();
  const fields = [...new FormData(form)] as [string, string | File][];
  await done(db.transaction(STORE, "readwrite").objectStore(STORE).add({ action: form.action, fields, at: Date.now() }));
}
async function forget(key: number): Promise<void> {
  const db = await open();
  await done(db.transaction(STORE, "readwrite").objectStore(STORE).delete(key));
}

function body_of(fields: [string, string | File][], multipart: boolean): FormData | URLSearchParams {
  const body = multipart ? new FormData() : new URLSearchParams();
  for (const [name, value] of fields) {
    if (body instanceof FormData) body.append(name, value);
    else if (typeof value === "string") body.append(name, value);
  }
  return body;
}
function send(action: string, fields: [string, string | File][]): Promise<Response> {
  const multipart = fields.some(([, value]) => typeof value !== "string");
  return fetch(action, { method: "POST", body: body_of(fields, multipart), headers: { accept: "text/html" } });
}

// A line above the form, read out when it changes.
function tell(form: HTMLFormElement, words: string): void {
  const id = `${form.id}-tin`;
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("p");
    line.id = id;
    line.setAttribute("role", "status");
    line.className = "govuk-inset-text";
    form.before(line);
  }
  line.textContent = words;
  line.hidden = words === "";
}
const clock = (at: number): string => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });

async function report(form: HTMLFormElement): Promise<void> {
  const waiting = await kept();
  const last = waiting.at(-1);
  tell(form, last ? `Chưa gửi được: ${waiting.length} lần nhập đã lưu trên máy này, lần cuối ${clock(last.at)}. Có mạng, hệ thống tự gửi; đừng đăng xuất.` : "");
}

let sending = false;
async function send_kept(forms: HTMLFormElement[]): Promise<void> {
  if (sending || !navigator.onLine) return;
  sending = true;
  let sent = 0;
  try {
    for (const one of await kept()) {
      const answer = await send(one.action, one.fields);
      // Refused (422) stays kept: a person has to look at it. Everything else that answers has been decided by the server.
      if (answer.status >= 500 || answer.status === 422) break;
      if (one.key !== undefined) await forget(one.key);
      ++sent;
    }
  } catch {
    // still no connection
  } finally {
    sending = false;
  }
  for (const form of forms) {
    await report(form);
    if (sent > 0 && (await kept()).length === 0) tell(form, `Đã gửi ${sent} lần nhập đã lưu. Tải lại trang để xem.`);
  }
}

// Texts and choices being entered, by address of the form.
function draft_key(form: HTMLFormElement): string {
  return `giu:${new URL(form.action).pathname}`;
}
function save_draft(form: HTMLFormElement): void {
  const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !name.startsWith("_"));
  localStorage.setItem(draft_key(form), JSON.stringify(entries));
}
function restore_draft(form: HTMLFormElement): void {
  const text = localStorage.getItem(draft_key(form));
  if (!text) return;
  for (const [name, value] of JSON.parse(text) as [string, string][]) {
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(`[name="${CSS.escape(name)}"]`)) {
      if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) field.checked = field.value === value;
      else if (!(field instanceof HTMLInputElement && (field.type === "file" || field.type === "hidden"))) field.value = value;
    }
  }
}

export function start_keeping(): void {
  const forms = [...document.querySelectorAll<HTMLFormElement>('form[id^="giu-"]')];
  if (forms.length === 0 || !("indexedDB" in window)) return;
  for (const form of forms) {
    restore_draft(form);
    form.addEventListener("input", () => save_draft(form));
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      const fields = [...new FormData(form)] as [string, string | File][];
      const stay = async (): Promise<void> => {
        await keep(form);
        localStorage.removeItem(draft_key(form));
        await report(form);
      };
      if (!navigator.onLine) {
        void stay();
        return;
      }
      send(form.action, fields)
        .then(async (answer) => {
          if (answer.status === 422) {
            // The page with its errors, as an ordinary sending would have shown it.
            document.open();
            document.write(await answer.text());
            document.close();
            return;
          }
          localStorage.removeItem(draft_key(form));
          window.location.assign(answer.url);
        })
        .catch(() => void stay());
    });
    void report(form);
  }
  window.addEventListener("online", () => void send_kept(forms));
  void send_kept(forms);
}
