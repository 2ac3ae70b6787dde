"""The desk as people work at it: it finds, it keeps itself up to date, it asks before it throws away, it takes pictures."""

import re
import time

import browser as eyes


def until(found, seconds: float = 10):
    """Waits for something that no event of the browser tells of."""
    end = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def new_item(visit, login: str, title: str):
    page = visit("/lam-viec/bai", login=login)
    page.get_by_role("button", name="Viết bài").first.click()
    page.wait_for_selector("#body")
    page.fill("#title", title)
    page.locator("#editor-status[data-state=saved]").wait_for(timeout=15_000)
    page.wait_for_timeout(1_200)
    page.locator("#editor-status[data-state=saved]").wait_for(timeout=15_000)
    return page, re.search(r"/lam-viec/bai/[0-9a-f-]+", page.url).group(0)


def test_the_palette_finds_items(visit):
    page = visit("/lam-viec/bai", login="bientap")
    page.keyboard.press("Control+k")
    page.locator(".palette__item", has_text="Chung kết giải bóng đá nữ").wait_for()
    page.keyboard.type("gia phan")
    found = page.locator(".palette__item", has_text="Giá phân bón giảm")
    found.wait_for()
    assert "Nguyễn Thị Lan" in found.inner_text()
    eyes.shoot(page, "palette", "desk", "light", whole=False)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/lam-viec/bai/"))
    assert page.input_value("#title").startswith("Giá phân bón giảm")
    stranger = visit("/lam-viec/bai", login="vannghe")
    stranger.keyboard.press("Control+k")
    stranger.keyboard.type("gia phan")
    stranger.wait_for_timeout(800)
    # Plans are everybody's and may hold the same syllables; items of another agency are not.
    assert stranger.locator(".palette__item", has_text="Giá phân bón").count() == 0
    assert not page.complaints + stranger.complaints, page.complaints + stranger.complaints


def test_the_board_follows(visit):
    board = visit("/lam-viec", login="thuky")
    page, path = new_item(visit, "phongvien", "Bảng phải tự thấy bài này")
    line = board.locator(f'#board a[href="{path}"]')
    line.wait_for(timeout=10_000)
    line.focus()
    page.click("#body")
    page.keyboard.type("Chữ của bài.")
    page.get_by_role("button", name="Gửi duyệt").click()
    page.wait_for_load_state()
    waiting = board.locator(".board__column", has=board.get_by_role("heading", name=re.compile("Chờ duyệt")))
    waiting.locator(f'a[href="{path}"]').wait_for(timeout=10_000)
    assert board.evaluate("document.activeElement?.getAttribute('href')") == path
    assert not board.complaints + page.complaints, board.complaints + page.complaints


def test_a_draft_is_thrown_away_and_comes_back(visit):
    page, path = new_item(visit, "phongvien", "Bài viết thử rồi bỏ")
    page.locator(".panel").get_by_role("button", name="Xóa bản nháp").click()
    dialog = page.get_by_role("dialog", name="Xóa bản nháp này?")
    dialog.wait_for()
    assert not eyes.violations(page), eyes.violations(page)
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")
    page.locator(".panel").get_by_role("button", name="Xóa bản nháp").click()
    dialog.get_by_role("button", name="Xóa bản nháp").click()
    page.wait_for_url(re.compile("da-xoa="))
    assert page.locator(f'main a[href="{path}"]').count() == 0
    page.locator(".toast").get_by_role("button", name="Hoàn tác").click()
    until(lambda: page.locator(".toast").count() == 0 or "xong=" in page.url)
    back = visit(path, login="phongvien")
    assert back.answer.status == 200 and back.input_value("#title") == "Bài viết thử rồi bỏ"


def test_a_picture_leads_to_its_words(visit):
    page, _ = new_item(visit, "bientap", "Bài có ảnh")
    page.locator('[data-tool="figure"]').click()
    page.locator(".picture-picker__grid button").first.click()
    until(lambda: page.evaluate("document.activeElement?.name") == "figure-caption")
    page.wait_for_timeout(600)
    box = page.evaluate("(() => { const r = document.activeElement.getBoundingClientRect(); return [r.top, r.bottom]; })()")
    assert 0 <= box[0] and box[1] <= page.viewport_size["height"], box
    assert "lấy từ kho ảnh" in page.inner_text(".editor-figure__origin")
    page.get_by_role("button", name="Dùng làm ảnh đại diện").click()
    page.locator("#editor-lead img").wait_for()
    assert not page.get_by_role("button", name="Dùng làm ảnh đại diện").is_visible()
    page.locator("#editor-lead").get_by_role("button", name="Bỏ ảnh đại diện").click()
    page.get_by_role("button", name="Dùng làm ảnh đại diện").wait_for()
    eyes.shoot(page, "figure", "desk", "light", whole=False)
    assert not page.complaints, page.complaints
