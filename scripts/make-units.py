#!/usr/bin/env python3
"""Makes data/units/*.csv: the administrative units of Vietnam before and after 01/7/2025, with their lineage.

    scripts/make-units.py ../shared/domain/units vietnamadminunits-1.0.4-py3-none-any.whl

The first folder holds the two lists of units (01/3/2025 and 25/7/2026) and the lineage of provinces; the wheel (PyPI, MIT)
holds which old commune went into which new one. The results are committed: this runs again only when a source changes.

A unit is named by its level, the day from which it is known and the code it then had (`c20250701-01273`): a code alone
names nothing, since codes were re-used on 01/7/2025 (regulation.md 7.3).
"""
import csv, hashlib, io, json, os, sqlite3, sys, tempfile, unicodedata, zipfile
from pathlib import Path

WHEEL_SHA256 = "737ee3662e877290386c1c45ed4d71f2e5fae34ab6fb9c64bfb4cb74b216ea35"
OLD, NEW, LAST = "20250301", "20250701", "2025-06-30"
OUT = Path(__file__).resolve().parent.parent / "data" / "units"

# Shown to readers beside each unit, so in Vietnamese.
SOURCES = [
    ("before", "GitHub daohoangson/dvhcvn, số liệu ngày 01/3/2025: 63 tỉnh, 696 huyện, 10.047 xã. Tên và mã theo ngày đó; "
               "các đơn vị có từ trước."),
    ("after", "GitHub thanglequoc/vietnamese-provinces-database, số liệu ngày 25/7/2026: 34 tỉnh, 3.321 xã, mã theo "
              "QĐ 19/2025/QĐ-TTg."),
    ("map", "Đối chiếu mã xã của hai danh mục; khớp với NQ 202/2025/QH15."),
    ("law", "Bỏ cấp huyện từ 01/7/2025: Luật 72/2025, NQ 202/2025/QH15."),
    ("dongnai", "Đồng Nai là thành phố trực thuộc trung ương từ 30/4/2026: NQ 30/2026/QH16, 237/NQ-UBTVQH16. Mười xã là "
                "phường trong danh mục 2026 mà chưa là phường trong danh mục 2025, coi như đổi cùng ngày."),
    ("gso", "PyPI vietnamadminunits 1.0.4 (MIT), tập hợp từ danhmuchanhchinh.gso.gov.vn và các nghị quyết về sắp xếp xã "
            "năm 2025. Mọi mã có trong cả hai danh mục đều khớp (3.315/3.315)."),
]


def rows(path):
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def clean(text):
    return unicodedata.normalize("NFC", text).strip()


def same_name(a, b):
    """Whether two lists mean one name: they place the tone mark differently (Thanh Hóa, Thanh Hoá)."""
    return sorted(unicodedata.normalize("NFD", a)) == sorted(unicodedata.normalize("NFD", b))


def lineage(wheel):
    """[(old commune code or None, its district's code, new commune code, whether only a part went there)], and the names
    that the new communes had in 2025."""
    data = Path(wheel).read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        sys.exit("the wheel is not the one this was written for")
    archive = zipfile.ZipFile(io.BytesIO(data))
    converter = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
    with tempfile.NamedTemporaryFile(suffix=".db", delete=False) as file:
        file.write(archive.read("vietnamadminunits/data/dataset.db"))
    base = sqlite3.connect(file.name)
    old = {f"{p}_{d}_{w or ''}": (ward, district) for p, d, w, ward, district in base.execute(
        "SELECT provinceKey, districtKey, wardKey, wardCode, districtCode FROM admin_units_legacy")}
    new = {(p, w): code for p, w, code in base.execute("SELECT provinceKey, wardKey, wardCode FROM admin_units")}
    names = {code: clean(name) for code, name in base.execute("SELECT wardCode, ward FROM admin_units")}
    base.close()
    os.unlink(file.name)
    pairs = []
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, parts in wards.items():
            for part in parts:
                pairs.append((*old[part], new[province, ward], False))
    for province, wards in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for ward, parts in wards.items():
            for part in parts:
                pairs.append((*old[ward], new[province, part["newWardKey"]], True))
    # The list of 2026 gives Ba Chẽ (Quảng Ninh) a code of its own; the other kept that of the old town.
    return [(o, d, "06978" if n == "06970" else n, part) for o, d, n, part in pairs], names


def main(folder, wheel):
    folder = Path(folder)
    before, after = rows(folder / "units-2025-03-01.csv"), rows(folder / "units-2026-07-25.csv")
    provinces = rows(folder / "province_lineage_2025.csv")
    units, successions = [], []

    # Provinces: what came together is a new unit, even under an old name; what did not goes on as it was.
    into = {}
    for row in provinces:
        into.setdefault(row["new_code"], []).append(row)
    key_of_new, goes_on = {}, set()
    for code, parts in into.items():
        alone = len(parts) == 1 and parts[0]["old_code"] == code and same_name(parts[0]["old_name"], parts[0]["new_name"])
        key_of_new[code] = f"p{OLD}-{code}" if alone else f"p{NEW}-{code}"
        if alone:
            goes_on.add(code)
    for row in before:
        level, code, name = row["kind"][0], row["code"], clean(row["name"])
        parent = {"p": "", "d": f"p{OLD}-{row['parent_code']}", "c": f"d{OLD}-{row['parent_code']}"}[level]
        ends = "" if level == "p" and code in goes_on else LAST
        units.append((f"{level}{OLD}-{code}", name, parent, "", ends, "law" if level == "d" else "before"))
    pairs, names_2025 = lineage(wheel)
    for row in after:
        code, name = row["code"], clean(row["full_name"])
        if row["kind"] != "province":
            first = names_2025.get(code, name)
            if not same_name(first.lower(), name.lower()):
                # Ten communes, all in Đồng Nai: they became wards with the city.
                assert row["province_code"] == "75", row
                units.append((f"c{NEW}-{code}", first, key_of_new["75"], "", "2026-04-29", "gso"))
                units.append((f"c{NEW}-{code}", name, key_of_new["75"], "2026-04-30", "", "dongnai"))
                continue
            units.append((f"c{NEW}-{code}", name, key_of_new[row["province_code"]], "", "", "after"))
        elif code not in goes_on:
            if code == "75":
                units.append((key_of_new[code], "Tỉnh Đồng Nai", "", "", "2026-04-29", "map"))
                units.append((key_of_new[code], name, "", "2026-04-30", "", "dongnai"))
            else:
                units.append((key_of_new[code], name, "", "", "", "after"))
    for row in provinces:
        if row["new_code"] not in goes_on:
            successions.append((f"p{OLD}-{row['old_code']}", key_of_new[row["new_code"]], "merge", "map"))

    # Communes.
    known = {key for key, *_ in units}
    count = {}
    for old, district, new, _ in pairs:
        count[new] = count.get(new, 0) + 1
    for old, district, new, is_part in pairs:
        source = f"c{OLD}-{old}" if old else f"d{OLD}-{district}"
        kind = "split" if is_part else "merge" if count.get(new, 0) > 1 else "continue"
        successions.append((source, f"c{NEW}-{new}", kind, "gso"))
    for source, target, *_ in successions:
        assert source in known and target in known, (source, target)

    OUT.mkdir(parents=True, exist_ok=True)
    write("units.csv", ("unit", "name", "parent", "valid_from", "valid_to", "source"), units)
    write("successions.csv", ("from", "to", "kind", "source"), sorted(successions))
    write("sources.csv", ("source", "what"), SOURCES)
    ended = {s for s, *_ in successions}
    lost = [u for u in units if u[0].startswith(f"c{OLD}") and u[0] not in ended]
    print(f"{len(units)} rows of units, {len(successions)} successions, {len(lost)} old communes without a successor")


def write(name, head, lines):
    with open(OUT / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(lines)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
