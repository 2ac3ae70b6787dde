"""A whole day of a newsroom of 12 people (day.py): finished, and every keystroke accounted for."""

import json
import os
import subprocess
import sys
from pathlib import Path

import browser as eyes
from house import House

PLACE = Path(__file__).parent


def test_a_day_of_twelve_people():
    house = House()
    try:
        asked = json.dumps({"address": house.address, "sign_ins": house.sign_ins})
        limit = 900 + float(os.environ.get("HOITU_DAY_CUT", "20"))
        done = subprocess.run(
            [sys.executable, PLACE / "day.py"], input=asked, capture_output=True, text=True, timeout=limit
        )
    finally:
        house.close()
    assert done.returncode == 0, done.stderr[-3000:]
    figures = json.loads(done.stdout)
    eyes.note("a day of twelve people", figures)
    print(figures)
    assert figures["people"] == 12
    assert figures["items"] == int(os.environ.get("HOITU_DAY_ITEMS", "60"))
    assert figures["published"] == figures["items"]
    assert figures["lost"] == []
    assert figures["complaints"] == []
