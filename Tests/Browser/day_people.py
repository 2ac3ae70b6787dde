"""The people of the scripted day: each in a browser of their own, each keystroke written down as it is made."""

import random

NEW_PASSWORD = "Một con vịt xòe ra 2 cánh!"
# Words of no story in the demo province, so that what is found was typed here.
WORDS = (
    "nước sông bản làng đường mưa lũ trường học sinh cầu chợ vườn chè ruộng lúa máy gặt hợp tác xã phiên sáng chiều "
    "bà con cán bộ thôn xóm giếng đập hồ thủy lợi giống ngô hội thi khen thưởng điện lưới"
).split()


class Ledger:
    """What was typed into each item, in order, by whom; and what is known to have become of it."""

    def __init__(self):
        self.typed = {}
        self.keys = 0

    def add(self, item, person, text):
        self.typed.setdefault(item, []).append((person, text))
        self.keys += len(text)


class Person:
    """Somebody at work in one browser."""

    def __init__(self, day, login, password, role):
        self.day = day
        self.login = login
        self.password = password
        self.role = role
        self.random = random.Random(login)
        self.counter = 0
        self.complaints = []

    async def arrive(self, browser):
        self.context = await browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        self.context.set_default_timeout(60_000)
        self.page = await self.new_page()
        await self.sign_in(self.page)

    async def sign_in(self, page):
        await page.goto(f"{self.day.address}/dang-nhap?den=/lam-viec")
        await page.fill("#login", self.login)
        await page.fill("#password", self.password)
        await page.click("main button[type=submit]")
        await page.wait_for_load_state()
        if "/tai-khoan/mat-khau" in page.url:
            await self.change_password()
            self.password = NEW_PASSWORD
        assert "/dang-nhap" not in page.url, await page.inner_text("main")

    async def come_back(self):
        """Who was away for long is signed out (security policy): signs in again in a page beside, as the words say."""
        beside = await self.new_page()
        await beside.goto(f"{self.day.address}/lam-viec")
        if "/dang-nhap" in beside.url:
            self.day.figures["signed in again"] = self.day.figures.get("signed in again", 0) + 1
            await self.sign_in(beside)
        await beside.close()
        await self.page.bring_to_front()

    async def new_page(self):
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{self.login}: {error}"))
        return page

    async def change_password(self):
        inputs = self.page.locator("main form input[type=password]")
        for index in range(await inputs.count()):
            field = inputs.nth(index)
            isOld = await field.get_attribute("autocomplete") == "current-password"
            await field.fill(self.password if isOld else NEW_PASSWORD)
        await self.page.click("main form button[type=submit]")
        await self.page.wait_for_load_state()

    def sentence(self):
        """A sentence that nobody else writes: its mark says whose it is."""
        self.counter += 1
        words = " ".join(self.random.choices(WORDS, k=self.random.randint(8, 16)))
        return f"{words} dấu{self.login.replace('.', '')}{self.counter}hết."

    async def type(self, item, text, keyboard=None):
        """Key by key, as people type; written down before the key goes down."""
        self.day.ledger.add(item, self.login, text)
        await (keyboard or self.page.keyboard).type(text, delay=self.random.choice([0, 5, 12]))

    async def begin_item(self, title):
        """`Viết bài` on the board; returns the item's address."""
        await self.page.goto(f"{self.day.address}/lam-viec")
        button = self.page.get_by_role("button", name="Viết bài", exact=True)
        link = self.page.get_by_role("link", name="Viết bài", exact=True)
        await button.or_(link).first.click()
        await self.page.wait_for_selector("#body[contenteditable=true]")
        item = self.page.url.split("?")[0].split("#")[0].rsplit("/", 1)[1]
        await self.page.click("#title")
        await self.type(item, title)
        await self.page.keyboard.press("Enter")
        await self.type(item, f"Tóm tắt: {self.sentence()}")
        await self.page.select_option("#section", label="Xã hội")
        return item

    async def go_to_end(self):
        """As a person does: the next key comes once the caret is seen to stand there (browsers tell scripts of it later)."""
        await self.page.click("#body")
        await self.page.keyboard.press("Control+End")
        await self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    async def write(self, item, paragraphs):
        await self.go_to_end()
        for index in range(paragraphs):
            if index:
                await self.page.keyboard.press("Enter")
            await self.type(item, self.sentence())

    async def add_paragraph(self, item):
        """One more at the end, with Enter before it."""
        await self.go_to_end()
        await self.page.keyboard.press("Enter")
        await self.type(item, self.sentence())

    async def open(self, item):
        await self.page.goto(f"{self.day.address}/lam-viec/bai/{item}")
        await self.page.wait_for_selector("#body[contenteditable=true]")

    async def saved(self):
        await self.page.locator("#editor-status[data-state=saved]").wait_for(timeout=60_000)

    async def act(self, name):
        """Presses a button of the workflow and waits for the page that follows."""
        await self.saved()
        async with self.page.expect_navigation():
            await self.page.get_by_role("button", name=name, exact=True).first.click()

    async def answer(self, path):
        """What the programs' interface says."""
        answer = await self.context.request.get(f"{self.day.address}{path}")
        assert answer.ok, (path, answer.status)
        return await answer.json()
