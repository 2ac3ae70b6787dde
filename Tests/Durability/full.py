#!/usr/bin/env python3
"""The disk is full, and then it is not; the database is away, and then it is back. Readers must not notice.

Disk full: the data folder lies on a small memory disk, which only root can mount; without root this part is left out,
and the script says so. Database away: a PostgreSQL server is stopped under the running program.
"""
import argparse
import ctypes
import errno
import os
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Benchmarks"))
import desk  # noqa: E402
from engines import province  # noqa: E402
from hoitu import Instance  # noqa: E402

MEGABYTES = 96
SPARE = 8
LEFT = 200_000
FULL = "hết chỗ lưu"
AWAY = "chưa trả lời"
libc = ctypes.CDLL(None, use_errno=True)

# Noise without numbers: long ones are taken for those of people, and such a text is not published.
LETTERS = str.maketrans("0123456789", "ghijklmnop")


class Expectations:
    """What was looked for and not found, in words."""

    def __init__(self):
        self.missed = []

    def that(self, holds, what):
        if not holds:
            self.missed.append(what)

    @property
    def text(self):
        return "; ".join(self.missed)


class Desk:
    """One editor with one item, who looks at answers and not at a page."""

    def __init__(self, instance):
        self.instance = instance
        self.person = instance.person("thuky")
        self.section = next(iter(desk.sections(self.person).values()))
        self.item = desk.new_item(self.person, "Bài khi hết chỗ", "Sapo.", ["Đoạn."], section=self.section)
        self.base = self.item["revision"]
        self.kept = {}
        self.public = []
        # Items that wait to be published while there is no room: on a full disk none can be begun.
        self.spare = [
            desk.new_item(self.person, f"Bài chờ {number}", "Sapo.", ["Đoạn."] * 40, section=self.section)
            for number in range(SPARE)]

    def save(self, mark, size=1):
        """The status and the words of one autosave."""
        body = desk.document([f"{mark} {os.urandom(3000).hex().translate(LETTERS)}" for _ in range(size)])
        status, said = self.person.json(
            "PUT", f"/api/v1/items/{self.item['id']}/text",
            {"title": mark, "summary": "Sapo.", "body": body, "base": self.base})
        if status == 200:
            self.base = said["revision"]
            self.kept[said["revision"]] = mark
            return status, ""
        return status, said.get("detail", "") + said.get("title", "")

    def publish_spare(self):
        """Publishes what waits until one is refused for want of room; how that one was answered.

        A full disk may still hold a small write: in the log there are pages that a refused large one left behind. Such a
        publish was answered 200 and must be there afterwards; the next one has less room.
        """
        status, said = 0, None
        while self.spare:
            item = self.spare.pop()
            status, said = self.person.json(
                "POST", f"/api/v1/items/{item['id']}/publish", {"revision": item["revision"]})
            if status != 200:
                return status, said, item
            self.public.append(said["path"])
            until(self, lambda status: status == 503)
        return status, said, None

    def publish(self):
        return self.person.json("POST", f"/api/v1/items/{self.item['id']}/publish", {"revision": self.base})

    def lost(self):
        """Acknowledged revisions that are not there."""
        heads, before = {}, ""
        while True:
            page = desk.ask(self.person, "GET", f"/api/v1/items/{self.item['id']}/revisions{before}")
            heads |= {head["number"]: head["title"] for head in page["items"]}
            if not page.get("next"):
                return [number for number, mark in self.kept.items() if heads.get(number) != mark]
            before = f"?before={page['next']}"


def pages(instance):
    """Pages of the demo's newest stories: half will be in the cache, the rest will not."""
    text = instance.get("/")[1].decode()
    return sorted(set(re.findall(r'href="(/bai/[^"]+)"', text)))


def read(instance, paths, expect, when):
    for path in paths:
        status = instance.get(path)[0]
        expect.that(status == 200, f"{path} {status} {when}")


def disk_full(ready):
    """Fills the disk under a writing program. Nothing where all is well; None where there is no disk to fill."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="hoitu-full-"))
    if libc.mount(b"tmpfs", bytes(place), b"tmpfs", 0, f"size={MEGABYTES}m".encode()) != 0:
        place.rmdir()
        return None
    instance = None
    expect = Expectations()
    try:
        instance = on_disk(place, ready)
        editor = Desk(instance)
        stories = pages(instance)
        cached, fresh = stories[::2], stories[1::2]
        read(instance, cached, expect, "before")
        fill(place)
        status, words = until(editor, lambda status: status == 503)
        expect.that(status == 503 and FULL in words, f"a save on a full disk was answered {status} {words!r}")
        status, said, refused = editor.publish_spare()
        expect.that(status == 503, f"a publish on a full disk was answered {status} {said}")
        read(instance, ["/", "/rss", *cached], expect, "from the cache on a full disk")
        read(instance, [*fresh, "/tim-kiem?q=lam+giang"], expect, "made on a full disk")
        status = editor.person.request("GET", f"/lam-viec/bai/{editor.item['id']}")[0]
        expect.that(status == 200, f"the editor's page was answered {status} on a full disk")
        expect.that(instance.process.poll() is None, "the program ended on a full disk")
        (place / "ballast").unlink()
        status, words = until(editor, lambda status: status == 200)
        expect.that(status == 200, f"a save with room again was answered {status} {words!r}")
        status, said = editor.publish()
        expect.that(status == 200, f"a publish with room again was answered {status} {said}")
        if refused:
            status, said = editor.person.json(
                "POST", f"/api/v1/items/{refused['id']}/publish", {"revision": refused["revision"]})
            expect.that(status == 200, f"what was refused on a full disk was then answered {status} {said}")
        read(instance, editor.public, expect, "though it was said to be published on a full disk")
        expect.that(not editor.lost(), f"revisions lost: {editor.lost()}")
        whole(instance, expect)
    finally:
        if instance:
            instance.stop()
        libc.umount2(bytes(place), 2)
        shutil.rmtree(place, ignore_errors=True)
    return expect.text


def on_disk(place, ready):
    folder = place / "var"
    if not ready:
        return Instance(folder=folder, environment={"HOITU_PAGE_CACHE_MB": "16"}).start()
    source, _ = province("sqlite", ready)
    # The log cut to nothing: what is left of an old one could be written over without any room.
    with sqlite3.connect(source.folder / "hoitu.db") as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copytree(source.folder, folder)
    instance = Instance(folder=folder, demo=False)
    instance.passwords = source.passwords
    source.remove()
    return instance.start()


def fill(place):
    """Takes all room but a little, so that it ends in the middle of a write."""
    with open(place / "ballast", "wb") as file:
        while True:
            left = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize - LEFT
            if left <= 0:
                return
            try:
                file.write(bytes(min(1 << 20, left)))
                file.flush()
            except OSError as problem:
                # The program wrote in the same moment: fuller than was meant.
                if problem.errno != errno.ENOSPC:
                    raise
                return


def until(editor, wanted, seconds=30):
    """Saves, not faster than an account may, until an answer is the wanted one."""
    end = time.monotonic() + seconds
    number = 0
    while True:
        number += 1
        status, words = editor.save(f"Đầy {len(editor.kept)} {number}", size=60)
        if wanted(status) or time.monotonic() > end:
            return status, words
        if status not in (200, 429, 503):
            return status, words
        time.sleep(0.5 if status == 429 else 0.03)


def whole(instance, expect):
    instance.stop()
    with sqlite3.connect(f"{instance.folder}/hoitu.db") as file:
        said = [row[0] for row in file.execute("PRAGMA integrity_check")]
    expect.that(said == ["ok"], f"integrity_check: {said[:3]}")
    said = instance.command("audit", "verify", check=False).strip().splitlines()[-1:]
    expect.that(said == ["whole"], f"audit verify: {said}")


def database_away(ready):
    """Stops PostgreSQL under the running program and starts it again. Nothing where all is well."""
    instance, server = province("postgres", ready)
    expect = Expectations()
    try:
        instance.start()
        editor = Desk(instance)
        expect.that(editor.save("Trước")[0] == 200, "no save before")
        cached = ["/", "/rss", *pages(instance)[:5]]
        read(instance, cached, expect, "before")
        server.kill()
        while server.answers():
            time.sleep(0.02)
        read(instance, cached, expect, "from the cache with the database away")
        for path, wanted in (("/health", 200), ("/ready", 503), ("/lam-viec", 503)):
            began = time.monotonic()
            status = editor.person.request("GET", path)[0]
            expect.that(status == wanted, f"{path} {status} with the database away")
            expect.that(time.monotonic() - began < 5, f"{path} took {time.monotonic() - began:.0f} s")
        status, words = editor.save("Không")
        expect.that(status == 503 and AWAY in words, f"a save with the database away was answered {status} {words!r}")
        read(instance, cached, expect, "from the cache after a while")
        server.start()
        end = time.monotonic() + 10
        while instance.get("/ready")[0] != 200 and time.monotonic() < end:
            time.sleep(0.05)
        expect.that(instance.get("/ready")[0] == 200, "not ready 10 s after the database came back")
        expect.that(editor.save("Sau")[0] == 200, "no save after the database came back")
        status, said = editor.publish()
        expect.that(status == 200, f"no publish after the database came back: {status} {said}")
        if status == 200:
            end = time.monotonic() + 5
            while said["path"].encode() not in instance.get("/")[1] and time.monotonic() < end:
                time.sleep(0.05)
            expect.that(said["path"].encode() in instance.get("/")[1], "the home page stays old after the database came back")
        expect.that(not editor.lost(), f"revisions lost: {editor.lost()}")
        expect.that(instance.process.poll() is None, "the program ended")
    finally:
        instance.remove()
        server.remove()
    return expect.text


def run(ready=None):
    """Names and outcomes; an outcome is what went wrong, in words, and empty where nothing did."""
    results = []
    full = disk_full(ready)
    if full is None:
        print("disk full: left out, since only root can mount a small disk", flush=True)
    else:
        results.append(("disk full under a writing program, SQLite", full))
    results.append(("database away and back without a restart, PostgreSQL", database_away(ready)))
    return results


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--province", help="a folder written by Benchmarks/engines.py, to be copied")
    failed = False
    for name, outcome in run(arguments.parse_args().province):
        print(f"{name}: {outcome or 'as it should be'}", flush=True)
        failed = failed or bool(outcome)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
