"""A day in a newsroom of 12: 60 items, a breaking story that three write at once, a correction, a withdrawal, and a
network cut. In the end every keystroke is looked for in what is stored. Prints its figures as JSON.

    day.py < {"address": …, "sign_ins": {login: password}}

HOITU_DAY_ITEMS (60) and HOITU_DAY_CUT (seconds, 20; the whole day has 1200) make it shorter or longer.
"""

import asyncio
import json
import os
import sys
import time

from browser import ARGUMENTS, CHROMIUM
from day_people import Ledger, Person
from playwright.async_api import async_playwright

ITEMS = int(os.environ.get("HOITU_DAY_ITEMS", "60"))
CUT = float(os.environ.get("HOITU_DAY_CUT", "20"))
HIRED = [("reporter", 6), ("editor", 2)]


class Day:
    def __init__(self, address, sign_ins):
        self.address = address
        self.sign_ins = sign_ins
        self.ledger = Ledger()
        self.published = []
        self.submitted = asyncio.Queue()
        self.figures = {}

    async def gather(self, browser):
        """The four of the demo, and eight who are given accounts by the administrator."""
        admin = Person(self, "quantri", self.sign_ins["quantri"], "administrator")
        await admin.arrive(browser)
        people = [
            Person(self, login, self.sign_ins[login], role)
            for login, role in [
                ("phongvien", "reporter"), ("bientap", "editor"), ("thuky", "secretary"), ("tongbientap", "chief"),
            ]
        ]
        agency = None
        for role, count in HIRED:
            for number in range(1, count + 1):
                login = f"ngay.{role}{number}"
                page = admin.page
                await page.goto(f"{self.address}/lam-viec/tai-khoan/moi")
                await page.fill("#name", f"{'Phóng viên' if role == 'reporter' else 'Biên tập viên'} số {number}")
                await page.fill("#login", login)
                await page.select_option("#role", role)
                if agency is None:
                    options = await page.locator("#organisation option").all_inner_texts()
                    agency = next(text for text in options if "truyền hình Lam Giang" in text)
                await page.select_option("#organisation", label=agency)
                await page.click("main button[type=submit]")
                password = page.locator("main dd code").nth(1)
                people.append(Person(self, login, await password.inner_text(), role))
        await admin.context.close()
        await asyncio.gather(*(person.arrive(browser) for person in people))
        self.people = {person.login: person for person in people}

    def of(self, role):
        return [person for person in self.people.values() if person.role == role]

    async def work(self):
        reporters, editors = self.of("reporter"), self.of("editor")
        numbers = iter(range(ITEMS - 2))
        writing = [self.report(person, numbers) for person in reporters[1:-1]]
        await asyncio.gather(self.breaking(reporters[0], editors[0]), self.cut_off(reporters[-1], editors[1]), *writing,
                             *(self.edit(editor) for editor in editors[2:]))
        left = [self.report(reporters[0], numbers), self.report(reporters[-1], numbers)]
        await asyncio.gather(*left)
        for _ in editors:
            self.submitted.put_nowait(None)
        await asyncio.gather(*(self.edit(editor) for editor in editors))
        await self.people["tongbientap"].come_back()
        await self.take_back(self.people["tongbientap"], self.published[0])
        await self.correct(self.people["tongbientap"], self.published[1])

    async def report(self, person, numbers):
        await person.come_back()
        for number in numbers:
            item = await person.begin_item(f"Tin số {number} của {person.login}")
            await person.write(item, person.random.randint(1, 3))
            await person.act("Gửi duyệt")
            await self.submitted.put(item)

    async def edit(self, editor):
        while True:
            try:
                item = await asyncio.wait_for(self.submitted.get(), 5)
            except TimeoutError:
                return
            if item is None:
                return
            await editor.come_back()
            await editor.open(item)
            if editor.random.random() < 0.4:
                await editor.add_paragraph(item)
            await editor.act("Duyệt và xuất bản")
            self.published.append(item)

    async def breaking(self, reporter, editor):
        """Three write at once in one text; none waits for another."""
        item = await reporter.begin_item("Tin nóng: nước sông dâng nhanh trong đêm")
        await reporter.write(item, 2)
        await reporter.saved()
        secretary = self.people["thuky"]
        await asyncio.gather(editor.open(item), secretary.open(item))

        async def keep_writing(person, count):
            for _ in range(count):
                await person.add_paragraph(item)
                await asyncio.sleep(person.random.random())

        began = time.monotonic()
        await asyncio.gather(*(keep_writing(person, 5) for person in (reporter, editor, secretary)))
        await asyncio.gather(*(person.saved() for person in (reporter, editor, secretary)))
        self.figures["three writing at once, s"] = round(time.monotonic() - began, 1)
        await secretary.open(item)
        for _ in range(20):
            keep = secretary.page.get_by_role("button", name="Giữ cả hai")
            if not await keep.count():
                break
            await keep.first.click()
        self.breaking_item = item
        await secretary.act("Duyệt và xuất bản")
        self.published.append(item)

    async def cut_off(self, reporter, editor):
        """One loses the network and writes on; another edits the same text meanwhile."""
        item = await reporter.begin_item("Đường vào bản bị chia cắt")
        await reporter.write(item, 2)
        await reporter.saved()
        await reporter.context.set_offline(True)
        began = time.monotonic()
        await editor.open(item)
        while time.monotonic() - began < CUT:
            await reporter.add_paragraph(item)
            if time.monotonic() - began < CUT / 2:
                await editor.add_paragraph(item)
            await asyncio.sleep(min(CUT / 10, 30))
        await editor.saved()
        self.figures["network cut, s"] = round(time.monotonic() - began)
        await reporter.context.set_offline(False)
        await reporter.come_back()
        await reporter.saved()
        await reporter.act("Gửi duyệt")
        await self.submitted.put(item)

    async def take_back(self, chief, item):
        await chief.open(item)
        await chief.page.locator("summary", has_text="Gỡ bài").click()
        await chief.page.fill("textarea[name=reason]:visible", "Bài trùng với tin đã đăng")
        async with chief.page.expect_navigation():
            await chief.page.get_by_role("button", name="Gỡ bài này").click()
        told = await chief.answer(f"/api/v1/items/{item}")
        assert told["state"] == "withdrawn", told["state"]

    async def correct(self, chief, item):
        from day_correction import correct

        self.figures["correction"] = await correct(self, chief, item)

    async def audit(self):
        """Looks for everything typed: in the text as it stands, else in its history."""
        reader = self.people["tongbientap"]
        lost, in_history, keys = [], 0, 0
        for item, typed in self.ledger.typed.items():
            stands = json.dumps(await reader.answer(f"/api/v1/items/{item}"), ensure_ascii=False)
            history = None
            for person, text in typed:
                keys += len(text)
                if text in stands:
                    continue
                if history is None:
                    history = await self.history(reader, item)
                if any(text in revision for revision in history):
                    in_history += 1
                else:
                    lost.append({"item": item, "by": person, "text": text})
        self.figures |= {
            "items": len(self.ledger.typed), "published": len(self.published), "keystrokes": keys,
            "sentences only in the history": in_history, "lost": lost,
        }

    async def history(self, reader, item):
        heads = (await reader.answer(f"/api/v1/items/{item}/revisions"))["items"]
        return [
            json.dumps(await reader.answer(f"/api/v1/items/{item}/revisions/{head['number']}"), ensure_ascii=False)
            for head in heads
        ]


async def main():
    asked = json.load(sys.stdin)
    day = Day(asked["address"], asked["sign_ins"])
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        began = time.monotonic()
        await day.gather(browser)
        await day.work()
        day.figures["the day, s"] = round(time.monotonic() - began)
        await day.audit()
        day.figures["people"] = len(day.people)
        day.figures["complaints"] = [line for person in day.people.values() for line in person.complaints]
        await browser.close()
    print(json.dumps(day.figures, ensure_ascii=False))


asyncio.run(main())
