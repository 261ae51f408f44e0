"""The running program and its people, for the scripts that load, kill and measure it: only the standard library, only loopback."""
import html
import http.client
import os
import pathlib
import re
import signal
import subprocess
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PASSWORD = "mot cua trinh dien"
PROCEDURE = "2.000913"


def program() -> str:
    """The built motcua: MOTCUA_PROGRAM, else the release build."""
    return os.environ.get("MOTCUA_PROGRAM", str(ROOT / "build/release/src/motcua"))


class Server:
    """`motcua serve` as a child process on a free port."""

    running: set["Server"] = set()

    def __init__(self, data: pathlib.Path, *options: str, log: pathlib.Path | None = None):
        self.log = log or data.parent / "server.log"
        began = time.monotonic()
        with open(self.log, "ab") as err:
            self.process = subprocess.Popen([program(), "serve", "--data", str(data), "--port", "0", *options], stdout=subprocess.PIPE,
                                            stderr=err, text=True)
        Server.running.add(self)
        line = self.process.stdout.readline()
        found = re.search(r":(\d+)\s*$", line)
        if not found:
            self.kill()
            raise RuntimeError(f"the server did not start: {line!r}, see {self.log}: {self.log.read_text()[-800:]}")
        self.started_in = time.monotonic() - began
        self.port = int(found.group(1))

    @staticmethod
    def kill_all() -> None:
        for server in list(Server.running):
            server.kill()

    def kill(self) -> None:
        Server.running.discard(self)
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()

    def stop(self, timeout: float = 30) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        code = self.process.wait(timeout)
        Server.running.discard(self)
        self.process.stdout.close()
        return code

    def rss_mb(self) -> float:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


class Refused(Exception):
    """The server answered, but not with an acceptance."""


class Person:
    """A browser of one signed-in person: session cookie, CSRF token, kept connection."""

    def __init__(self, port: int, user: str, password: str = PASSWORD, timeout: float = 30):
        self.port, self.user, self.timeout = port, user, timeout
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        page = self.get("/dang-nhap")[1]
        status, _, headers = self.post("/dang-nhap", {"user_name": user, "password": password}, token_of(page))
        if status != 303:
            raise Refused(f"sign-in of {user}: {status}")
        self.csrf = token_of(self.get("/ho-so")[1])  # every staff page can sign out

    def move(self, port: int) -> None:
        """The same session, after the server started again."""
        self.connection.close()
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=self.timeout)

    def request(self, method: str, path: str, body: str | None = None, extra: dict[str, str] | None = None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "User-Agent": "motcua-trial", **(extra or {})}
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return answer.status, text, dict(answer.getheaders())

    def get(self, path: str):
        return self.request("GET", path)

    def post(self, path: str, fields: dict[str, str], csrf: str | None = None):
        body = urllib.parse.urlencode({"_csrf": csrf or self.csrf, **fields})
        return self.request("POST", path, body,
                            {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"})

    def accept(self, form_id: str) -> str:
        """Receives a dossier at the desk; its code. The same form again gives the same code."""
        status, text, headers = self.post("/tiep-nhan", desk_fields(form_id))
        if status != 303:
            plain = html.unescape(re.sub(r"<[^>]*>|\s+", " ", text[text.find("<main"):]))
            raise Refused(f"{status}: {' '.join(plain.split())[:400]}")
        return urllib.parse.unquote(headers["Location"].rsplit("/", 1)[1])

    def cookie_line(self) -> str:
        return "; ".join(f"{k}={v}" for k, v in self.cookies.items())


def token_of(page: str) -> str:
    found = re.search(r'name="_csrf" value="([^"]+)"', page)
    if not found:
        raise Refused("a page without a form: " + page[:200])
    return html.unescape(found.group(1))


def desk_fields(form_id: str) -> dict[str, str]:
    return {"form_id": form_id, "thu_tuc": PROCEDURE, "viec": "tiep-nhan", "du": "1", "da_thu": "1", "thanh_toan": "cash", "kenh": "counter",
            "tra": "counter", "so_bo": "1", "so": "087199001234", "ten": "Trần Thị Ngọc Bích", "ngay_sinh": "14/02/1999", "gioi": "Nữ",
            "dia_chi": "Ấp Tân Thạnh, xã Tam Nông, tỉnh Đồng Tháp", "dien_thoai": "0900 000 123"}


def make_demo(data: pathlib.Path, dossiers: int, *options: str) -> float:
    """A data folder filled by `motcua demo`; seconds it took."""
    began = time.monotonic()
    done = subprocess.run([program(), "demo", "--data", str(data), "--dossiers", str(dossiers), *options], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-800:])
    return time.monotonic() - began
