#!/usr/bin/env python3
"""Kills the program with −9 while editors write, again and again, and counts what was acknowledged and is gone.

Each cycle: writers autosave and publish through the JSON API; at a random moment the process is killed; it starts again;
every acknowledged text must be in its history, every acknowledged publish public exactly once, and what was sent and
never answered is sent again and must not stand there twice. On PostgreSQL the database server is killed too, every third
cycle, half of the time with the program left running. At the end the whole audit log is verified and holds exactly one
entry for each publish.
"""
import argparse
import json
import pathlib
import random
import re
import sqlite3
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Benchmarks"))
import desk  # noqa: E402
from engines import ENGINES, province  # noqa: E402
from writers import EDITORS, Book, Writer  # noqa: E402


class House:
    """The program under test and its editors."""

    def __init__(self, engine, ready):
        self.engine = engine
        self.book = Book()
        self.stop = threading.Event()
        self.instance, self.server = province(engine, ready)
        try:
            self.open_desk()
        except BaseException:
            self.remove()
            raise

    def open_desk(self):
        self.instance.start()
        people = [self.instance.person(login) for login in EDITORS]
        self.section = next(iter(desk.sections(people[1]).values()))
        self.writers = [Writer(n, person, self.section, self.book, self.stop) for n, person in enumerate(people)]

    def start_writing(self, cycle):
        self.stop.clear()
        old = self.writers
        self.writers = []
        for writer in old:
            new = Writer(writer.number, writer.person, self.section, self.book, self.stop)
            new.count, new.cycle, new.random = writer.count, cycle, writer.random
            new.story, new.pending = writer.story, writer.pending
            self.writers.append(new)
        for writer in self.writers:
            writer.start()

    def end_writing(self):
        self.stop.set()
        for writer in self.writers:
            writer.join(60)
            if writer.is_alive():
                self.book.fault("a request hangs: no answer and no end of the connection in 60 s")
            writer.person.link.close()

    def read(self, path):
        status, body, _ = self.instance.get(path, {"X-Forwarded-For": f"10.9.{random.randrange(256)}.{random.randrange(256)}"})
        return status, body.decode()

    def remove(self):
        self.instance.remove()
        if self.server:
            self.server.remove()


class Check:
    """Looks for each acknowledged thing, and for whatever stands there twice."""

    def __init__(self, house):
        self.house = house
        self.lost = []
        self.doubled = []
        self.turn = 0

    def ask(self, path):
        self.turn += 1
        writers = self.house.writers
        return desk.ask(writers[self.turn % len(writers)].person, "GET", path)

    def story(self, story):
        heads = self.heads(story)
        numbers = [head["number"] for head in heads]
        titles = [head["title"] for head in heads if head["kind"] in ("autosave", "save", "conflict")]
        for repeated in {n for n in numbers if numbers.count(n) > 1} | {t for t in titles if titles.count(t) > 1}:
            self.doubled.append(f"{story.id}: {repeated}")
        there = {head["number"]: head["title"] for head in heads}
        for number, mark in story.saved.items():
            if there.get(number) != mark:
                self.lost.append(f"{story.id} revision {number}: {mark!r}, found {there.get(number)!r}")
        known = sorted(story.saved)
        for number in {known[-1], random.choice(known)}:
            self.text(story, number)
        if story.path:
            self.public(story)

    def heads(self, story):
        heads, before = [], ""
        while True:
            page = self.ask(f"/api/v1/items/{story.id}/revisions{before}")
            heads += page["items"]
            if not page.get("next"):
                return heads
            before = f"?before={page['next']}"

    def text(self, story, number):
        """The whole text, which is put together from differences."""
        said = self.ask(f"/api/v1/items/{story.id}/revisions/{number}")
        words = json.dumps(said["body"], ensure_ascii=False)
        if words.count(f"{story.saved[number]} nằm giữa bài") != 1 or words.count("giữ nguyên từ lần lưu trước") != 11:
            self.lost.append(f"{story.id} revision {number}: the body is not what was saved: {words[:300]}")

    def public(self, story):
        status, page = self.house.read(story.path)
        mark = story.saved[max(story.saved)]
        if status != 200 or f"{mark} nằm giữa bài" not in page:
            self.lost.append(f"published {story.path}: {status}, without {mark}")

    def feed(self, stories):
        """The newest thousand, as search engines are told: each story once."""
        _, text = self.house.read("/sitemap-news.xml")
        self.once(text, stories)

    def once(self, text, stories):
        places = {}
        for place in re.findall("<loc>([^<]+)</loc>", text):
            path = urllib.parse.urlparse(place).path
            places[path] = places.get(path, 0) + 1
        for story in stories:
            if story.path and places.get(story.path, 0) != 1:
                (self.doubled if places.get(story.path) else self.lost).append(
                    f"sitemap: {story.path} {places.get(story.path, 0)} times")
        self.doubled += [f"sitemap: {path} {count} times" for path, count in places.items() if count > 1]

    def everything(self, stories):
        """At the end: all sitemaps, the whole audit log, and the rows themselves."""
        index = self.house.read("/sitemap.xml")[1]
        whole = ""
        for place in re.findall("<loc>([^<]*sitemap-bai[^<]*)</loc>", index):
            url = urllib.parse.urlparse(place.replace("&amp;", "&"))
            whole += self.house.read(url.path + (f"?{url.query}" if url.query else ""))[1]
        self.once(whole, stories)
        verdict = self.house.instance.command("audit", "verify", check=False)
        if verdict.strip().splitlines()[-1:] != ["whole"]:
            self.lost.append(f"audit log: {verdict[-300:]}")
        entries = {}
        for subject in self.rows("SELECT subject FROM audit_entry WHERE action = 'newsroom.item.publish'"):
            item = subject.rsplit("/", 1)[-1]
            entries[item] = entries.get(item, 0) + 1
        for story in stories:
            count = entries.get(story.id, 0)
            if story.path and count == 0:
                self.lost.append(f"audit entry of publishing {story.id}")
            if count > 1:
                self.doubled.append(f"audit entry of publishing {story.id}: {count}")
        if not self.house.server:
            problems = self.rows("PRAGMA integrity_check") + self.rows("PRAGMA foreign_key_check")
            self.lost += [f"integrity: {line}" for line in problems if line != "ok"]

    def rows(self, query):
        if self.house.server:
            return self.house.server.rows(query)
        with sqlite3.connect(f"file:{self.house.instance.folder}/hoitu.db?mode=ro", uri=True) as file:
            return [str(row[0]) for row in file.execute(query)]


def cycle(house, number):
    """Writes for a moment, kills, starts again. Gives the stories that were worked on."""
    first = len(house.book.stories)
    held = [writer.story for writer in house.writers if writer.story]
    house.start_writing(number)
    time.sleep(random.uniform(0.15, 0.9))
    kills_database = house.server and number % 3 == 2
    if kills_database:
        house.server.kill()
        time.sleep(random.uniform(0, 0.3))
    if not kills_database or number % 2:
        house.instance.kill()
    house.end_writing()
    if kills_database:
        house.server.start()
    if house.instance.process.poll() is not None:
        house.instance.start()
    wait_ready(house)
    return held + house.book.stories[first:]


def wait_ready(house, seconds=20):
    until = time.monotonic() + seconds
    while house.read("/ready")[0] != 200:
        if time.monotonic() > until:
            raise RuntimeError("the program does not find its database again")
        time.sleep(0.02)


def run(engine, cycles, ready=None, seed=None):
    random.seed(seed)
    house = House(engine, ready)
    check = Check(house)
    times = []
    try:
        for number in range(cycles):
            began = time.monotonic()
            stories = cycle(house, number)
            for story in stories:
                check.story(story)
            check.feed([story for story in stories if story.path])
            times.append(time.monotonic() - began)
            if (number + 1) % 10 == 0 or number + 1 == cycles:
                print(f"{engine}: {number + 1}/{cycles} cycles, {house.book.writes} acknowledged writes, "
                      f"{house.book.publishes} of them publishes, {len(check.lost)} lost, {len(check.doubled)} doubled, "
                      f"{sum(times) / len(times):.1f} s a cycle", flush=True)
        check.everything(house.book.stories)
        faults = house.book.faults + crashes(house)
    finally:
        house.remove()
    for text in (check.lost + check.doubled + faults)[:20]:
        print(f"  {text}")
    return {
        "engine": engine, "cycles": cycles, "writes": house.book.writes, "publishes": house.book.publishes,
        "lost": len(check.lost), "doubled": len(check.doubled), "faults": len(faults), "seconds": sum(times)}


def crashes(house):
    log = (house.instance.folder / "serve.log").read_text(errors="replace")
    return [line[:300] for line in log.splitlines() if "Fatal error" in line or '"level":"critical"' in line]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cycles", type=int, default=10)
    arguments.add_argument("--engine", choices=ENGINES, action="append")
    arguments.add_argument("--province", help="a folder written by Benchmarks/engines.py, to be copied")
    arguments.add_argument("--seed", type=int, default=time.time_ns() & 0xFFFFFF)
    arguments = arguments.parse_args()
    failed = False
    for engine in arguments.engine or ENGINES:
        result = run(engine, arguments.cycles, arguments.province, arguments.seed)
        print(f"{engine}: {result['cycles']} kills, {result['writes']} acknowledged writes, {result['lost']} lost, "
              f"{result['doubled']} doubled, {result['faults']} other faults (seed {arguments.seed})", flush=True)
        failed = failed or any(result[name] for name in ("lost", "doubled", "faults")) or not result["writes"]
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
