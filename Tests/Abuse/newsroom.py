"""Planning, corrections, live blogs, clips, comments, notices: another agency's chief and strangers at all of it."""

import csv
import io
import re
import sqlite3
import time
import wave
from urllib.parse import quote

from abuse import FIELDS, ROOT, SCRIPT, VALUES, check, every, paragraph, text
from people import FORM, Dangers, Person

SECRET = "Hồ sơ mật của Lam Giang"
# U+0600 joins the comma and the quote into letters as Swift counts them.
FORMULA = '=HYPERLINK("http://evil.example")\u0600,=1+1\u0600",@SUM(1)'
MORE = {"words": SECRET, "note": "x", "evidence": "x", "outcome": "x", "happened-on": "2026-11-20", "received-on": "2026-11-20",
        "step": "note", "kind": "text", "day": "2026-12-01", "state": "cancelled", "version": "1", "text": "x", "line": "1", "until": "",
        "origin": "none", "target": "text", "language": "en", "language-to": "en", "marked": "1", "flag": "urgent", "name": "x",
        "mark-for": "nguoi:x", "spike-reason": "x", "hold-reason": "x", "inside-reason": "x", "source-name": "x", "finding": "alt|lead"}
JSON = {"text": "x", "step": "note", "happenedOn": "2026-11-20", "note": "x", "day": "2026-12-01", "client": "abuse", "language": "en",
        "origin": "none", "target": "text", "marked": True, "act": "remove", "thread": "x", "until": "2027-01-01T10:00:00Z", "rule": "alt",
        "place": "lead", "homeDays": 30, "keep": True, "item": None, "person": None, "flag": "urgent", "on": True, "to": "x"}
# Which records a route takes, by how it begins; the longest beginning that fits.
KINDS = {
    "lam-viec/bai/": "item", "api/v1/items/": "item", "lam-viec/tuong-thuat/": "live", "lam-viec/ke-hoach/de-tai/": "plan",
    "lam-viec/ke-hoach/su-kien/": "event", "lam-viec/ke-hoach/so-bao/": "edition", "lam-viec/ke-hoach/mau/": "template",
    "lam-viec/ke-hoach/ban-giao/": "handover", "lam-viec/ke-hoach/nhan-su/": "availability", "lam-viec/ke-hoach/ca/": "shift",
    "lam-viec/ke-hoach/ban-phong/": "desk", "lam-viec/ke-hoach/phan-viec/": "coverage", "lam-viec/ke-hoach/viec/": "assignment",
    "api/v1/planning/plans/": "plan", "api/v1/planning/coverages/": "coverage", "api/v1/planning/assignments/": "assignment",
    "lam-viec/cai-chinh/": "case", "api/v1/corrections/": "case", "lam-viec/am-thanh-video/": "clip", "api/v1/clips/": "clip",
    "lam-viec/anh/": "picture", "api/v1/pictures/": "picture", "lam-viec/tin-nguon/quy-tac/": "rule",
    "lam-viec/kho-bai/tim-kiem/": "search", "lam-viec/diem-tin/": "highlight", "lam-viec/chinh-ta/tu/": "word",
    "lam-viec/thong-bao/": "notice"}
TABLES = {
    "plan": "planning_plan", "event": "planning_event", "edition": "planning_edition", "template": "planning_template",
    "handover": "planning_handover", "availability": "planning_availability", "shift": "planning_shift", "desk": "planning_desk",
    "coverage": "planning_coverage", "assignment": "planning_assignment", "case": "correction_case", "clip": "clip",
    "rule": "inbox_rule", "search": "saved_search", "highlight": "highlight", "word": "spelling_word", "notice": "notice"}
ROOMS = {"Corrections/Desk": "lam-viec/cai-chinh/", "Corrections/API": "api/v1/corrections/"}
# Acts that are named in a loop, so that no route in the sources says them whole.
LOOPS = {"lam-viec/ke-hoach/de-tai/:id/": "duyet xong mo-lai phan-viec", "lam-viec/ke-hoach/viec/:id/": "nhan xong mo-lai huy viet",
         "lam-viec/ke-hoach/phan-viec/:id/": "sua bo giao noi go-noi", "lam-viec/cai-chinh/:id/":
         "dang thoi-trang-chu go buoc rut giao dong mo-lai phan-hoi tu-choi dung noi-dang noi-dang/bao noi-dang/xong",
         "lam-viec/bai/:id/": "bo nhan-ban viet-tiep danh-dau xong-danh-dau nhan diem-tin giu-tin khong-dang dung-ai kiem-chung-ai nguon-tin bo-nguon-tin cho-qua",
         "api/v1/items/:id/": "embargo not-for-publication override translate verify-ai ai duplicate rewrite spike mark flag deadline",
         "api/v1/planning/plans/:id/": "accept decline finish reopen", "api/v1/planning/assignments/:id/": "accept decline start finish reopen cancel item"}


class Rooms:
    """What Báo Lam Giang has in the rooms of issue 3, by its ids; what was not there is made."""

    def __init__(self, house, people, loot) -> None:
        self.house, thuky, chief = house, people["thuky"], people["tongbientap"]
        self.live = thuky.form("/lam-viec/bai/moi", title=SECRET, loai="live-blog").location.rsplit("/", 1)[-1]
        self.entry = thuky.api("POST", f"/api/v1/items/{self.live}/entries", {"text": SECRET, "keep": True}).json()["id"]
        made = thuky.api("POST", f"/api/v1/items/{loot.item}/comments", {"text": SECRET})
        sound = io.BytesIO()
        with wave.open(sound, "wb") as file:
            file.setnchannels(1), file.setsampwidth(2), file.setframerate(8000), file.writeframes(b"\1\0" * 8000)
        self.clip_made = thuky.upload("/api/v1/clips", "file", f"{SECRET}.wav", sound.getvalue(), "audio/wav")
        day = time.strftime("%Y-%m-%d")
        acts = [made, chief.form("/lam-viec/diem-tin", name=SECRET, day=day, ngay=day), thuky.form("/lam-viec/chinh-ta/tu", word="lamgiangmat", scope="house"),
                thuky.form("/lam-viec/kho-bai/tim-kiem", name=SECRET, q="mật"), thuky.form(
                    f"/lam-viec/tin-nguon/quy-tac", name=SECRET, source=loot.source, words="mật", act="route", section=loot.section),
                thuky.form(f"/lam-viec/cua-toi/ghim", address="/lam-viec/bai", title=SECRET)]
        check("the rooms take what they are given", all(a.status in (200, 201, 204, 303) for a in acts), [(a.status, a.text[:60]) for a in acts])
        self.ids = {"item": [loot.item, loot.published, self.live], "live": [self.live], "picture": [loot.picture["id"]]}
        for kind, table in TABLES.items():
            self.ids[kind] = self.rows(f"SELECT id FROM {table} WHERE {'organisation_id' if kind in ('rule', 'search', 'highlight') else 'organisation'} = ? LIMIT 1",
                                       loot.organisation)
        missing = [kind for kind, ids in self.ids.items() if not ids and not (kind == "clip" and self.clip_made.status == 503)]
        check("every room has something to steal", not missing, missing)
        self.comment = self.rows("SELECT id FROM item_comment LIMIT 1")[0]
        self.pin = self.rows("SELECT id FROM personal_pin LIMIT 1")[0]

    def rows(self, sql: str, *values) -> list:
        with sqlite3.connect(f"file:{self.house.folder}/hoitu.db?mode=ro", uri=True) as base:
            return [row[0] for row in base.execute(sql, values)]

    def count(self) -> dict:
        tables = [*TABLES.values(), "item", "live_entry", "item_comment", "personal_pin", "correction_step", "correction_notice", "item_source"]
        return {table: self.rows(f"SELECT COUNT(*) FROM {table}")[0] for table in tables}

    def routes(self):
        found = set()
        for path in (ROOT / "Sources").rglob("*.swift"):
            room = next((prefix for place, prefix in ROOMS.items() if place in str(path)), "")
            for method, route in re.findall(r'\.(get|post|put|patch|delete)\(\s*"([^"\\]*:id[^"\\]*)"', path.read_text()):
                found.add((method.upper(), room + route.lstrip("/")))
        found |= {("POST", start + act) for start, acts in LOOPS.items() for act in acts.split()}
        for method, route in sorted(found):
            kind = next((KINDS[start] for start in sorted(KINDS, key=len, reverse=True) if route.startswith(start + ":id")), "")
            for id in self.ids.get(kind, [])[:1]:
                yield method, "/" + route.replace(":id", id).replace(":entry", self.entry).replace(":number", "1")


def ask(person: Person, method: str, path: str):
    for _ in range(5):
        if path.startswith("/api/"):
            answer = person.api(method, path, None if method == "GET" else VALUES | JSON)
        else:
            answer = person.get(path) if method == "GET" else person.form(path, **FIELDS | MORE)
        if answer.status != 429:
            break
        time.sleep(2)  # The limit of one account is not what is tried here.
    return answer


def agencies(house, people, loot, rooms: Rooms) -> None:
    other = people["vannghe"]
    routes, before = list(rooms.routes()), rooms.count()
    secrets = (SECRET, loot.picture.get("caption") or SECRET)
    allowed = (403, 404)
    answers = [(f"{m} {p}", ask(other, m, p)) for m, p in routes if not p.endswith("/su-kien")]
    # Acts of no such name, and reloads of a refused form, which lead back without a word.
    odd = [(w, a) for w, a in answers if a.status == 405 or (a.status == 303 and w.startswith("GET"))]
    # What is refused for what was sent, before anybody looks for the record: the same for records that are nowhere.
    nowhere = "00000000-0000-7000-8000-000000000000"
    blind = [(w, a) for w, a in answers if a.status in (415, 422) and a.status == ask(
        other, w.split()[0], re.sub(r"[0-9a-f-]{36}", nowhere, w.split()[1], count=1)).status]
    every("another agency's records of every room are not there", [p for p in answers if p not in odd + blind], allowed, secrets)
    every("what is refused unread tells nothing", blind, (415, 422), secrets)
    every("what only leads back tells nothing", odd, (303, 405), secrets)
    check("nothing of it was changed", before == rooms.count(), (before, rooms.count()))
    anybody = Person(house.port)
    bad = [(m, p, a.status) for m, p in routes for a in [ask(anybody, m, p)]
           if a.status not in (401, 403, 404, 405) and not (a.status == 303 and a.location.startswith("/dang-nhap"))]
    check("strangers are turned away from every room", not bad, bad[:6])
    lists = ["/lam-viec/kho-bai", "/lam-viec/so-lieu", "/lam-viec/so-lieu/csv", "/lam-viec/tim", "/lam-viec/diem-tin", "/lam-viec/chinh-ta",
             "/lam-viec/quy-trinh", "/lam-viec/ke-hoach", "/lam-viec/ke-hoach/lich", "/lam-viec/ke-hoach/lich.ics", "/lam-viec/ke-hoach/de-tai",
             "/lam-viec/ke-hoach/so-bao", "/lam-viec/ke-hoach/mau", "/lam-viec/ke-hoach/nhan-su", "/lam-viec/ke-hoach/ban-giao", "/lam-viec/viec-cua-toi",
             "/lam-viec/cai-chinh", "/lam-viec/cai-chinh/so", "/lam-viec/am-thanh-video", "/lam-viec/tin-nguon/quy-tac", "/lam-viec/thong-bao",
             "/lam-viec/cua-toi", "/api/v1/planning/board", "/api/v1/planning/plans", "/api/v1/planning/events", "/api/v1/planning/editions",
             "/api/v1/planning/my-work", "/api/v1/corrections", "/api/v1/archive", "/api/v1/clips", "/api/v1/notices"]
    words = (SECRET, loot.item, *(id for kind, ids in rooms.ids.items() for id in ids))
    asked = [(p, ask(other, "GET", f"{p}?co-quan={loot.organisation}&organisation={loot.organisation}&q={quote('mật')}&item={loot.item}&bai={loot.item}"))
             for p in lists]
    every("lists of the rooms asked for another agency", asked, (200, 403, 404, 422), words)


def nested(house, people, loot, rooms: Rooms) -> None:
    """An own record as the door, another agency's inside it."""
    other = people["vannghe"]
    own = other.form("/lam-viec/bai/moi", title="Của Văn nghệ", loai="live-blog").location.rsplit("/", 1)[-1]
    path = f"/api/v1/items/{own}"
    clip = (rooms.ids["clip"] or [loot.item])[0]
    figure = {"type": "figure", "attrs": {"picture": loot.picture["id"], "alt": "x", "credit": "x"}}
    for name, node in (("picture", figure), ("clip", {"type": "audio", "attrs": {"clip": clip}})):
        made = other.api("POST", path + "/entries", {"body": {"type": "doc", "content": [node]}, "keep": True})
        check(f"no live entry with another agency's {name}", made.status == 422, (made.status, made.text[:120]))
    page = other.get(f"/lam-viec/tuong-thuat/{own}").text
    check("the desk of the live blog shows none of it", (loot.picture.get("caption") or SECRET) not in page and SECRET not in page)
    plan = other.api("POST", "/api/v1/planning/plans", {"title": "Kế hoạch", "accepted": True}).json()
    coverage = other.api("POST", f"/api/v1/planning/plans/{plan['id']}/coverages", {"kind": "text"}).json()
    about = f"/api/v1/planning/coverages/{coverage['id']}"
    entry = f"entries/{rooms.entry}"
    tries = [("comment", other.api("POST", path + "/comments/resolve", {"thread": rooms.comment})),
             ("reply", other.api("POST", path + "/comments", {"text": "x", "thread": rooms.comment})),
             *((f"entry {a}", other.api("POST", f"{path}/{entry}", {"act": a, "version": 1, "text": "x"})) for a in ("publish", "remove", "edit", "mark")),
             ("person", other.api("POST", about + "/assignments", {"person": loot.author})), ("desk", other.api("POST", about + "/assignments", {"desk": rooms.ids["desk"][0]})),
             ("item", other.api("POST", about + "/item", {"item": loot.item})), ("mark", other.form(f"/lam-viec/bai/{own}/danh-dau", mark__for=f"nguoi:{loot.author}")),
             *((key, other.api("POST", "/api/v1/planning/plans", {"title": "x", key: id, "editionDay": None})) for key, id in
               (("event", rooms.ids["event"][0]), ("edition", rooms.ids["edition"][0]), ("section", loot.section))),
             ("case", other.api("POST", "/api/v1/corrections", {"kind": "correction", "item": loot.published, "startedOn": "2026-11-20", "detail": {"who": "x"}})),
             ("agency", other.api("POST", "/api/v1/planning/plans", {"title": "x", "organisation": loot.organisation, "section": loot.section})),
             ("rule", other.form("/lam-viec/tin-nguon/quy-tac", name="x", source=loot.source, act="drop")),
             ("pin", other.form("/lam-viec/cua-toi/ghim", address=f"/lam-viec/bai/{loot.item}", title="x"))]
    every("nothing of another agency's within one's own", tries, (403, 404, 409, 422), (SECRET,))
    other.form(f"/lam-viec/cua-toi/ghim/{rooms.pin}/bo")
    check("another's pin stays", rooms.rows("SELECT 1 FROM personal_pin WHERE id = ?", rooms.pin) == [1])
    work = {"item": loot.published, "title": "Bài của người khác", "medium": "online", "date": "2026-11-20"}
    made = other.api("POST", "/api/v1/corrections", {"kind": "correction", "work": work, "startedOn": "2026-11-20", "detail":
                     {"who": "x", "request": "x", "falseText": "GIẢ", "correctedText": "GIẢ MẠO", "apology": "Xin lỗi", "conclusion": "x"}})
    if made.status == 201:
        other.api("POST", f"/api/v1/corrections/{made.json()['id']}/notice", {})
    story = people["thuky"].api("GET", f"/api/v1/items/{loot.published}").json()
    found = rooms.rows("SELECT 1 FROM correction_case WHERE item = ? AND organisation <> ?", loot.published, loot.organisation)
    check("nobody's notice stands on another agency's story", made.status == 201 and not found and "GIẢ MẠO" not in Person(house.port).get(story.get("path") or "/").text, made.text[:200])
    bulk = other.api("POST", "/api/v1/items/bulk", {"act": "submit", "items": [{"id": loot.item}]})
    check("bulk acts tell nothing of another agency's", SECRET not in bulk.text and "Bí mật" not in bulk.text, bulk.text[:120])
    taken = [other.form("/lam-viec/bai/nhieu", act=f, item=loot.item) for f in ("xuat-csv", "xuat-json", "xuat-ninjs")]
    check("nor do exports", all("Bí mật" not in a.text for a in taken), [a.status for a in taken])


def traps(house, people, loot, rooms: Rooms) -> None:
    thuky, anybody = people["thuky"], Person(house.port)
    ours = {"Origin": thuky.origin}
    posts = [f"/api/v1/items/{loot.item}/{v}" for v in ("comments", "presence", "embargo", "duplicate", "ai", "translate", "mark")]
    posts += [f"/api/v1/items/{rooms.live}/entries", "/api/v1/planning/plans", "/api/v1/planning/events", "/api/v1/corrections", "/api/v1/notices/read",
              f"/api/v1/corrections/{rooms.ids['case'][0]}/steps", "/api/v1/spelling/words", "/api/v1/clips", "/api/v1/items/bulk"]
    before = rooms.count()
    every("programs' verbs of the rooms, dressed as forms", [
        (p, thuky.ask("POST", p, b'{"text":"x","title":"x"}', ours | {"Content-Type": k})) for p in posts
        for k in (FORM, "text/plain", "multipart/form-data; boundary=x")], (400, 403, 415, 422))
    evil = {"Origin": "http://evil.example", "Content-Type": "application/json", "X-CSRF-Token": thuky.token}
    every("programs' verbs from another site", [(p, thuky.ask("POST", p, b"{}", evil)) for p in posts], (403,))
    check("none of it did anything", before == rooms.count(), (before, rooms.count()))
    for place in ("//evil.example", "javascript:alert(1)", "data:text/html,x", "/\\evil.example", "file:///etc/passwd", "/\t/evil.example"):
        pinned = thuky.form("/lam-viec/cua-toi/ghim", address=place, title="x", ve=place)
        event = thuky.api("POST", "/api/v1/planning/events", {"title": "x", "link": place, "start": "2026-12-01T01:00:00Z"})
        check(f"no pin, event or way back to {place!r}", pinned.status == 422 and event.status == 422, (pinned.status, event.status))
    ics = ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\"><script>alert(1)</script>\r\nDTSTART:20261201T010000Z\r\nSUMMARY:" + SCRIPT +
           "\\nATTENDEE:x\r\nLOCATION:" + SCRIPT + "\r\nDESCRIPTION:" + SCRIPT + "\r\nURL:javascript:alert(1)\r\nRRULE:FREQ=DAILY;COUNT=999999999\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    start = time.monotonic()
    sent = thuky.upload("/lam-viec/ke-hoach/lich/nhap", "file", "x.ics", ics.encode(), "text/calendar")
    bombs = [thuky.upload("/lam-viec/ke-hoach/lich/nhap", "file", "x.ics", d, "text/calendar") for d in
             (b"\xff" * 100_000, b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50_000, b"BEGIN:VCALENDAR\r\n" + b"X;" * 200_000 + b":1\r\n")]
    check("calendars that are traps", all(a.status in (200, 413, 422) for a in (sent, *bombs)) and time.monotonic() - start < 20, [a.status for a in (sent, *bombs)])
    thuky.api("POST", f"/api/v1/items/{loot.item}/comments", {"text": SCRIPT, "quote": SCRIPT})
    thuky.api("POST", f"/api/v1/items/{rooms.live}/entries", {"title": SCRIPT[:100], "text": SCRIPT, "keep": True})
    thuky.form("/lam-viec/cua-toi/ghim", address="/lam-viec/kho-bai?q=" + quote(SCRIPT), title=SCRIPT[:150])
    case = thuky.api("POST", "/api/v1/corrections", {"kind": "correction", "startedOn": "2026-11-20", "work": {
        "title": SCRIPT[:150], "date": "2026-11-20", "address": "javascript:alert(1)"}, "detail": {"who": FORMULA, "falseText": SCRIPT}})
    number = case.json()["id"] if case.status == 201 else rooms.ids["case"][0]
    thuky.form(f"/lam-viec/cai-chinh/{number}/noi-dang", kind="republisher", name="A\r\nBcc: x@evil.example", place=SCRIPT, address="a@b.example\r\nBcc: x@evil.example")
    follow = rooms.rows("SELECT id FROM correction_follow WHERE of_case = ? AND kind = 'republisher'", number)
    letter = thuky.get(f"/lam-viec/cai-chinh/{number}/thu.eml?noi={(follow or ['x'])[0]}")
    check("no header is smuggled into a letter", letter.status in (200, 404) and not re.search(r"(?mi)^bcc:", letter.text.split("\r\n\r\n")[0]), letter.text[:300])
    pages = ["/lam-viec/ke-hoach/lich?tu=2026-12-01", "/lam-viec/ke-hoach/ngay/2026-12-01", f"/lam-viec/bai/{loot.item}/y-kien", f"/lam-viec/bai/{loot.item}",
             f"/lam-viec/tuong-thuat/{rooms.live}", "/lam-viec/cua-toi", f"/lam-viec/cai-chinh/{number}", "/lam-viec/cai-chinh",
             f"/lam-viec/kho-bai?q={quote(SCRIPT)}", f"/lam-viec/tim?q={quote(SCRIPT)}", f"/lam-viec/cai-chinh/moi?tim={quote(SCRIPT)}", "/lam-viec/thong-bao?loc=tat-ca"]
    for page in pages:
        answer = thuky.get(page)
        check(f"nothing runs in {page[:50]} ({answer.status})", not Dangers(answer.text).found and answer.status < 500, Dangers(answer.text).found[:4])
    table = thuky.get("/lam-viec/cai-chinh/so")
    cells = [cell for row in csv.reader(io.StringIO(table.text.lstrip("\ufeff"))) for cell in row]
    check("no cell of the register is a formula", table.status == 200 and "'" + FORMULA in cells
          and not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells), [c for c in cells if "HYPERLINK" in c])
    feed = thuky.get("/lam-viec/ke-hoach/lich.ics")
    check("a calendar gives out no line of a stranger's making", not re.search(r"(?m)^(ATTENDEE|URL:javascript)", feed.text), feed.status)
    every("guessed calendar addresses", [(t[:40], anybody.get(f"/lich-toa-soan/{t}")) for t in ("A" * 32 + ".ics", "x.ics", "%27%20OR%201=1--.ics", "..%2f..%2fetc%2fpasswd")],
          (400, 404), ("BEGIN:VCALENDAR",))
    clip = (rooms.ids["clip"] or [""])[0]
    if clip:
        for name, data in (("html", b"<script>alert(1)</script>"), ("huge", b"WEBVTT\n" + b"x" * 9_000_000)):
            answer = thuky.upload(f"/lam-viec/am-thanh-video/{clip}/phu-de", "file", "x.vtt", data, "text/vtt")
            check(f"subtitles: {name}", answer.status in (413, 422), answer.status)
        playlists = [b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", b"ffconcat version 1.0\nfile /etc/passwd\n", b"<html><script>alert(1)</script>"]
        every("what is no clip", [(d[:10], thuky.upload("/api/v1/clips", "file", "a.mp4", d, "video/mp4")) for d in playlists], (415, 422))
    for number in range(60):
        thuky.api("POST", f"/api/v1/items/{loot.item}/presence", {"client": f"abuse-client-{number:04}"})
    folder = {"kind": "folder", "name": "x", "address": "../../../../etc", "interval": "600"}
    thuky.form("/lam-viec/tin-nguon/nguon", **folder)
    kept = [a for a in rooms.rows("SELECT address FROM inbox_source WHERE kind = 'folder'") if "/" in a or ".." in a]
    check("a drop folder is never elsewhere", not kept, kept)


def rooms(house, people, loot) -> None:
    own = Rooms(house, people, loot)
    for part in (agencies, nested, traps):
        part(house, people, loot, own)
