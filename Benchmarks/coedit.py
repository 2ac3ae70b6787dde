#!/usr/bin/env python3
"""200 people write at once, each an autosave every two seconds in a text of 5,000 words; first each alone in one, then five
in each with their cursors shown to the others. The program has one core, the people the other.

Each person has an account, a session, an address and two connections of their own. `--quick`: 20 people, 10 s, no gain
written.
"""
import argparse
import asyncio
import hashlib
import json
import secrets
import sqlite3
import time
import uuid

from desk import ask
from hoitu import Instance, percentile, save

WORDS, PARAGRAPHS = 5_000, 80
EVERY = 2.0
SENTENCE = "Nước sông Lam lên nhanh trong đêm, nhiều nhà ở xã Bến Sỏi đã phải dời đồ đạc lên cao. "


def people(instance, count):
    """Copies of one demo account, each signed in: what a sign-in costs is not what is measured."""
    known = instance.person("bientap")
    token_hash = lambda token: hashlib.sha256(token.encode()).hexdigest()
    book = sqlite3.connect(instance.folder / "hoitu.db", timeout=30)
    book.row_factory = sqlite3.Row
    account = dict(book.execute("SELECT * FROM account WHERE login = 'bientap'").fetchone())
    roles = [dict(row) for row in book.execute("SELECT * FROM role_assignment WHERE account = ?", (account["id"],))]
    session = dict(book.execute("SELECT * FROM session WHERE account = ? AND revoked_at IS NULL", (account["id"],)).fetchone())
    own = known.cookie.split("=", 1)[1]
    assert token_hash(own) == session["token_hash"], "sessions are kept otherwise than this script knows"

    def insert(table, row):
        book.execute(f"INSERT INTO {table} ({','.join(row)}) VALUES ({','.join('?' * len(row))})", list(row.values()))

    made = []
    for number in range(count):
        identity, token, csrf = str(uuid.uuid4()), secrets.token_urlsafe(len(own) * 3 // 4), secrets.token_urlsafe(32)
        insert("account", dict(account, id=identity, login=f"viet{number}", name=f"Người viết {number}"))
        for role in roles:
            insert("role_assignment", dict(role, id=str(uuid.uuid4()), account=identity))
        insert("session", dict(session, id=str(uuid.uuid4()), account=identity, token_hash=token_hash(token), csrf_token=csrf))
        made.append((f"{known.cookie.split('=', 1)[0]}={token}", csrf))
    book.commit()
    book.close()
    return known, made


class Editor:
    def __init__(self, instance, number, cookie, csrf, item, revision):
        self.instance, self.number, self.item, self.revision = instance, number, item, revision
        self.address = f"127.0.{1 + number // 200}.{1 + number % 200}"
        self.head = f"Host: 127.0.0.1:{instance.port}\r\nOrigin: http://127.0.0.1:{instance.port}\r\nCookie: {cookie}\r\nX-CSRF-Token: {csrf}\r\nAccept: application/json\r\n"
        self.client, self.counter, self.place = f"may{number}", 0, number * 7 % PARAGRAPHS
        self.texts = {f"p{index:07d}": SENTENCE * 3 for index in range(PARAGRAPHS)}
        self.saves, self.refused = [], 0

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.instance.port, local_addr=(self.address, 0), limit=1 << 22)

    async def call(self, method, path, value):
        body = json.dumps(value, ensure_ascii=False).encode()
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{self.head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        status = int(head.split(" ", 2)[1])
        if "transfer-encoding: chunked" in head:
            data = b""
            while size := int((await self.reader.readline()).split(b";")[0], 16):
                data += await self.reader.readexactly(size)
                await self.reader.readline()
            await self.reader.readline()
        else:
            length = next((line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:")), "0")
            data = await self.reader.readexactly(int(length))
        return status, data

    async def save_once(self):
        self.counter += 1
        name = f"p{self.place:07d}"
        self.texts[name] += f"câu {self.counter} "
        content = [{"type": "paragraph", "attrs": {"id": key}, "content": [{"type": "text", "text": text}]} for key, text in self.texts.items()]
        value = {"title": f"Bài {self.item}", "summary": "Sapo", "body": {"type": "doc", "content": content},
                 "base": self.revision, "client": self.client, "counter": self.counter, "autosave": True}
        began = time.perf_counter()
        status, data = await self.call("PUT", f"/api/v1/items/{self.item}/text", value)
        if status != 200:
            self.refused += 1
            return
        self.saves.append((time.perf_counter() - began) * 1000)
        said = json.loads(data)
        self.revision = said["revision"]
        for block in (said.get("text") or {}).get("body", {}).get("content", []):
            if block["type"] == "paragraph" and block["attrs"]["id"] != name:
                self.texts[block["attrs"]["id"]] = "".join(run["text"] for run in block.get("content", []))

    async def write(self, until):
        await self.open()
        await asyncio.sleep(self.number * EVERY / 200 % EVERY)
        while time.perf_counter() < until:
            began = time.perf_counter()
            await self.save_once()
            await asyncio.sleep(max(0, EVERY - (time.perf_counter() - began)))

    async def move(self, until, sent):
        """A cursor that moves twice a second; the number it carries says when it was sent."""
        await asyncio.sleep(0.2 + self.number * 0.013 % 0.5)
        other = Editor.__new__(Editor)
        other.__dict__.update(self.__dict__)
        await other.open()
        step = 0
        while time.perf_counter() < until:
            step += 1
            offset = self.number * 1_000_000 + step
            sent[offset] = time.perf_counter()
            await other.call("POST", f"/api/v1/items/{self.item}/presence", {"client": self.client, "block": f"p{self.place:07d}", "offset": offset})
            await asyncio.sleep(0.5)

    async def listen(self, until, sent, heard):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.instance.port, local_addr=(self.address, 0), limit=1 << 20)
        writer.write(f"GET /api/v1/items/{self.item}/live HTTP/1.1\r\n{self.head}\r\n".encode())
        while (left := until - time.perf_counter()) > 0:
            try:
                line = await asyncio.wait_for(reader.readline(), left)
            except TimeoutError:
                break
            if not line:
                break
            if line.startswith(b"data: ") and b'"offset"' in line and b'"people"' not in line:
                said = json.loads(line[6:])
                if said["client"] != self.client and said["offset"] in sent:
                    heard.append((time.perf_counter() - sent[said["offset"]]) * 1000)
        writer.close()


async def play(editors, seconds, with_cursors):
    until = time.perf_counter() + seconds
    sent, heard, acts = {}, [], []
    for editor in editors:
        acts.append(editor.write(until))
        if with_cursors:
            acts += [editor.listen(until, sent, heard), editor.move(until, sent)]
    await asyncio.gather(*acts)
    return [one for editor in editors for one in editor.saves], heard, sum(editor.refused for editor in editors)


def round_of(instance, known, made, each, seconds):
    paragraphs = [SENTENCE * 3] * PARAGRAPHS
    content = [{"type": "paragraph", "attrs": {"id": f"p{index:07d}"}, "content": [{"type": "text", "text": text}]} for index, text in enumerate(paragraphs)]
    items = [ask(known, "POST", "/api/v1/items", {
        "title": f"Bài {number}", "summary": "Sapo", "body": {"type": "doc", "content": content}})
        for number in range(len(made) // each)]
    editors = [Editor(instance, number, *made[number], items[number // each]["id"], 1) for number in range(len(made))]
    before, began = instance.cpu_seconds(), time.monotonic()
    saves, heard, refused = asyncio.run(play(editors, seconds, each > 1))
    busy = (instance.cpu_seconds() - before) / (time.monotonic() - began)
    return saves, heard, refused, busy, instance.rss_mb()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    quick = options.parse_args().quick
    count, seconds = (20, 10) if quick else (200, 60)
    instance = Instance()
    try:
        instance.start(core=0)
        instance.rest()
        known, made = people(instance, count)
        rows = []
        for each in (1, 5):
            known.link.close()  # it was silent for a whole round, and the server lets such connections go
            saves, heard, refused, busy, memory = round_of(instance, known, made, each, seconds)
            what = f"{count} people, {each} in each text of {WORDS:,} words, an autosave every {EVERY:.0f} s each"
            p99 = percentile(saves, 0.99)
            rows.append({"what": f"autosave: {what}", "goal": "p99 ≤ 50 ms", "met": p99 <= 50 and not refused,
                         "measured": f"p50 {percentile(saves, 0.5):.1f} ms, p99 {p99:.1f} ms ({len(saves):,} saves, {refused} refused, {busy:.0%} of one core)"})
            if heard:
                late = percentile(heard, 0.99)
                rows.append({"what": f"presence delivered: {what}", "goal": "p99 ≤ 300 ms", "met": late <= 300,
                             "measured": f"p50 {percentile(heard, 0.5):.1f} ms, p99 {late:.1f} ms ({len(heard):,} cursors)"})
            rows.append({"what": f"memory after: {what}", "measured": f"{memory:.0f} MB", "goal": "stated", "met": True})
        if quick:
            for row in rows:
                print(row["what"], "·", row["measured"])
        else:
            save("coedit", rows)
    finally:
        instance.remove()


if __name__ == "__main__":
    main()
