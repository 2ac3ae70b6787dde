"""A story from the first click to its reader, by the people who make it."""

import re
import time

import browser as eyes

TITLE = "Chợ phiên Nà Phai họp thêm buổi tối"


def write(page):
    """The reporter writes; returns what was typed into the text."""
    page.get_by_role("button", name="Viết bài").or_(page.get_by_role("link", name="Viết bài")).first.click()
    page.wait_for_selector("#body")
    page.fill("#title", TITLE)
    page.fill("#summary", "Từ thứ bảy tuần này, bà con có thể đi chợ từ 17 đến 21 giờ.")
    page.click("#body")
    text = "Ban quản lý chợ cho biết 86 gian hàng đã đăng ký buổi tối đầu tiên."
    page.keyboard.type(text)
    page.locator("#body", has_text=text).wait_for(timeout=5_000)
    page.select_option("#section", label="Xã hội")
    return text


def saved(page):
    page.locator("#editor-status[data-state=saved]").wait_for(timeout=15_000)


def test_a_newcomer_publishes(visit, house):
    began = time.monotonic()
    reporter = visit("/lam-viec", login="phongvien")
    text = write(reporter)
    saved(reporter)
    eyes.shoot(reporter, "journey-written", "desk", "light")
    item = re.search(r"/lam-viec/bai/[0-9a-f-]+", reporter.url).group(0)
    reporter.get_by_role("button", name="Gửi duyệt").click()
    reporter.wait_for_load_state("networkidle")
    assert "Chờ duyệt" in reporter.inner_text("main"), reporter.inner_text("main")[:500]

    editor = visit(item, login="bientap")
    assert text in editor.inner_text("#body")
    editor.get_by_role("button", name="Duyệt và xuất bản").click()
    editor.wait_for_load_state("networkidle")
    assert "Đã xuất bản" in editor.inner_text("main"), editor.inner_text("main")[:500]
    eyes.note("newcomer", {"from the desk to readers, by script, s": round(time.monotonic() - began, 1)})

    for place in ("/", "/muc/xa-hoi", "/tim-kiem?q=cho+phien+na+phai", "/rss", "/sitemap-news.xml"):
        # Without markup: search marks the words it found.
        assert TITLE in re.sub(r"<[^>]+>", "", visit(place).content()), place
    for page in (reporter, editor):
        assert not page.complaints, page.complaints
