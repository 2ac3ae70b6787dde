"""The house under attack, and the people who attack it: plain HTTP, no browser."""

import http.client
import json
import re
import secrets
import socket
import sys
import types
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
# `house` wants only the root from `browser`, which itself wants Playwright.
sys.modules.setdefault("browser", types.SimpleNamespace(ROOT=ROOT))
sys.path.insert(0, str(ROOT / "Tests/Browser"))

FORM = "application/x-www-form-urlencoded"


class Answer:
    def __init__(self, status: int, headers, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body
        self.text = body.decode("utf-8", "replace")
        # http.client reads headers as Latin-1; browsers read UTF-8.
        self.location = (headers.get("Location") or "").encode("latin-1", "replace").decode("utf-8", "replace")

    def json(self):
        return json.loads(self.text)


class Person:
    """Somebody with a cookie jar of one cookie. Without a login: anybody."""

    def __init__(self, port: int, login: str = "", password: str = "") -> None:
        self.port, self.login, self.cookie, self.token = port, login, "", ""
        self.origin = f"http://localhost:{port}"
        if login:
            answer = self.sign_in(login, password)
            if answer.status != 303:
                raise RuntimeError(f"{login} could not sign in: {answer.status}")
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
            self.token = re.search(r'name="_csrf" value="([^"]+)"', self.get("/tai-khoan").text).group(1)

    def sign_in(self, login: str, password: str, cookie: str = "", den: str = "") -> Answer:
        fields = {"login": login, "password": password} | ({"den": den} if den else {})
        headers = {"Content-Type": FORM, "Origin": self.origin} | ({"Cookie": cookie} if cookie else {})
        return self.ask("POST", "/dang-nhap", urlencode(fields), headers, bare=True)

    def ask(self, method: str, path: str, body=None, headers: dict | None = None, bare: bool = False) -> Answer:
        headers = dict(headers or {})
        if self.cookie and not bare:
            headers.setdefault("Cookie", self.cookie)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            headers.setdefault("Host", f"localhost:{self.port}")
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, headers={"Accept": "text/html"})

    def form(self, path: str, **fields) -> Answer:
        body = urlencode({"_csrf": self.token} | {name.replace("__", "-"): value for name, value in fields.items()})
        return self.ask("POST", path, body, {"Content-Type": FORM, "Origin": self.origin})

    def api(self, method: str, path: str, value=None) -> Answer:
        headers = {"Content-Type": "application/json", "Origin": self.origin, "X-CSRF-Token": self.token}
        return self.ask(method, path, None if value is None else json.dumps(value), headers)

    def upload(self, path: str, field: str, name: str, data: bytes, kind: str = "application/octet-stream") -> Answer:
        edge = secrets.token_hex(12)
        head = f'--{edge}\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n{self.token}\r\n--{edge}\r\n'
        head += f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
        body = head.encode() + data + f"\r\n--{edge}--\r\n".encode()
        return self.ask(
            "POST", path, body,
            {"Content-Type": f"multipart/form-data; boundary={edge}", "Origin": self.origin, "X-CSRF-Token": self.token})


class Dangers(HTMLParser):
    """Whatever in a page would run, as a browser's parser sees it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "script" and "src" not in values and "json" not in values.get("type", ""):
            self.found.append("inline script")
        if tag in ("iframe", "object", "embed", "base", "marquee", "foreignobject"):
            self.found.append(tag)
        if tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            self.found.append("meta refresh")
        for name, value in values.items():
            flat = re.sub(r"[\x00-\x20]", "", value).lower()
            if name.startswith("on") or name == "style":
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction", "xlink:href", "data") and re.match(
                r"(javascript|vbscript|data:text)", flat
            ):
                self.found.append(f"{tag} {name}={value[:40]}")
            if name in ("src", "href") and "evil.example" in value and tag in ("script", "img", "link", "form"):
                self.found.append(f"{tag} from elsewhere")


def raw(port: int, data: bytes, wait: float = 3) -> bytes:
    """Sends bytes as they are, and everything that came back until the server closed or fell silent."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as connection:
        try:
            connection.sendall(data)
            while part := connection.recv(65536):
                got += part
        except OSError:
            pass
    return got
