#!/usr/bin/env python3
"""Runs the measurements and writes Benchmarks/RESULTS.md. Nothing there is typed by hand."""
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PARTS = ["startup", "publish", "intake", "http", "article", "coedit", "programme", "durability"]
TITLES = {
    "startup": "Start and memory", "publish": "Publish → visible", "intake": "Import and search",
    "http": "Cached pages beside nginx", "article": "Uncached article beside WordPress", "coedit": "Many people at one text",
    "programme": "Plans, figures and registers at their size",
    "durability": "Nothing acknowledged is lost",
}


def sections():
    """What stood in the results of parts that were not run here, by title."""
    file = HERE / "RESULTS.md"
    found = {}
    for text in (file.read_text() if file.exists() else "").split("\n## ")[1:]:
        title, _, rest = text.partition("\n")
        found[title] = [f"## {title}", *rest.rstrip("\n").split("\n"), ""]
    return found


def main():
    wanted = sys.argv[1:] or PARTS
    failed = []
    for part in wanted:
        script = HERE / "http" / "bench.py" if part == "http" else HERE / f"{part}.py"
        print(f"\n== {part}", flush=True)
        if subprocess.run([sys.executable, str(script)], cwd=HERE.parent, env=dict(os.environ, PYTHONPATH=str(HERE))).returncode:
            failed.append(part)
    lines = [
        "# Results", "",
        "Written by `make bench`; each row was measured in the run named beside its part, peers in the same run.", "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()} {platform.release()}.", "",
    ]
    kept = sections()
    for part in PARTS:
        file = HERE / "out" / f"{part}.json"
        if not file.exists():
            lines += kept.get(TITLES[part], [])
            continue
        day = datetime.datetime.fromtimestamp(file.stat().st_mtime, datetime.timezone.utc)
        lines += [f"## {TITLES[part]}", "", f"Run of {day:%Y-%m-%d %H:%M} UTC.", "",
                  "| what | measured | peer | goal | met |", "| --- | --- | --- | --- | --- |"]
        for row in json.loads(file.read_text()):
            cells = [str(row.get(key, "") or "—") for key in ("what", "measured", "peer", "goal")]
            lines.append("| " + " | ".join(cells) + f" | {'yes' if row.get('met') else 'no'} |")
        lines.append("")
    (HERE / "RESULTS.md").write_text("\n".join(lines))
    print(f"\nwritten to Benchmarks/RESULTS.md{'; failed: ' + ', '.join(failed) if failed else ''}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
