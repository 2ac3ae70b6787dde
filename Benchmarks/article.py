#!/usr/bin/env python3
"""An article page made anew for every reader: Hội Tụ without its page cache, WordPress without any cache plug-in.

The same text on both; rounds interleaved on the same machine, each server alone while it is measured.
"""
import json
import pathlib
import re
import subprocess
import tempfile

from hoitu import ROOT, Instance, median, save
from wordpress import WordPress

ROUNDS, SECONDS, CONNECTIONS = 5, 4, 4


# Each request comes from an address of its own, as readers do: the limits by address are for crowds from one.
READERS = """
local number = 0
request = function()
  number = number + 1
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", number / 65536 % 256, number / 256 % 256, number % 256)
  return wrk.format("GET")
end
"""


def rate(port, path):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(READERS)
        script.flush()
        said = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script.name, f"http://127.0.0.1:{port}{path}"],
            capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))


def main():
    stories = json.loads((ROOT / "data/demo/stories.json").read_text())
    paragraphs = [p.lstrip("#>- ") for story in stories for p in story["body"]]
    instance = Instance(environment={"HOITU_PAGE_CACHE_MB": "0", "HOITU_TRUSTED_PROXIES": "127.0.0.1"})
    instance.start()
    instance.rest()
    editor = instance.person("thuky")
    path = publish(editor, "Bài đo thời gian", paragraphs)
    peer = WordPress("Bai do thoi gian", paragraphs)
    try:
        check(instance.get(path)[1].decode(), paragraphs)
        ours, theirs = [], []
        rate(peer.port, peer.path)
        rate(instance.port, path)
        for _ in range(ROUNDS):
            ours.append(rate(instance.port, path))
            theirs.append(rate(peer.port, peer.path))
    finally:
        peer.remove()
        instance.remove()
    ratio = median(ours) / median(theirs)
    save("article", [{
        "what": f"uncached article of {sum(len(p.split()) for p in paragraphs)} words, {CONNECTIONS} connections, median of {ROUNDS}",
        "measured": f"{median(ours):.0f} requests/s", "peer": f"WordPress 6.1, PHP 8.2 opcache: {median(theirs):.0f} requests/s",
        "goal": "≥ 30 ×", "met": ratio >= 30}, {"what": "ratio", "measured": f"{ratio:.1f} ×", "goal": "≥ 30 ×", "met": ratio >= 30}])


def check(page, paragraphs):
    missing = [p for p in paragraphs if p[:40] not in page]
    if missing:
        raise RuntimeError(f"the page lacks {len(missing)} paragraphs")


def publish(person, title, paragraphs):
    from desk import new_item
    return new_item(person, title, "Một bài để đo.", paragraphs, publish=True)["path"]


if __name__ == "__main__":
    main()
