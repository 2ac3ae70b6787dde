"""Each role's path by the keyboard alone, at a desk and on a phone's width; the pictures are the handbook's
(HOITU_HANDBOOK=1 writes them there)."""

import os
import shutil
import time

import browser as eyes
import pytest
from keyboard import choose, press, press_and_go, reach

WIDTHS = ["desk", "phone"]
TITLES = {
    "reporter": {"desk": "Bến phà Nà Phai đổi giờ chạy mùa nước cạn", "phone": "Đêm hội cồng chiêng ở bản Nà Lặc"},
    "editor": {"desk": "Trạm bơm Tân Lập chạy thử trước vụ đông", "phone": "Lớp học bơi miễn phí ở bến sông Lam"},
}


def look(page, role, step, width):
    """A picture for the handbook; and nothing serious for axe, nothing that sticks out."""
    page.wait_for_load_state("networkidle")
    picture = eyes.shoot(page, f"path-{role}-{step}", width, "light", whole=False)
    if os.environ.get("HOITU_HANDBOOK"):
        ending = "-360" if width == "phone" else ""
        folder = eyes.ROOT / "docs/handbook/pictures/duong-di"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, folder / f"{role}-{step}{ending}.png")
    assert not eyes.overflow(page), (role, step, width, eyes.overflow(page))
    assert not eyes.leaked_markup(page), (role, step, eyes.leaked_markup(page))
    assert not eyes.violations(page), (role, step, width, eyes.violations(page))


def saved(page):
    page.locator("#editor-status[data-state=saved]").wait_for(timeout=20_000)


def open_panel(page, width):
    """On a phone what belongs to the item is behind a button."""
    if width == "phone":
        press(page, "Thông tin và kiểm tra")
        page.wait_for_timeout(200)


def write_item(page, width, title):
    press_and_go(page, "Viết bài", exact=True)
    page.wait_for_selector("#body[contenteditable=true]")
    reach(page, "title")
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    page.keyboard.type("Tóm tắt viết bằng bàn phím.")
    page.keyboard.press("Enter")
    page.keyboard.type("Đoạn đầu viết bằng bàn phím, không chạm chuột lần nào.")
    saved(page)
    open_panel(page, width)
    # One letter of the keyboard: what is not on it would be put in, not pressed, and lands where the cursor last was.
    choose(page, "section", "X")
    saved(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_reporter(visit, width):
    page = visit("/lam-viec", width, login="phongvien")
    look(page, "phong-vien", 1, width)
    write_item(page, width, TITLES["reporter"][width])
    look(page, "phong-vien", 2, width)
    press_and_go(page, "Gửi duyệt", exact=True)
    assert "Chờ duyệt" in page.inner_text("main")
    look(page, "phong-vien", 3, width)
    page.goto(page.url.split("/lam-viec")[0] + "/lam-viec/viec-cua-toi")
    look(page, "phong-vien", 4, width)
    assert not page.complaints, page.complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_editor(visit, width):
    title = TITLES["editor"][width]
    writer = visit("/lam-viec", width, login="phongvien")
    write_item(writer, width, title)
    press_and_go(writer, "Gửi duyệt", exact=True)
    page = visit("/lam-viec/bai?trang-thai=approval", width, login="bientap")
    look(page, "bien-tap-vien", 1, width)
    press_and_go(page, title, exact=True)
    page.wait_for_selector("#body[contenteditable=true]")
    look(page, "bien-tap-vien", 2, width)
    open_panel(page, width)
    press_and_go(page, "Duyệt và xuất bản", exact=True)
    assert "Đã xuất bản" in page.inner_text("main")
    look(page, "bien-tap-vien", 3, width)
    assert not page.complaints, page.complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_secretary(visit, width):
    page = visit("/lam-viec/ke-hoach", width, login="thuky")
    look(page, "thu-ky-toa-soan", 1, width)
    press_and_go(page, "Đề xuất đề tài")
    look(page, "thu-ky-toa-soan", 2, width)
    reach(page, "title")
    page.keyboard.type(f"Đề tài bàn phím {width}")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    look(page, "thu-ky-toa-soan", 3, width)
    page.goto(page.url.split("/lam-viec")[0] + "/lam-viec/trang-chu")
    look(page, "thu-ky-toa-soan", 4, width)
    page.goto(page.url.split("/lam-viec")[0] + "/lam-viec/tin-nguon")
    look(page, "thu-ky-toa-soan", 5, width)
    assert not page.complaints, page.complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_chief(visit, width):
    page = visit("/lam-viec/cai-chinh", width, login="tongbientap")
    look(page, "tong-bien-tap", 1, width)
    press_and_go(page, "Mở hồ sơ")
    look(page, "tong-bien-tap", 2, width)
    for step, path in enumerate(("/lam-viec/so-lieu", "/lam-viec/kho-bai", "/lam-viec/quy-trinh"), 3):
        page.goto(page.url.split("/lam-viec")[0] + path)
        look(page, "tong-bien-tap", step, width)
    assert not page.complaints, page.complaints


@pytest.mark.parametrize("width", WIDTHS)
def test_administrator(visit, width):
    page = visit("/lam-viec/tai-khoan", width, login="quantri")
    look(page, "quan-tri", 1, width)
    press_and_go(page, "Thêm tài khoản")
    reach(page, "name")
    page.keyboard.type("Người Mới")
    reach(page, "login")
    page.keyboard.type(f"phim.{width}.{int(time.time())}")
    look(page, "quan-tri", 2, width)
    choose(page, "role", "Phóng")
    page.goto(page.url.split("/lam-viec")[0] + "/lam-viec/van-hanh")
    look(page, "quan-tri", 3, width)
    assert not page.complaints, page.complaints
