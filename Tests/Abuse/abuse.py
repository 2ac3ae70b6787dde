"""Attacks the running program over HTTP, as strangers and as its own people. `python3 Tests/Abuse/abuse.py`"""

import re
import sys
import time
from html import unescape

from people import ROOT, Person

from house import House  # found by the path that `people` adds

results = {True: 0, False: 0}
SECRET = "Bí mật tòa soạn Lam Giang"
# U+0600 joins what follows into one letter as Swift counts letters; U+FF9E joins what stands before it.
SCRIPT = "\"'><script>alert(1)</script></script><img src=x onerror=alert(2)>\u0600</script>\u0600<svg onload=alert(3)>"
ACTS = "gui-duyet tra-lai duyet xuat-ban cap-nhat hen-gio bo-hen-gio go chuyen han khoi-phuc thong-tin".split()
VERBS = "submit approve send-back publish update schedule withdraw hand-over deadline restore".split()


def check(name: str, holds: bool, told: object = "") -> None:
    results[bool(holds)] += 1
    print(f"{'ok  ' if holds else 'FAIL'} {name}" + ("" if holds else f" · {told}"), flush=True)


def every(name: str, answers, allowed, secrets=()) -> None:
    """One check over many answers: each status is allowed, none tells a secret."""
    bad = [f"{what} → {answer.status}" for what, answer in answers if answer.status not in allowed]
    bad += [f"{what} tells {word!r}" for what, answer in answers for word in secrets if word in unescape(answer.text)]
    check(f"{name} ({len(answers)} requests)", answers and not bad, "; ".join(bad[:6]))


class Loot:
    """What belongs to Báo Lam Giang, by its ids."""

    def __init__(self, thuky: Person, phongvien: Person) -> None:
        items = thuky.api("GET", "/api/v1/items?limit=50").json()["items"]
        self.organisation = items[0]["organisation"]
        self.section = next(i["metadata"]["section"] for i in items if i["metadata"].get("section"))
        self.published = next(i["id"] for i in items if i["state"] == "published")
        made = phongvien.api("POST", "/api/v1/items", story(SECRET, self.section))
        self.item, self.author = made.json()["id"], made.json()["author"]
        self.picture = thuky.api("GET", "/api/v1/pictures").json()["items"][0]
        feed = f"<rss version='2.0'><channel><title>N</title><item><guid>s</guid><title>{SECRET}</title>" \
            "<link>http://a.example/1</link><description>d</description></item></channel></rss>"
        self.sent = thuky.upload("/lam-viec/tin-nguon/nguon/tai-len", "file", "a.xml", feed.encode())
        run = thuky.upload("/lam-viec/nhap-lieu", "file", "a.ndjson", b'{"id":"1","title":"' + SECRET.encode() + b'","body":"x"}\n{\n')
        self.run = run.location.rsplit("/", 1)[-1]
        inbox = thuky.api("GET", "/api/v1/inbox").json()["items"]
        self.incoming = next((i["id"] for i in inbox if i["title"] == SECRET), "")
        sources = thuky.get("/lam-viec/tin-nguon/nguon").text
        self.source = next(iter(re.findall(r"/lam-viec/tin-nguon/nguon/([0-9a-f-]{36})", sources)), "")
        check("there is something to steal", self.incoming and self.source and len(self.run) == 36, vars(self))


def paragraph(*content) -> dict:
    return {"type": "paragraph", "content": list(content)}


def text(words: str, link: str = "") -> dict:
    return {"type": "text", "text": words} | ({"marks": [{"type": "link", "attrs": {"href": link}}]} if link else {})


def story(title: str, section: str, **more) -> dict:
    body = {"type": "doc", "content": [paragraph(text(more.pop("words", title)))]}
    metadata = {"section": section, "tags": more.pop("tags", []), "bylines": more.pop("bylines", ["Người viết"])}
    return {"title": title, "summary": more.pop("summary", title), "body": body, "metadata": metadata} | more


def item_routes(loot: Loot, id: str):
    yield from (("GET", f"/lam-viec/bai/{id}{end}") for end in ("", "/lich-su", "/lich-su?ban=1&so-voi=0"))
    yield from (("GET", f"/api/v1/items/{id}{end}") for end in ("", "/revisions", "/revisions/1"))
    yield from (("POST", f"/lam-viec/bai/{id}/{act}") for act in ACTS)
    yield from (("POST", f"/api/v1/items/{id}/{verb}") for verb in VERBS)
    yield from [("POST", f"/lam-viec/bai/{id}"), ("PUT", f"/api/v1/items/{id}/text")]


def other_routes(loot: Loot):
    yield from (("GET", f"/lam-viec/anh/{loot.picture['id']}{end}") for end in ("", "/goc"))
    yield from (("POST", f"/lam-viec/anh/{loot.picture['id']}{end}") for end in ("", "/thu-lai"))
    yield from (("GET", f"/api/v1/pictures/{loot.picture['id']}"), ("PATCH", f"/api/v1/pictures/{loot.picture['id']}"))
    yield ("POST", f"/lam-viec/chuyen-muc/{loot.section}")
    yield from (("POST", f"/lam-viec/tin-nguon/{loot.incoming}/{act}") for act in ("chuyen-bai", "bo", "khoi-phuc"))
    yield from (("POST", f"/api/v1/inbox/{loot.incoming}/{act}") for act in ("take", "drop"))
    yield from [("GET", f"/lam-viec/tin-nguon?xem={loot.incoming}"), ("GET", f"/lam-viec/tin-nguon/nguon/{loot.source}")]
    yield from (("POST", f"/lam-viec/tin-nguon/nguon/{loot.source}/{act}") for act in ("doc-ngay", "tam-dung", "tiep-tuc"))
    yield from (("GET", f"/lam-viec/nhap-lieu/{loot.run}{end}") for end in ("", "/loi"))
    yield from (("POST", f"/lam-viec/nhap-lieu/{loot.run}/{act}") for act in ("tam-dung", "tiep-tuc"))
    yield ("GET", f"/lam-viec/tai-khoan/{loot.author}")
    yield from (("POST", f"/lam-viec/tai-khoan/{loot.author}/{act}") for act in "khoa mo phien mat-khau hai-lop vai-tro".split())
    yield from (("POST", f"/lam-viec/to-chuc/{loot.organisation}/{act}") for act in "sua ket-thuc chuc-danh chia-tach".split())


FIELDS = {"name": "x", "title": "x", "body": "x", "base": "1", "revision": "1", "reason": "x", "act": "up", "number": "1",
          "caption": "x", "credit": "x", "alt": "x", "focalX": "50", "focalY": "50", "from": "2026-01-01", "role": "reporter",
          "at": "2027-01-01T10:00", "deadline": "2027-01-01T10:00"}
VALUES = {"base": 1, "revision": 1, "reason": "x", "number": 1, "title": "x", "caption": "x", "at": "2027-01-01T10:00:00Z"}


def ask(person: Person, method: str, path: str):
    if path.startswith("/api/"):
        return person.api(method, path, None if method == "GET" else VALUES)
    return person.get(path) if method == "GET" else person.form(path, **FIELDS)


def agencies(loot: Loot, vannghe: Person, thuky: Person) -> None:
    routes = [*item_routes(loot, loot.item), *item_routes(loot, loot.published), *other_routes(loot)]
    secrets = (SECRET, loot.picture.get("caption") or SECRET)
    every("another agency's ids are not there", [(f"{m} {p}", ask(vannghe, m, p)) for m, p in routes], (403, 404), secrets)
    lists = ["/lam-viec", "/lam-viec/bai", "/lam-viec/trang-chu", "/lam-viec/chuyen-muc", "/lam-viec/tin-nguon",
             "/lam-viec/tin-nguon/nguon", "/lam-viec/nhap-lieu", "/lam-viec/anh", "/lam-viec/tai-khoan", "/lam-viec/nhat-ky"]
    asked = [(p, vannghe.get(f"{p}?co-quan={loot.organisation}&organisation={loot.organisation}&chuyen-muc={loot.section}"))
             for p in lists]
    asked += [(p, vannghe.api("GET", f"{p}?organisation={loot.organisation}&section={loot.section}&source={loot.source}&state=new"))
              for p in ("/api/v1/inbox", "/api/v1/pictures")]
    asked += [("items", vannghe.api("GET", f"/api/v1/items?organisation={loot.organisation}&section={loot.section}"))]
    every("lists asked for another agency", asked, (200, 403, 404), (SECRET, loot.item, loot.published, loot.picture["id"]))
    mine = vannghe.api("POST", "/api/v1/items", {"title": "Của Văn nghệ", "summary": "x"}).json()
    path = f"/api/v1/items/{mine['id']}"
    for name, metadata in (("section", {"section": loot.section}), ("picture", {"lead": loot.picture["id"]})):
        answer = vannghe.api("PUT", path + "/text", {"base": 1, "title": "x", "summary": "x", "metadata": metadata})
        check(f"another agency's {name} cannot be used", answer.status in (403, 404, 422), answer.status)
    answer = vannghe.api("POST", path + "/hand-over", {"to": loot.author})
    check("nothing is handed to another agency's person", answer.status == 422, answer.status)
    answer = vannghe.form("/lam-viec/trang-chu", co__quan=loot.organisation, seen="", act=f"in {loot.published}")
    check("another agency's story is not put on a home page", answer.status in (403, 404, 409, 422), answer.status)
    folder = {"kind": "folder", "name": "Kho chung", "address": "kho-chung", "interval": "600"}
    shown = []
    for person in (thuky, vannghe):
        answer = person.form("/lam-viec/tin-nguon/nguon", **folder)
        shown.append(re.search(r"[^\s<>\"]*/folders/[^\s<>\"]*", person.get(answer.location or "/lam-viec/tin-nguon/nguon").text))
    places = [found.group(0) for found in shown if found]
    check("two agencies' drop folders are two folders", len(set(places)) == 2, places)


def ranks(loot: Loot, phongvien: Person, chief: Person, quantri: Person) -> None:
    acts = [(f"act {a}", phongvien.form(f"/lam-viec/bai/{loot.item}/{a}", **FIELDS)) for a in ("duyet", "xuat-ban", "hen-gio")]
    acts += [(f"withdraw {i}", phongvien.form(f"/lam-viec/bai/{loot.published}/{i}", reason="x")) for i in ("go", "cap-nhat")]
    acts += [(v, phongvien.api("POST", f"/api/v1/items/{loot.item}/{v}", VALUES)) for v in ("approve", "publish", "schedule")]
    acts += [("withdraw", phongvien.api("POST", f"/api/v1/items/{loot.published}/withdraw", VALUES))]
    pages = "trang-chu chuyen-muc tai-khoan tai-khoan/moi nhat-ky nhap-lieu".split()
    acts += [(f"GET {p}", phongvien.get(f"/lam-viec/{p}")) for p in pages]
    acts += [(f"POST {p}", phongvien.form(f"/lam-viec/{p}", **FIELDS)) for p in ("trang-chu", "chuyen-muc", "tai-khoan", "tin-nguon/nguon")]
    acts += [("role", phongvien.form(f"/lam-viec/tai-khoan/{loot.author}/vai-tro", role="chief", **{"from": "2026-01-01"}))]
    every("a reporter may not", acts, (403, 404))
    check("the secret is still a draft", phongvien.api("GET", f"/api/v1/items/{loot.item}").json()["state"] == "draft")
    role = {"role": "administrator", "from": "2026-01-01", "organisation": loot.organisation}
    for name, fields in (("administrator", role | {"organisation": ""}), ("administrator of all", role)):
        answer = chief.form(f"/lam-viec/tai-khoan/{loot.author}/vai-tro", **fields)
        check(f"a chief makes nobody {name}", answer.status in (403, 404, 422), answer.status)


def strangers(port: int, loot: Loot) -> None:
    found = set()
    for path in (ROOT / "Sources").rglob("*.swift"):
        for group, method, route in re.findall(r'(\w+)\.(get|post|put|patch|delete)\(\s*"([^"\\]*)"', path.read_text()):
            if re.match(r"/?(lam-viec|api/v1)", route):
                found.add((method.upper(), "/" + route.lstrip("/")))
    known = {*item_routes(loot, loot.item), *other_routes(loot)}
    known |= {(m, p.replace(":id", loot.item).replace(":number", "1")) for m, p in found}
    known |= {("GET", p) for p in ("/lam-viec/tai-khoan", "/lam-viec/tai-khoan/moi", "/lam-viec/nhat-ky", "/lam-viec/to-chuc",
              "/api/v1/units", "/api/v1/organisations", "/tai-khoan", "/tai-khoan/ma-truy-cap", "/tai-khoan/hai-lop")}
    anybody = Person(port)
    answers = [(f"{m} {p}", ask(anybody, m, p)) for m, p in sorted(known)]
    bad = [f"{what} → {a.status}" for what, a in answers
           if a.status not in (401, 403) and not (a.status == 303 and a.location.startswith("/dang-nhap"))]
    check(f"strangers are turned away everywhere ({len(answers)} requests)", not bad, "; ".join(bad[:8]))
    every("strangers learn nothing", answers, range(200, 500), (SECRET,))


def main() -> int:
    from more import crossing, doors, scripts, sessions, uploads, wire
    from newsroom import rooms

    house = House()
    try:
        people = {n: Person(house.port, n, p) for n, p in house.sign_ins.items()}
        start = time.monotonic()
        loot = Loot(people["thuky"], people["phongvien"])
        strangers(house.port, loot)
        agencies(loot, people["vannghe"], people["thuky"])
        ranks(loot, people["phongvien"], people["tongbientap"], people["quantri"])
        for part in (rooms, crossing, scripts, uploads, wire, sessions, doors):
            begun = time.monotonic()
            try:
                part(house, people, loot)
            except Exception as error:  # one broken part must not hide the others
                check(part.__name__, False, repr(error))
            print(f"     {part.__name__}: {time.monotonic() - begun:.1f} s")
        broken = [l for l in (house.folder / "log").read_text().splitlines() if '"request failed"' in l or "Fatal" in l]
        check("the server's log holds no failed request", not broken, broken[:3])
        check("the server still runs", house.process.poll() is None)
        print(f"abuse: took {time.monotonic() - start:.1f} s")
    finally:
        house.close()
    print(f"abuse: {results[True]} passed, {results[False]} failed")
    return 1 if results[False] else 0


if __name__ == "__main__":
    sys.modules["abuse"] = sys.modules["__main__"]
    sys.exit(main())
