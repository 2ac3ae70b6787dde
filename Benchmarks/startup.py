#!/usr/bin/env python3
"""Start to the first 200 with the demo data, and memory at rest."""
import time

from hoitu import Instance, median, save


def main():
    instance = Instance()
    times = []
    memory = 0.0
    for _ in range(7):
        began = time.monotonic()
        instance.start(wait=False)
        while True:
            try:
                if instance.get("/")[0] == 200:
                    break
            except OSError:
                time.sleep(0.002)
        times.append(time.monotonic() - began)
        # At rest: after the first pages, with nobody there.
        for path in ("/", "/rss", "/dang-nhap", "/sitemap.xml"):
            instance.get(path)
        time.sleep(3)
        memory = max(memory, instance.rss_mb())
        instance.stop()
    instance.remove()
    save("startup", [
        {"what": "start → first 200 of the home page, demo data, median of 7", "measured": f"{median(times) * 1000:.0f} ms",
         "goal": "≤ 1 s", "met": median(times) <= 1},
        {"what": "memory at rest, largest of 7", "measured": f"{memory:.0f} MB", "goal": "≤ 150 MB", "met": memory <= 150},
    ])


if __name__ == "__main__":
    main()
