#!/usr/bin/env python3
"""P3, P4, P9, P10, P11 on the whole program: pages and acceptances through HTTP with session, CSRF and rights; load by wrk on the same cores.

  bench/bench_http.py [--dossiers N] [--seconds N] [--rounds N] [--sessions N] [--only P3,P4,…]
                      [--grow N] [--sizes N,N,…] [--engine sqlite|postgres]

  --grow: P4 with so many dossiers; --sizes: P9, how worklist, search and case page grow, one size after the other (1000000 takes minutes).

Loopback only, bounded in count and time. wrk and nginx (Debian packages wrk, nginx-light) are needed only here.
"""
import argparse
import json
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/reliability"))
from grow import grow  # noqa: E402  (beside this file)
from desk_client import Person, Server, desk_fields, make_demo, program  # noqa: E402

PLACES = ["tamnong", "lapvo", "hongngu", "mytra", "caolanh", "huongthuy", "hiepduc"]
# Limits by address and account are for offices, not for one machine that plays all of them.
UNLIMITED = ["--limits", "off"]
POST_LUA = r"""
-- Each connection is an official at a desk; each request a new form.
local people = {%s}
local n, thread = 0, 0
function setup(t) t:set("thread", thread); thread = thread + 1 end
function request()
  n = n + 1
  local p = people[1 + (n + thread * 3) %% #people]
  local body = p[2] .. "&form_id=" .. string.format("tai-%s-%%d-%%d", thread, n)
  return wrk.format("POST", "/tiep-nhan", {["Cookie"] = p[1], ["Origin"] = "%s", ["User-Agent"] = "motcua-trial",
                    ["Content-Type"] = "application/x-www-form-urlencoded"}, body)
end
local odd = 0
function response(status) if status ~= 303 then odd = odd + 1 end end
function done(summary, latency) io.write(string.format("p95 %%.2f ms\n", latency:percentile(95) / 1000)) end
"""
GET_LUA = """
function done(summary, latency) io.write(string.format("p95 %.2f ms\\n", latency:percentile(95) / 1000)) end
"""


def row(id: str, what: str, value: float, unit: str, bar: float | None, better: str, detail: str) -> None:
    print(json.dumps({"id": id, "what": what, "value": round(value, 3), "unit": unit, "bar": bar, "better": better, "detail": detail},
                     ensure_ascii=False), flush=True)


def wrk(url: str, seconds: int, connections: int, lua: pathlib.Path, cookie: str | None = None) -> tuple[float, float, str]:
    """Requests a second, p95 in ms, and what went wrong."""
    headers = ["-H", f"Cookie: {cookie}", "-H", "User-Agent: motcua-trial"] if cookie else []
    out = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "20s", "-s", lua, *headers, url],
                         capture_output=True, text=True, check=True).stdout
    odd = " ".join(re.findall(r"(?:Non-2xx or 3xx responses: \d+|Socket errors:.*)", out))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1)), float(re.search(r"p95 ([\d.]+) ms", out).group(1)), odd


class Nginx:
    """A file on the disk through nginx: the most a page can be."""

    def __init__(self, work: pathlib.Path):
        (work / "www").mkdir()
        (work / "nginx.conf").write_text(f"""
worker_processes 1; pid {work}/nginx.pid; error_log {work}/nginx.log; daemon off; master_process off;
events {{ worker_connections 512; }}
http {{ access_log off; sendfile on; keepalive_requests 1000000; client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f;
  uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  server {{ listen 127.0.0.1:18081; root {work}/www; }} }}
""")
        self.work = work
        self.process = subprocess.Popen(["nginx", "-c", work / "nginx.conf", "-p", work], stderr=subprocess.DEVNULL)

    def serve(self, name: str, text: str) -> str:
        (self.work / "www" / name).write_text(text)
        return f"http://127.0.0.1:18081/{name}"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def acceptances(server: Server, people: list[Person], work: pathlib.Path, args) -> tuple[float, float, str]:
    fields = {name: value for name, value in desk_fields("").items() if name != "form_id"}
    table = ",".join('{%s,%s}' % (json.dumps(p.cookie_line()), json.dumps(urllib.parse.urlencode({"_csrf": p.csrf, **fields}))) for p in people)
    rates, p95s, odd = [], [], ""
    for i in range(args.rounds):
        lua = work / f"post-{i}.lua"
        lua.write_text(POST_LUA % (table, f"{server.port}-{i}-{time.time_ns()}", f"http://127.0.0.1:{server.port}"))
        rate, p95, wrong = wrk(f"http://127.0.0.1:{server.port}", args.seconds, 64, lua)
        rates.append(rate)
        p95s.append(p95)
        odd = odd or wrong
    return statistics.median(rates), statistics.median(p95s), odd


def count(data: pathlib.Path, options: list[str]) -> int:
    if options:
        return int(subprocess.run(["psql", "-qtA", options[1], "-c", "SELECT count(*) FROM dossier_case"], capture_output=True, text=True).stdout)
    return int(subprocess.run(["sqlite3", f"file:{data}/motcua.sqlite?mode=ro", "SELECT count(*) FROM dossier_case"], capture_output=True,
                              text=True).stdout)


def service_rate(id: str) -> float | None:
    """P1 or P2 of the last run of bench_dossier."""
    try:
        rows = json.loads((ROOT / "bench/results/latest.json").read_text())["rows"]
        return next(r["rate"] for r in rows if r["id"] == id and "rate" in r)
    except (OSError, StopIteration, ValueError):
        return None


def bench_accept(work: pathlib.Path, args) -> None:
    for engine, base in (("SQLite", "P1"), ("PostgreSQL", "P2")):
        options = []
        if engine == "PostgreSQL":
            options = ["--database", subprocess.run([ROOT / "tools/pg_cluster", "start", work / "pg", "shared_buffers=256MB"], check=True,
                                                    capture_output=True, text=True).stdout.strip()]
        data = work / engine
        make_demo(data, 0, *options)
        server = Server(data, *options, *UNLIMITED, "--workers", "64" if engine == "SQLite" else "8", "--readers",
                        "4" if engine == "SQLite" else "8", log=work / "server.log")
        try:
            people = [Person(server.port, f"tiepnhan.{place}") for place in PLACES]
            before = count(data, options)
            rate, p95, odd = acceptances(server, people, work, args)
            stored = count(data, options) - before
            limit = service_rate(base)
            row("P3" if engine == "SQLite" else "P3p", f"accept through HTTP, {engine}" + (f" ÷ {base}" if limit else ", a second"),
                rate / limit if limit else rate, "×" if limit else "/s", 0.3 if limit else None, "more",
                f"{rate:.0f} a second, p95 {p95:.0f} ms, {stored} stored" + (f", {base} {limit:.0f} a second" if limit else "")
                + (f", {odd}" if odd else ""))
        finally:
            server.kill()
            if options:
                subprocess.run([ROOT / "tools/pg_cluster", "stop", work / "pg"], check=True)


def bench_pages(work: pathlib.Path, args) -> None:
    data = work / "pages"
    if not data.exists():
        make_demo(data, args.dossiers)
    if args.grow:
        grow(data, args.grow)
    server = Server(data, *UNLIMITED, log=work / "server.log")
    nginx = Nginx(work)
    try:
        person = Person(server.port, "tiepnhan.tamnong")
        lua = work / "get.lua"
        lua.write_text(GET_LUA)
        listing = person.get("/ho-so?muc=tat-ca")[1]
        first = re.search(r'href="(/ho-so/H[^"?#]+)"', listing)
        pages = {"worklist": "/ho-so?muc=tat-ca"} | ({"case page": first.group(1)} if first else {})
        for number, (name, path) in enumerate(pages.items(), 1):
            status, text, _ = person.get(path)
            static = nginx.serve(f"{number}.html", text)
            ratios, rates, limits, p95s, odd = [], [], [], [], ""
            for _ in range(args.rounds):
                limit, _, _ = wrk(static, args.seconds, 8, lua)
                rate, p95, wrong = wrk(f"http://127.0.0.1:{server.port}{path}", args.seconds, 8, lua, person.cookie_line())
                ratios.append(rate / limit)
                rates.append(rate)
                limits.append(limit)
                p95s.append(p95)
                odd = odd or wrong
            row("P4" if number == 1 else "P4c", f"{name}, {count(data, [])} dossiers ÷ nginx static", statistics.median(ratios), "×", 0.25,
                "more", f"{statistics.median(rates):.0f} a second, nginx {statistics.median(limits):.0f}, {len(text.encode()) // 1024} KB, "
                f"p95 {statistics.median(p95s):.1f} ms at 8 connections" + (f", {odd}" if odd else "") + ("" if status == 200 else f", {status}"))
    finally:
        nginx.stop()
        server.kill()


def latencies(person: Person, path: str, times: int) -> tuple[float, float]:
    """Median and p95 in ms of one request after the other."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        status, text, _ = person.get(path)
        took.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {text[:200]}")
    took.sort()
    return took[len(took) // 2], took[len(took) * 95 // 100]


def bench_growth(work: pathlib.Path, args) -> None:
    sizes = [int(n) for n in args.sizes.split(",")]
    url = None
    options: list[str] = []
    if args.engine == "postgres":
        url = subprocess.run([ROOT / "tools/pg_cluster", "start", work / "pg9", "shared_buffers=256MB"], check=True, capture_output=True,
                             text=True).stdout.strip()
        options = ["--database", url]
    data = work / "growth"
    make_demo(data, min(args.dossiers, 2000), *options)
    found: dict[str, list[tuple[int, float, float]]] = {}
    try:
        for size in sizes:
            there = grow(data, size, url)
            server = Server(data, *options, *UNLIMITED, log=work / "server.log")
            try:
                person = Person(server.port, "tiepnhan.tamnong")
                listing = person.get("/ho-so?muc=tat-ca")[1]
                case = re.search(r'href="(/ho-so/H[^"?#]+)"', listing)
                pages = {"worklist": "/ho-so?muc=tat-ca", "search": "/ho-so?muc=tat-ca&q=nguyen+van"}
                if case:
                    pages["case page"] = case.group(1)
                for name, path in pages.items():
                    latencies(person, path, 5)
                    found.setdefault(name, []).append((there, *latencies(person, path, 60)))
            finally:
                server.kill()
    finally:
        if url:
            subprocess.run([ROOT / "tools/pg_cluster", "stop", work / "pg9"], check=True)
    suffix = "p" if url else ""
    for number, (name, rows) in enumerate(found.items(), 1):
        row(f"P9{'lsc'[number - 1]}{suffix}", f"growth of the {name}, {rows[0][0]} to {rows[-1][0]} dossiers, {args.engine}", rows[-1][1] / rows[0][1], "×",
            2, "less", "; ".join(f"{n}: {median:.1f} ms, p95 {p95:.1f} ms" for n, median, p95 in rows))


def bench_footprint(work: pathlib.Path, args) -> None:
    data = work / "pages"
    if not data.exists():
        make_demo(data, args.dossiers)
    starts = []
    for _ in range(5):
        server = Server(data, log=work / "server.log")
        starts.append(server.started_in)
        server.kill()
    row("P10", "start on an existing folder, median of 5", statistics.median(starts), "s", 0.3, "less", f"longest {max(starts):.2f} s")
    server = Server(data, *UNLIMITED, log=work / "server.log")
    empty = server.rss_mb()
    posts = ["tiepnhan", "tuphap", "traketqua", "lanhdao"]
    for i in range(args.sessions):  # each session opens its worklist once
        person = Person(server.port, f"{posts[i % len(posts)]}.{PLACES[i // len(posts) % len(PLACES)]}")
        person.get("/ho-so")
        person.connection.close()
    row("P10m", f"memory (RSS) after {args.sessions} sessions signed in", server.rss_mb(), "MB", 120, "less", f"{empty:.0f} MB before")
    server.kill()
    slim = work / "motcua"
    subprocess.run(["strip", "-o", slim, program()], check=True)
    row("P10b", "program, stripped", slim.stat().st_size / 1e6, "MB", 40, "less", "")


def bench_demo(work: pathlib.Path, args) -> None:
    data = work / "pages"
    shutil.rmtree(data, ignore_errors=True)
    base = make_demo(work / "empty", 0)
    took = make_demo(data, args.dossiers)
    for_year = (took - base) / args.dossiers * 100_000
    row("P11", "demo year, 100,000 dossiers, told from fewer", for_year, "s", 60, "less",
        f"{args.dossiers} dossiers in {took:.1f} s, of which {base:.1f} s units, accounts and procedures; "
        f"{(took - base) / args.dossiers * 1000:.2f} s for 1,000")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dossiers", type=int, default=5000)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sessions", type=int, default=1000)
    parser.add_argument("--only", default="P11,P3,P4,P10")
    parser.add_argument("--grow", type=int, default=0)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    args = parser.parse_args()
    for tool in ("wrk", "nginx", "sqlite3"):
        if not shutil.which(tool) and not pathlib.Path(f"/usr/sbin/{tool}").exists():
            sys.exit(f"{tool} is missing: apt-get install wrk nginx-light sqlite3")
    with tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder:
        work = pathlib.Path(folder)
        work.chmod(0o755)
        for id, bench in (("P11", bench_demo), ("P3", bench_accept), ("P4", bench_pages), ("P9", bench_growth), ("P10", bench_footprint)):
            if id in args.only.split(","):
                bench(work, args)


if __name__ == "__main__":
    main()
