#!/usr/bin/env python3
"""P12: a clean release build on two cores, without the compiler cache. Takes minutes, so only with the argument `run`.

  bench/bench_build.py run [--target motcua] [--top 10]

Prints wall-clock and CPU seconds, and on stderr the sources that cost most by ninja's own log. One changed file is measured as well.
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def built(folder: str, target: str) -> tuple[float, float]:
    """Wall-clock and CPU seconds of one build."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run(["cmake", "--build", folder, "--target", target, "-j2"], check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "CCACHE_DISABLE": "1"})
    took = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def slowest(folder: str, top: int) -> list[tuple[float, str]]:
    outputs: dict[str, float] = {}
    for line in (pathlib.Path(folder) / ".ninja_log").read_text().splitlines()[1:]:
        start, end, _, output, _ = line.split("\t")
        outputs[output] = (int(end) - int(start)) / 1000
    return sorted(((seconds, output) for output, seconds in outputs.items()), reverse=True)[:top]


def row(id: str, what: str, seconds: float, bar: float, detail: str) -> None:
    print(json.dumps({"id": id, "what": what, "value": round(seconds, 1), "unit": "s", "bar": bar, "better": "less", "detail": detail},
                     ensure_ascii=False), flush=True)


def main() -> None:
    if sys.argv[1:2] != ["run"]:
        return  # bench/run calls every program: this one waits to be asked
    parser = argparse.ArgumentParser()
    parser.add_argument("run")
    parser.add_argument("--target", default="motcua")
    parser.add_argument("--changed", default="src/dossier/service_desk.cpp")
    parser.add_argument("--top", type=int, default=10)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="motcua-build-") as folder:
        subprocess.run(["cmake", "--preset", "release", "-B", folder], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        took, cpu = built(folder, args.target)
        row("P12", f"clean build of {args.target}, 2 jobs, no cache", took, 300, f"{cpu:.0f} CPU seconds")
        for seconds, output in slowest(folder, args.top):
            print(f"{seconds:7.1f} s  {output}", file=sys.stderr)
        os.utime(ROOT / args.changed)
        took, cpu = built(folder, args.target)
        row("P12f", f"one changed file ({pathlib.Path(args.changed).name})", took, 10, f"{cpu:.1f} CPU seconds")


if __name__ == "__main__":
    main()
