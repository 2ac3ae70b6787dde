"""The department's paths from the first page of the day by the keyboard alone, and what Ctrl K finds for it."""

import browser as eyes
import pytest
from keyboard import press, press_and_go, reach
from test_paths import WIDTHS, look

LATE = "Giao ban quý về kết quả chuyển đổi số"
WAITING = "Số lớp tập huấn chuyển đổi số báo chí mở trong năm"


@pytest.mark.parametrize("width", WIDTHS)
def test_officer(visit, width):
    page = visit("/lam-viec", width, login="sovhttdl")
    assert page.locator("h1").inner_text() == "Hôm nay"
    look(page, "so-quan-ly", 1, width)
    # What is late, to its progress.
    press_and_go(page, LATE)
    look(page, "so-quan-ly", 2, width)
    reach(page, "percent")
    page.keyboard.press("Control+a")
    page.keyboard.type("55" if width == "desk" else "60")
    reach(page, "words")
    page.keyboard.type("Đã có lịch, gửi giấy mời lần hai.")
    press_and_go(page, "Báo tiến độ", exact=True)
    assert ("55%" if width == "desk" else "60%") in page.inner_text("main")
    # What is owed, to its draft.
    page.goto(page.url.split("/lam-viec")[0] + "/lam-viec")
    report = page.locator("#duties-soon ~ ul a[href*='/lam-viec/bao-cao']").first
    press_and_go(page, report.inner_text())
    look(page, "so-quan-ly", 3, width)
    if "#han-" in page.url:
        line = page.locator(f"tr:has(#{page.url.split('#')[1]})")
        line.scroll_into_view_if_needed()
        line.get_by_role("button", name="Lập báo cáo").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert "/lam-viec/bao-cao/" in page.url and page.locator("h1").is_visible()
    look(page, "so-quan-ly", 4, width)
    assert not page.complaints, page.complaints


@pytest.mark.parametrize("width", ["desk"])
def test_head(visit, width):
    page = visit("/lam-viec", width, login="lanhdaoso")
    look(page, "lanh-dao-so", 1, width)
    press_and_go(page, WAITING)
    look(page, "lanh-dao-so", 2, width)
    press_and_go(page, "Xác nhận", exact=True)
    assert "Đã xác nhận" in page.inner_text("main")
    page.goto(page.url.split("/lam-viec")[0] + "/lam-viec")
    assert WAITING not in page.inner_text("main")
    assert not page.complaints, page.complaints


@pytest.mark.parametrize("theme", eyes.THEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("login", ["sovhttdl", "lanhdaoso", "vannghe", "tongbientap", "thuky", "phongvien", "quantri"])
def test_where_each_role_comes_in(visit, login, width, theme):
    for name, path in (("home", "/lam-viec"), ("corner", "/lam-viec/cua-toi")):
        page = visit(path, width, theme, login=login)
        assert page.answer.status == 200
        if name == "home" and page.locator(".duties--beside > summary").count():
            page.locator(".duties--beside > summary").click()
        eyes.shoot(page, f"{name}-{login}", width, theme)
        assert not eyes.overflow(page), (login, name, width, eyes.overflow(page))
        assert not eyes.leaked_markup(page), (login, name, eyes.leaked_markup(page))
        assert not eyes.violations(page), (login, name, width, theme, eyes.violations(page))
        assert not page.complaints, page.complaints
        work = page.get_by_role("link", name="Việc của tôi", exact=True)
        if name == "corner" and work.count():
            assert visit("/lam-viec/viec-cua-toi", login=login).answer.status == 200


def test_the_home_without_scripts(visit):
    page = visit("/lam-viec", "phone", login="sovhttdl", java_script_enabled=False)
    page.get_by_role("link", name=LATE).click()
    page.wait_for_load_state()
    assert LATE in page.locator("h1").inner_text()


FOUND = [
    ("thai binh", "Kế hoạch"), ("giao ban quy", "Nhiệm vụ"), ("so lop tap huan", "Chỉ tiêu"), ("bao cao nam", "Hạn báo cáo"),
    ("tap chi van nghe", "Cơ quan báo chí"), ("giay phep", "Sổ bộ"),
]


@pytest.mark.parametrize("words,kind", FOUND)
def test_the_palette(visit, words, kind):
    page = visit("/lam-viec", login="sovhttdl")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    assert field.evaluate("e => e === document.activeElement")
    with page.expect_response(lambda answer: "/lam-viec/tim?q=" in answer.url and len(answer.url) > 30):
        page.keyboard.type(words)
    row = page.get_by_role("option").filter(has_text=kind).first
    row.wait_for()
    assert not eyes.violations(page), eyes.violations(page)
    if words == "thai binh":
        eyes.shoot(page, "palette-programme", "desk", "light", whole=False)
    for _ in range(30):
        if row.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == row.get_attribute("id")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("main").is_visible() and not page.complaints, page.complaints
