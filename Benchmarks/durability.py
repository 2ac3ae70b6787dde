#!/usr/bin/env python3
"""500 kills on SQLite and 100 on PostgreSQL while editors write; then disk full and database away."""
import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Durability"))
import engines  # noqa: E402
import full  # noqa: E402
import kill  # noqa: E402
from hoitu import save  # noqa: E402


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--sqlite", type=int, default=500, help="cycles")
    arguments.add_argument("--postgres", type=int, default=100, help="cycles")
    arguments = arguments.parse_args()
    rows = []
    with tempfile.TemporaryDirectory(prefix="hoitu-province-") as ready:
        engines.make(ready)
        for engine, cycles in (("sqlite", arguments.sqlite), ("postgres", arguments.postgres)):
            result = kill.run(engine, cycles, ready)
            bad = result["lost"] + result["doubled"] + result["faults"]
            rows.append({
                "what": f"{cycles} kills −9 under writing load, {engine}, {result['writes']} acknowledged writes, "
                        f"{result['publishes']} of them publishes",
                "measured": f"{result['lost']} lost, {result['doubled']} doubled, {result['faults']} other faults",
                "goal": "0 lost, 0 doubled", "met": bad == 0 and result["publishes"] > 0})
            # Half an hour of kills is kept even where a later part falls over.
            save("durability", rows)
        for name, outcome in full.run(ready):
            rows.append({
                "what": name, "measured": outcome or "as it should be",
                "goal": "pages served, a clear message, nothing corrupt", "met": outcome == ""})
    save("durability", rows)


if __name__ == "__main__":
    main()
