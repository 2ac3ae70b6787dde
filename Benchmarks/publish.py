#!/usr/bin/env python3
"""How long after the click a published story is everywhere a reader may look, on both engines.

The clock starts when the publish request is sent. One reader then looks at one place after the other over one
connection until each shows the story, so the figure is that of the last place and includes all of the reader's own requests.
"""
import argparse
import time
import urllib.parse

import desk
from engines import ENGINES, province
from hoitu import percentile, save

PUBLISHERS = ("bientap", "thuky", "tongbientap")
TIMEOUT = 10


class Reader:
    """Somebody with a browser and an address of their own: the limits by address are for crowds, not for one click."""

    def __init__(self, instance):
        self.link = instance.connection()

    def sees(self, path, mark, number):
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.link.request("GET", path, headers={"X-Forwarded-For": address})
        answer = self.link.getresponse()
        body = answer.read()
        if answer.status >= 500:
            raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
        return answer.status == 200 and mark.encode() in body


def word(number):
    """A word that no other story has."""
    letters = ""
    for _ in range(4):
        number, digit = divmod(number, 21)
        letters = "bcdfghjklmnpqrstvwxyz"[digit] + letters
    return f"zu{letters}"


def measure(engine, count, ready):
    instance, server = province(engine, ready)
    try:
        instance.start()
        people = [instance.person(login) for login in PUBLISHERS]
        slug, section = next(iter(desk.sections(people[1]).items()))
        reader = Reader(instance)
        for path in ("/", f"/muc/{slug}", "/rss", "/sitemap-news.xml"):
            reader.sees(path, "", 0)
        times, answers, places = [], [], {}
        for number in range(count):
            person = people[number % len(people)]
            mark = word(number)
            item = desk.new_item(
                person, f"Lượt đo thứ {number + 1}: {mark}", "Một tin để đo xem bao lâu thì bạn đọc thấy.",
                [f"Đoạn {part} của tin đo {mark}." for part in range(8)], section=section)
            times.append(publish(person, item, mark, slug, reader, number, answers, places))
        return times, answers, places
    finally:
        instance.remove()
        if server:
            server.remove()


def publish(person, item, mark, slug, reader, number, answers, places):
    while True:
        began = time.monotonic()
        status, said = person.json("POST", f"/api/v1/items/{item['id']}/publish", {"revision": item["revision"]})
        if status != 429:
            break
        time.sleep(0.5)  # The account's own limit: refused, nothing was clicked yet.
    if status != 200:
        raise desk.Refused("publish", status, said)
    answers.append(time.monotonic() - began)
    path = said["path"]
    shown = urllib.parse.unquote(path)
    for name, place, sign in (
            ("article", path, mark), ("home", "/", shown), ("section", f"/muc/{slug}", shown), ("rss", "/rss", shown),
            ("news sitemap", "/sitemap-news.xml", shown), ("search", f"/tim-kiem?q={mark}", shown)):
        look = time.monotonic()
        while not reader.sees(place, sign, number):
            if time.monotonic() - began > TIMEOUT:
                raise RuntimeError(f"{name} ({place}) does not show {sign} after {TIMEOUT} s")
        places.setdefault(name, []).append(time.monotonic() - look)
    return time.monotonic() - began


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("count", nargs="?", type=int, default=1000)
    arguments.add_argument("--engine", choices=ENGINES, action="append")
    arguments.add_argument("--province", help="a folder written by engines.py, to be copied")
    arguments = arguments.parse_args()
    rows = []
    for engine in arguments.engine or ENGINES:
        times, answers, places = measure(engine, arguments.count, arguments.province)
        worst = percentile(times, 0.99) * 1000
        parts = ", ".join(f"{name} {percentile(spent, 0.5) * 1000:.1f}" for name, spent in places.items())
        print(f"{engine}: publish answered p50 {percentile(answers, 0.5) * 1000:.1f} ms; then each place p50 ms: {parts}")
        rows.append({
            "what": f"click → article, home, section, RSS, news sitemap and search all show it, {engine}, "
                    f"{len(times)} publishes",
            "measured": f"p50 {percentile(times, 0.5) * 1000:.0f} ms, p99 {worst:.0f} ms, most {max(times) * 1000:.0f} ms",
            "goal": "p99 ≤ 100 ms", "met": worst <= 100})
    save("publish", rows)


if __name__ == "__main__":
    main()
