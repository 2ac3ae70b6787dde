"""One house and one browser for all tests; HOITU_BROWSER_URL looks at an instance that already runs instead."""

import os
import time
import types

import browser as eyes
import pytest
from house import House
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="session")
def house():
    running = os.environ.get("HOITU_BROWSER_URL")
    if running:
        # login:password, with commas between
        pairs = os.environ.get("HOITU_BROWSER_SIGN_INS", "").split(",")
        sign_ins = dict(pair.split(":", 1) for pair in pairs if pair)
        yield types.SimpleNamespace(address=running.rstrip("/"), sign_ins=sign_ins)
        return
    house = House()
    yield house
    house.close()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=eyes.CHROMIUM, args=eyes.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(house, chromium):
    """The cookies of a session by login, through the real form; again before an administrator's five idle minutes end."""
    known, used = {}, {}

    def cookies(login: str) -> dict:
        if login not in known or time.monotonic() - used[login] > 200:
            context = chromium.new_context(locale="vi-VN")
            page = context.new_page()
            page.goto(f"{house.address}/dang-nhap?den=/lam-viec")
            page.fill("#login", login)
            page.fill("#password", house.sign_ins[login])
            page.click("main button[type=submit]")
            page.wait_for_load_state()
            assert "/dang-nhap" not in page.url, page.inner_text("main")
            known[login] = context.storage_state()
            context.close()
        used[login] = time.monotonic()
        return known[login]

    return cookies


@pytest.fixture
def visit(house, chromium, signed_in):
    """Opens a page as somebody at a width and in a theme: `page = visit("/lam-viec", "phone", "dark", login="bientap")`."""
    contexts = []

    def open_page(path: str, width: str = "desk", theme: str = "light", login: str = None, **options):
        if login:
            options["storage_state"] = signed_in(login)
        context = eyes.open_context(chromium, width, theme, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda line: page.complaints.append(line.text) if line.type == "error" else None)
        page.answer = page.goto(house.address + path, wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
