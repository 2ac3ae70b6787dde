#!/usr/bin/env python3
"""`hoitu import` of the 33,759 articles of VNTC into SQLite: how fast, and whether kills leave doubles or holes; then
search over all of them through HTTP, as a reader asks. The texts are test input only: they go to a temporary folder.
"""
import argparse
import json
import lzma
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import tempfile
import time
import unicodedata
import urllib.parse

from engines import province
from hoitu import PROGRAM, ROOT, percentile, save

SHARED = pathlib.Path(os.environ.get("HOITU_SHARED", ROOT.parent / "shared"))
CORPUS = SHARED / "corpora" / "vntc" / "vntc_train.jsonl.xz"
AGENCY = "bao-lam-giang"


def unpack(folder, limit):
    file = folder / "vntc.ndjson"
    lines = 0
    with lzma.open(CORPUS, "rb") as source, open(file, "wb") as target:
        for line in source:
            if lines == limit:
                break
            target.write(line)
            lines += 1
    return file, lines


def take_in(instance, file):
    """The whole import; gives seconds, start of the program included, and its last words."""
    began = time.monotonic()
    said = instance.command("import", str(file), "--agency", AGENCY)
    return time.monotonic() - began, said.strip().splitlines()[-1]


def interrupted(instance, file, seconds):
    """Kills the import twice in the middle, then lets it finish. Gives where it was killed and its last words."""
    killed = []
    for share in (0.33, 0.33):
        process = subprocess.Popen(
            [PROGRAM, "import", str(file), "--agency", AGENCY], env=instance.environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(seconds * share)
        process.kill()
        process.wait()
        killed.append(taken_in(instance))
    return killed, take_in(instance, file)[1]


def rows(instance, query):
    with sqlite3.connect(f"file:{instance.folder}/hoitu.db?mode=ro", uri=True) as file:
        return file.execute(query).fetchall()


def taken_in(instance):
    return rows(instance, "SELECT count(*) FROM import_item")[0][0]


def count_faults(instance, lines):
    """What is wrong with what was taken in, in words; nothing where all is well."""
    faults = []
    taken = taken_in(instance)
    failed = rows(instance, "SELECT count(*) FROM import_error")[0][0]
    if taken + failed != lines:
        faults.append(f"{taken} articles and {failed} unreadable of {lines} lines")
    for name, query in {
        "lines with two articles": "SELECT count(*) - count(DISTINCT external_id) FROM import_item",
        "articles of two lines": "SELECT count(*) - count(DISTINCT item_id) FROM import_item",
        "articles without a published text":
            "SELECT count(*) FROM import_item WHERE item_id NOT IN (SELECT item_id FROM published_item)",
        "articles not in the search index":
            "SELECT count(*) FROM import_item i WHERE NOT EXISTS (SELECT 1 FROM search_entry e JOIN search_source s "
            "ON s.number = e.number JOIN search_scope p ON p.number = e.scope WHERE e.id = i.item_id AND p.name LIKE 'site:%')",
        "articles twice in the search index":
            "SELECT count(*) - count(DISTINCT scope || ' ' || id) FROM search_entry",
    }.items():
        found = rows(instance, query)[0][0]
        if found:
            faults.append(f"{found} {name}")
    return faults


def plain(text):
    """Without diacritics, as many type."""
    text = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def queries(file, count):
    """Pairs of neighbouring syllables of the corpus, drawn evenly from its articles: common and rare words alike."""
    draw = random.Random(2)
    lines = file.read_bytes().splitlines()
    found = []
    while len(found) < count:
        text = json.loads(draw.choice(lines))["text"]
        # Whole words only: the "G" of "G7" is not a word of the text.
        words = re.findall(r"\w+", unicodedata.normalize("NFC", text))
        pairs = [pair for pair in zip(words, words[1:]) if all(word.isalpha() for word in pair)]
        if pairs:
            found.append(" ".join(draw.choice(pairs)).lower())
    return found


def search(instance, asked):
    """Milliseconds of each request over one connection, and what found nothing."""
    link = instance.connection()
    times = {}
    empty = []
    for number, query in enumerate(asked):
        for spelling, words in (("with", query), ("without", plain(query))):
            for order, extra in (("best", ""), ("newest", "&sap-xep=moi")):
                path = f"/tim-kiem?q={urllib.parse.quote(words)}{extra}"
                # Each request from an address of its own: the limit by address is for crowds.
                headers = {"X-Forwarded-For": f"10.{len(times)}.{number >> 8}.{number & 255}"}
                began = time.monotonic()
                link.request("GET", path, headers=headers)
                answer = link.getresponse()
                body = answer.read()
                took = time.monotonic() - began
                if answer.status != 200:
                    raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
                if b"teaser__title" not in body:
                    empty.append(words)
                times.setdefault((order, spelling), []).append(took * 1000)
    return times, empty


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, default=-1, help="fewer, to try the script")
    arguments.add_argument("--queries", type=int, default=300)
    arguments.add_argument("--province", help="a folder written by engines.py, to be copied")
    arguments = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="hoitu-vntc-") as folder:
        file, lines = unpack(pathlib.Path(folder), arguments.articles)
        measured = [speed(file, lines, arguments.province)]
        measured += whole_and_found(file, lines, measured[0]["seconds"], arguments)
    save("intake", measured)


def speed(file, lines, ready):
    instance, _ = province("sqlite", ready)
    try:
        seconds, said = take_in(instance, file)
        print(said)
        faults = count_faults(instance, lines)
        return {
            "what": f"`hoitu import` of {lines} articles of VNTC into SQLite, start and end of the program included",
            "measured": f"{lines / seconds:.0f} articles/s ({seconds:.1f} s){', ' + '; '.join(faults) if faults else ''}",
            "goal": "≥ 1,000/s", "met": lines / seconds >= 1000 and not faults, "seconds": seconds}
    finally:
        instance.remove()


def whole_and_found(file, lines, seconds, arguments):
    instance, _ = province("sqlite", arguments.province)
    try:
        killed, said = interrupted(instance, file, seconds)
        print(said)
        faults = count_faults(instance, lines)
        caught = 0 < killed[0] < killed[1] < taken_in(instance)
        result = [{
            "what": f"the same, killed −9 at {killed[0]} and at {killed[1]} articles and started again",
            "measured": "; ".join(faults) or f"{taken_in(instance)} articles, none double, none missing",
            "goal": "no double, none missing", "met": caught and not faults}]
        instance.start()
        instance.rest()
        asked = queries(file, arguments.queries)
        search(instance, asked[:5])
        times, empty = search(instance, asked)
    finally:
        instance.remove()
    for (order, spelling), spent in times.items():
        worst = percentile(spent, 0.95)
        result.append({
            "what": f"two-word search of {lines} articles over HTTP (/tim-kiem, the whole page), {order} first, "
                    f"{spelling} diacritics, {len(spent)} queries",
            "measured": f"p50 {percentile(spent, 0.5):.1f} ms, p95 {worst:.1f} ms", "goal": "p95 ≤ 20 ms",
            "met": worst <= 20})
    result.append({
        "what": "searches for words of the corpus that found nothing", "goal": "0",
        "measured": f"{len(empty)}" + (f": {', '.join(empty[:8])}" if empty else ""), "met": not empty})
    return result


if __name__ == "__main__":
    main()
