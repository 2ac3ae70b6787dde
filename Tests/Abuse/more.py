"""The rest of the attacks: forgery, scripts, uploads, the wire, sessions, doors."""

import io
import re
import struct
import threading
import time
import zipfile
from urllib.parse import quote, urlencode
from xml.dom import minidom as dom

from abuse import SCRIPT, check, every, paragraph, story, text
from people import FORM, Dangers, Person, raw


def crossing(house, people, loot) -> None:
    thuky, other = people["thuky"], people["vannghe"]
    path = f"/lam-viec/bai/{loot.item}/han"
    fields = {"deadline": "2027-01-01T10:00"}

    def send(token, headers, kind=FORM, path=path):
        return thuky.ask("POST", path, urlencode(fields | ({"_csrf": token} if token else {})), {"Content-Type": kind} | headers)

    ours = {"Origin": thuky.origin}
    cases = [("no origin", send(thuky.token, {})), ("no token", send("", ours)), ("another's token", send(other.token, ours))]
    cases += [("text/plain", send("", ours, "text/plain")), ("no type", thuky.ask("POST", path, b"", ours))]
    for origin in ("http://evil.example", "null", thuky.origin + ".evil.example", f"http://127.0.0.1:{house.port}", "http://localhost:1"):
        cases.append((origin, send(thuky.token, {"Origin": origin})))
    for site in ("cross-site", "same-site"):
        cases.append((site, send(thuky.token, ours | {"Sec-Fetch-Site": site})))
    every("forged forms", cases, (403, 415))
    check("the true form is taken", send(thuky.token, ours).status == 303)
    api = [(p, thuky.ask("POST", p, b"", ours | {"Content-Type": kind})) for kind in (FORM, "multipart/form-data; boundary=x", "text/plain")
           for p in (f"/api/v1/items/{loot.item}/deadline", f"/api/v1/inbox/{loot.incoming}/drop", f"/api/v1/inbox/{loot.incoming}/take")]
    api += [("PATCH picture", thuky.ask("PATCH", f"/api/v1/pictures/{loot.picture['id']}", '{"caption":"forged"}', ours | {"Content-Type": FORM}))]
    every("programs' verbs without a token, dressed as forms", api, (400, 403, 415, 422))
    # Whoever reloads a refused form lands on the item again; asking by GET must not have acted.
    item = f"/lam-viec/bai/{loot.published}"
    before = thuky.api("GET", f"/api/v1/items/{loot.published}").json()
    gets = [(a, thuky.get(f"{item}/{a}")) for a in ("go", "xuat-ban", "han", "thong-tin")]
    check("GET of an act leads back to its item", all(g.status == 303 and g.location == item for _, g in gets), [g.location for _, g in gets])
    check("GET of an act does nothing", before == thuky.api("GET", f"/api/v1/items/{loot.published}").json())
    gets = [(p, thuky.get(p)) for p in ("/dang-xuat", f"/lam-viec/chuyen-muc/{loot.section}", "/ngon-ngu")]
    every("GET where only POST acts", gets, (404, 405))


def scripts(house, people, loot) -> None:
    thuky, chief, reader = people["thuky"], people["tongbientap"], Person(house.port)
    thuky.form("/lam-viec/chuyen-muc", name="S" + SCRIPT[:50])
    made = chief.api("POST", "/api/v1/items", story(
        "Tiêu đề " + SCRIPT, loot.section, summary="Sapo " + SCRIPT, words="Thân bài " + SCRIPT, tags=["thẻ" + SCRIPT[:40], "\u0600</script>"],
        bylines=["Bút danh\u0600</script>\u0600<svg onload=alert(4)>", "B" + SCRIPT[:60]]))
    check("a story with markup in every word is words", made.status == 201, made.text[:200])
    id = made.json()["id"]
    for href in ("javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>",
                 "vbscript:x", "//evil.example", "javascript\u0600:alert(1)", "javascript:\uff9e=alert(1)", "\u0001javascript:alert(1)", "/\\evil.example"):
        body = {"type": "doc", "content": [paragraph(text("x", href))]}
        answer = chief.api("PUT", f"/api/v1/items/{id}/text", {"base": 1, "title": "x", "summary": "x", "body": body})
        check(f"no link to {href!r}", answer.status == 422, answer.status)
    nodes = [{"type": "script"}, {"type": "html", "content": [text("x")]}, {"type": "paragraph", "attrs": {"onclick": "x"}},
             {"type": "heading", "attrs": {"level": '1 onload="x"'}}, {"type": "figure", "attrs": {"picture": '"><script>', "onerror": "x"}},
             {"type": "paragraph", "attrs": {"id": '"><script>alert(1)</script>'}}, paragraph({"type": "text", "text": "x", "marks": [{"type": "html"}]}),
             paragraph({"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": "http://a.example", "onclick": "x"}}]})]
    every("nodes that are none of ours", [(str(n)[:50], chief.api("PUT", f"/api/v1/items/{id}/text", {
        "base": 1, "title": "x", "summary": "x", "body": {"type": "doc", "content": [n]}})) for n in nodes], (422,))
    deep = '{"base":1,"title":"x","body":' + "[" * 50_000 + "]" * 50_000 + "}"
    headers = {"Content-Type": "application/json", "Origin": chief.origin, "X-CSRF-Token": chief.token}
    check("deep JSON", chief.ask("PUT", f"/api/v1/items/{id}/text", deep, headers).status in (400, 422))
    chief.api("PATCH", f"/api/v1/pictures/{loot.picture['id']}", {"caption": SCRIPT[:200], "credit": SCRIPT[:60], "alt": SCRIPT[:60]})
    answer = chief.api("POST", f"/api/v1/items/{id}/publish", {"revision": chief.api("GET", f"/api/v1/items/{id}").json()["revision"]})
    check("it is published", answer.status == 200, answer.text[:300])
    path = answer.json().get("path") or f"/bai/{id}"
    q = quote(SCRIPT)
    public = ["/", path, f"/tim-kiem?q={q}", "/tim-kiem?q=" + quote("Tiêu đề script alert"), f"/{q}", f"/muc/{q}", f"/tac-gia/{q}", f"/bai/{q}",
              f"/dang-nhap?den={q}", "/dang-nhap?den=" + quote("javascript:alert(1)"), "/gioi-thieu"]
    public += re.findall(r'href="(/(?:tac-gia|muc|the)/[^"]+)"', reader.get(path).text)[:6]
    staff = ["/lam-viec", f"/lam-viec/bai?q={q}", f"/lam-viec/bai/{id}", f"/lam-viec/bai/{id}/lich-su", "/lam-viec/trang-chu", "/lam-viec/chuyen-muc",
             f"/lam-viec/anh?q={q}", f"/lam-viec/anh/{loot.picture['id']}", f"/lam-viec/tin-nguon?ve={q}&truoc={q}", f"/lam-viec/nhat-ky?q={q}", f"/lam-viec/{q}"]
    for who, paths in ((reader, public), (chief, staff)):
        for path in paths:
            answer = who.get(path)
            found = Dangers(answer.text).found
            check(f"nothing runs in {path[:60]} ({answer.status})", not found and answer.status < 500, found[:5])
            csp = answer.headers.get("Content-Security-Policy", "")
            if answer.status == 200 and ("script-src 'self'" not in csp or "unsafe" in csp):
                check(f"policy of {path[:60]}", False, csp)
    for path in ("/rss", "/atom", "/sitemap-bai.xml", "/sitemap-news.xml"):
        answer = reader.get(path)
        try:
            dom.parseString(answer.body)
            fine = "<script>alert" not in answer.text
        except Exception as error:
            fine = error
        check(f"{path} is well formed and holds no script", fine is True, fine)


def uploads(house, people, loot) -> None:
    thuky = people["thuky"]
    packed = io.BytesIO()
    zipfile.ZipFile(packed, "w").writestr("../../x.html", "<script>")
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0) + b"\0\0\0\0"
    files = {"svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "svg with head": b'<?xml version="1.0"?><svg/>',
             "html": b"<html><script>alert(1)</script>", "cut jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", "zip": packed.getvalue(),
             "empty": b"", "png bomb": bomb, "gif and html": b"GIF89a/*<script>alert(1)</script>*/", "mvg": b"push graphic-context\nurl(https://evil.example)"}
    answers = [(n, thuky.upload("/lam-viec/anh", "file", "a.jpg", d, "image/jpeg")) for n, d in files.items()]
    every("what is no picture", answers, (413, 415, 422))
    every("the same for programs", [(n, thuky.upload("/api/v1/pictures", "file", "a.jpg", d, "image/jpeg")) for n, d in files.items()], (413, 415, 422))
    original = thuky.ask("GET", f"/lam-viec/anh/{loot.picture['id']}/goc")
    safe = original.headers
    check("an original is only a download", original.status == 200 and safe.get("Content-Disposition", "").startswith("attachment")
          and safe.get("X-Content-Type-Options") == "nosniff" and "sandbox" in safe.get("Content-Security-Policy", ""), dict(safe))
    names = ["../../../../tmp/hoitu-abuse.jpg", "..\\..\\x.jpg", "/etc/passwd", "a\0b.jpg", "x" * 5000 + ".jpg", "%2e%2e%2fx.jpg", "‮gpj.exe",
             "a%0d%0aSet-Cookie: x=1.jpg", '\u0600"; filename=x.html', "<script>alert(1)</script>.jpg", ".", "CON", "-rf"]
    for name in names:
        made = thuky.upload("/api/v1/pictures", "file", name, original.body, "image/jpeg")
        ok = made.status in (201, 400, 422)
        if made.status == 201:
            back = thuky.ask("GET", f"/lam-viec/anh/{made.json()['id']}/goc")
            told = back.headers.get("Content-Disposition", "")
            page = thuky.get(f"/lam-viec/anh/{made.json()['id']}")
            ok = back.status == 200 and "Set-Cookie" not in back.headers and told.count('"') == 2 and "/" not in told and ".." not in told
            ok = ok and not Dangers(page.text).found
        check(f"file name {name[:40]!r}", ok, (made.status, made.text[:80]))
    strays = [p for p in house.folder.rglob("*") if p.suffix in (".html", ".exe") or p.name in ("passwd", "hoitu-abuse.jpg")]
    check("no file stands where its sender wished", not strays, strays)
    entity = "".join(f'<!ENTITY a{i} "{("&a%d;" % (i - 1)) * 10}">' for i in range(1, 12))
    item = "<rss version='2.0'><channel><title>T</title><item><title>{}</title><guid>{}</guid><link>{}</link><description>{}</description></item></channel></rss>"
    feeds = {"laughs": f'<!DOCTYPE r [<!ENTITY a0 "ha">{entity}]>' + item.format("&a11;", 1, "http://a.example", "x"),
             "file": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + item.format("&x;", 2, "http://a.example", "&x;"),
             "parameter": f'<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:{house.port}/x"> %x;]>' + item.format("x", 3, "http://a.example", "x"),
             "deep": "<rss>" + "<a>" * 200_000, "deep html": item.format("d", 4, "http://a.example", "<![CDATA[" + "<div>" * 50_000 + "]]>"),
             "attributes": "<rss " + " ".join(f'a{i}=""' for i in range(50_000)) + "/>",
             "script": item.format("<![CDATA[" + SCRIPT + "]]>", 5, "javascript:\uff9e=alert(1)", "<![CDATA[<p onclick=x>" + SCRIPT + "<a href='javascript:alert(1)'>x</a>]]>"),
             "utf-16": item.format("x", 6, "", "")}
    for name, feed in feeds.items():
        start = time.monotonic()
        data = feed.encode("utf-16" if name == "utf-16" else "utf-8")
        answer = thuky.upload("/lam-viec/tin-nguon/nguon/tai-len", "file", "a.xml", data, "application/xml")
        took = time.monotonic() - start
        check(f"feed: {name}", answer.status < 500 and took < 5 and "root:x:" not in answer.text, (answer.status, f"{took:.1f} s"))
    inbox = thuky.api("GET", "/api/v1/inbox?limit=100")
    check("no file of the server in the inbox", "root:x:0" not in inbox.text and "hahahahaha" not in inbox.text)
    for entry in [i["id"] for i in inbox.json()["items"]][:8]:
        page = thuky.get(f"/lam-viec/tin-nguon?xem={entry}")
        found = Dangers(page.text).found
        check(f"nothing runs in the inbox ({entry[-4:]})", not found and page.status == 200, found[:4])
    hold = b'{"title":"' + b"x" * 3_000_000 + b'"}\n' + b"[" * 100_000 + b"\n" + b"\xff\xfe\n"
    check("an import of rubbish", thuky.upload("/lam-viec/nhap-lieu", "file", "b.ndjson", hold).status in (303, 413, 422))


def wire(house, people, loot) -> None:
    port = house.port
    host = f"Host: localhost:{port}\r\n"
    cases = {
        "both lengths": f"POST /dang-nhap HTTP/1.1\r\n{host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\n{host}\r\n",
        "two lengths": f"POST /dang-nhap HTTP/1.1\r\n{host}Content-Length: 0\r\nContent-Length: 40\r\n\r\nGET / HTTP/1.1\r\n{host}\r\n",
        "odd coding": f"POST /dang-nhap HTTP/1.1\r\n{host}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "space before colon": f"GET / HTTP/1.1\r\n{host}Content-Length : 5\r\n\r\n", "folded": f"GET / HTTP/1.1\r\n{host}X: a\r\n b\r\n\r\n",
        "no host": "GET / HTTP/1.1\r\n\r\n", "two hosts": f"GET / HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n",
        "nul": f"GET /\0 HTTP/1.1\r\n{host}\r\n", "negative": f"POST /dang-nhap HTTP/1.1\r\n{host}Content-Length: -1\r\n\r\n",
        "huge": f"POST /dang-nhap HTTP/1.1\r\n{host}Origin: http://localhost:{port}\r\nContent-Type: {FORM}\r\nContent-Length: 99999999999\r\n\r\n",
        "long line": f"GET /{'a' * 200_000} HTTP/1.1\r\n{host}\r\n", "many headers": f"GET / HTTP/1.1\r\n{host}" + "".join(f"X{i}: 1\r\n" for i in range(5000)) + "\r\n",
        "dots": f"GET /assets/../../../etc/passwd HTTP/1.1\r\n{host}Connection: close\r\n\r\n",
        "encoded dots": f"GET /media/%2e%2e/%2e%2e%2fhoitu.db HTTP/1.1\r\n{host}Connection: close\r\n\r\n",
        "bad chunk": f"POST /dang-nhap HTTP/1.1\r\n{host}Origin: http://localhost:{port}\r\nContent-Type: {FORM}\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx\r\n"}
    slow = threading.Thread(target=raw, args=(port, b"GET / HTTP/1.1\r\nHo", 30), daemon=True)
    slow.start()
    for name, data in cases.items():
        start = time.monotonic()
        got = raw(port, data.encode())
        statuses = [int(s) for s in re.findall(rb"HTTP/1\.1 (\d{3}) ", got)]
        fine = (not got or (len(statuses) == 1 and 400 <= statuses[0] < 500)) and time.monotonic() - start < 2.9
        check(f"wire: {name} is refused and closed", fine, (statuses, got[:80], f"{time.monotonic() - start:.1f} s"))
    slow.join(25)
    check("a head that never ends is given up", not slow.is_alive())
    reader = Person(port)
    sample = reader.get("/").text
    rendition = re.search(r'/media/[0-9a-f]+/[^"\s,]+\.webp', sample).group(0)
    ranges = ["bytes=0-0", "bytes=-1", "bytes=999999999-", "bytes=5-1", "bytes=" + ",".join(f"{i}-" for i in range(2000)), "bytes=-0", "x=1", "bytes=99999999999999999999-"]
    every("ranges", [(r[:20], reader.ask("GET", rendition, headers={"Range": r})) for r in ranges], (200, 206, 400, 416, 431))
    evil = reader.ask("GET", "/", headers={"Host": "evil.example"})
    check("a strange Host goes into no page", "evil.example" not in evil.text and evil.status < 500, evil.status)
    other = reader.ask("GET", "/", headers={"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"})
    check("nor do forwarded names", "evil.example" not in other.text and "evil.example" not in reader.get("/").text)


def sessions(house, people, loot) -> None:
    login, password = "phongvien", house.sign_ins["phongvien"]
    nobody = Person(house.port)
    answer = nobody.sign_in(login, password)
    cookie = answer.headers["Set-Cookie"]
    name, value = cookie.split(";")[0].split("=", 1)
    check("the cookie is HttpOnly, SameSite and for the whole site", all(p in cookie for p in ("HttpOnly", "SameSite=", "Path=/")) and "Domain" not in cookie, cookie)
    alive = lambda c: nobody.ask("GET", "/tai-khoan", headers={"Cookie": c, "Accept": "text/html"}).status == 200
    planted = f"{name}={value[:-3]}AAA"
    after = nobody.sign_in(login, password, planted)
    fresh = after.headers["Set-Cookie"].split(";")[0]
    check("a planted cookie is not taken over", fresh != planted and not alive(planted) and alive(fresh))
    check("a new sign-in within a session needs its token", nobody.sign_in(login, password, fresh).status == 403)
    token = re.search(r'name="_csrf" value="([^"]+)"', nobody.ask("GET", "/tai-khoan", headers={"Cookie": fresh, "Accept": "text/html"}).text).group(1)
    again = nobody.ask("POST", "/dang-nhap", urlencode({"_csrf": token, "login": login, "password": password}),
                       {"Cookie": fresh, "Content-Type": FORM, "Origin": nobody.origin}).headers["Set-Cookie"].split(";")[0]
    check("a new sign-in ends the session it came from", alive(again) and not alive(fresh))
    me = Person(house.port, login, password)
    old = me.cookie
    check("signing out needs the token", nobody.ask("POST", "/dang-xuat", "", {"Cookie": old, "Content-Type": FORM, "Origin": me.origin}).status == 403)
    me.form("/dang-xuat")
    check("a session that was signed out is over", not alive(old))
    mixed = people["thuky"].ask("POST", "/ngon-ngu", urlencode({"_csrf": people["bientap"].token, "language": "en"}), {"Content-Type": FORM, "Origin": me.origin})
    check("one's session with another's token", mixed.status == 403, mixed.status)
    check("two cookies of one name", nobody.ask("GET", "/tai-khoan", headers={"Cookie": f"{name}=x; {name}=y"}).status in (303, 401))


def doors(house, people, loot) -> None:
    nobody, thuky = Person(house.port), people["thuky"]
    places = ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "http:evil.example", "javascript:alert(1)", "///evil.example",
              "//\ufe0fevil.example", "//\u034fevil.example", "/\r\nX: 1", " //evil.example", "/%0d%0aX:1", "//\u200devil.example"]
    for den in places:
        ways = [thuky.ask("GET", "/dang-nhap?den=" + quote(den)),
                thuky.form("/ngon-ngu", language="vi", back=den)]
        bad = [w.location for w in ways if not w.location.startswith("/") or w.location.startswith(("//", "/\\")) or "X" in w.headers]
        check(f"no door to {den!r}", not bad, bad)

    den = nobody.sign_in("vannghe", house.sign_ins["vannghe"], den="//evil.example")
    check("no door through the sign-in itself", den.status == 303 and den.location == "/lam-viec", den.location)

    def plain(answer):
        return answer.status, re.sub(r'(nonce|value)="[^"]*"|bientap|khongco', "", answer.text)

    known = [nobody.sign_in("bientap", "sai" * 5) for _ in range(6)]
    unknown = [nobody.sign_in("khongco", "sai" * 5) for _ in range(6)]
    check("known and unknown accounts are answered alike", [plain(a) for a in known] == [plain(a) for a in unknown], [(a.status, b.status) for a, b in zip(known, unknown)])
    right = nobody.sign_in("bientap", house.sign_ins["bientap"])
    check("after five failures the right password does not help", right.status != 303 and "Set-Cookie" not in right.headers, right.status)
    check("the account that failed keeps its running sessions", people["bientap"].get("/lam-viec").status == 200)
