"""Tasks of the programme: from the officer who gives one, over the agency that does it, to its being confirmed."""

import datetime
import re

import browser as eyes
import keyboard
import pytest

TASKS = "/lam-viec/nhiem-vu"
MAGAZINE = "Tạp chí Văn nghệ Lam Giang"


def due(days: int = 40) -> str:
    return (datetime.date.today() + datetime.timedelta(days=days)).isoformat()


def give(visit, house, title: str) -> str:
    """The officer lays work on the magazine, outside any plan; answers the path of the task."""
    page = visit(f"{TASKS}/moi", login="sovhttdl")
    page.fill("#title", title)
    page.fill("#lead", MAGAZINE)
    page.fill("#due-on", due())
    page.get_by_role("button", name="Lập nhiệm vụ").click()
    page.wait_for_url(re.compile(r"/nhiem-vu/[0-9a-f-]{36}\?moi=1"))
    assert "Đã lập nhiệm vụ." in page.inner_text("main")
    return page.url.split("?")[0].removeprefix(house.address)


def press(page, name: str, within: str = "main"):
    """Presses a button of a form and waits for the page that answers."""
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state("networkidle")


def test_from_giving_to_done(visit, house):
    path = give(visit, house, "Rà soát hệ thống gửi bài")
    # Told means told: it is among the notices of those who are named.
    notices = visit("/lam-viec/thong-bao", login="vannghe").inner_text("main")
    assert "Rà soát hệ thống gửi bài" in notices and "Nhiệm vụ được giao" in notices
    chief = visit(path, login="vannghe")
    press(chief, "Bắt đầu làm")
    chief.fill("#percent", "150")
    chief.fill("#words", "Đã lập danh mục hệ thống")
    press(chief, "Báo tiến độ")
    assert chief.input_value("#percent") == "150" and chief.input_value("#words") == "Đã lập danh mục hệ thống"
    assert "từ 0 đến 100" in chief.inner_text("#percent-error")
    assert chief.evaluate("document.activeElement.id") == "percent"
    assert not eyes.violations(chief), eyes.violations(chief)
    chief.fill("#percent", "40")
    press(chief, "Báo tiến độ")
    assert "Đã lập danh mục hệ thống" in chief.inner_text(".task-history") and "40%" in chief.inner_text(".task-history")
    # Reported as done without evidence: it leads to where evidence is added.
    press(chief, "Báo đã xong")
    assert chief.evaluate("document.activeElement.id") == "text"
    chief.fill("#text", "Công văn 12/VNLG ngày 20/11/2026")
    press(chief, "Thêm minh chứng", within="#minh-chung form")
    press(chief, "Báo đã xong")
    officer = visit(path, login="sovhttdl")
    officer.locator("summary", has_text="Trả lại").click()
    officer.fill("#reason-send-back", "Thiếu phụ lục số 2")
    press(officer, "Trả lại", within=".task-moves")
    assert "Thiếu phụ lục số 2" in officer.inner_text(".task-history")
    chief = visit(path, login="vannghe")
    assert "Thiếu phụ lục số 2" in chief.inner_text("main")
    press(chief, "Báo đã xong")
    officer = visit(path, login="sovhttdl")
    press(officer, "Xác nhận xong")
    assert "Xong" in officer.inner_text(".page-head")


def test_with_the_keyboard_alone(visit, house):
    path = give(visit, house, "Tập huấn quay phim")
    page = visit(path, login="vannghe")
    keyboard.reach(page, "percent")
    page.keyboard.press("Control+a")
    page.keyboard.type("300")
    keyboard.reach(page, "words")
    page.keyboard.type("Xong lớp một")
    keyboard.press_and_go(page, "Báo tiến độ", exact=True)
    # The field that is wrong has the focus: it is put right where one is.
    assert page.evaluate("document.activeElement.id") == "percent"
    page.keyboard.press("Control+a")
    page.keyboard.type("30")
    keyboard.press_and_go(page, "Báo tiến độ", exact=True)
    assert "Xong lớp một" in page.inner_text(".task-history")
    keyboard.press(page, "Thêm minh chứng", exact=True)
    keyboard.reach(page, "text")
    page.keyboard.type("Danh sách lớp 03/VNLG")
    keyboard.press_and_go(page, "Thêm minh chứng", exact=True)
    keyboard.press_and_go(page, "Báo đã xong", exact=True)
    officer = visit(f"{TASKS}/bang", login="sovhttdl")
    keyboard.press(officer, "Chuyển trạng thái : Tập huấn quay phim", exact=True)
    keyboard.press_and_go(officer, "Xác nhận xong", exact=True)
    assert "Tập huấn quay phim" not in officer.inner_text(".task-board")


def test_a_form_says_everything_at_once_and_loses_nothing(visit):
    page = visit(f"{TASKS}/moi", login="sovhttdl")
    page.eval_on_selector("main form", "form => { form.noValidate = true; }")
    page.fill("#lead", "Sở Không Có Thật")
    page.fill("#detail", "Nội dung dài phải còn")
    page.fill("#starts-on", due(60))
    page.fill("#due-on", due(30))
    press(page, "Lập nhiệm vụ")
    for field in ["title", "lead", "due-on"]:
        assert page.locator(f"#{field}-error").count() == 1, field
    assert page.input_value("#detail") == "Nội dung dài phải còn"
    assert page.input_value("#lead") == "Sở Không Có Thật"
    assert not eyes.violations(page), eyes.violations(page)
    # Lines come as they fill; without scripts there are some more from the start.
    page.fill("#partners", MAGAZINE)
    assert page.locator("[name=partners]").count() == 2
    plain = visit(f"{TASKS}/moi", login="sovhttdl", java_script_enabled=False)
    assert plain.locator("[name=partners]").count() > 3 and plain.locator("datalist option").count() > 3


def test_a_card_is_dragged(visit, house):
    path = give(visit, house, "Kéo thẻ này")
    board = visit(f"{TASKS}/bang", login="vannghe")

    def card(page):
        return page.locator(".task-card", has_text="Kéo thẻ này")

    def drag(page, column):
        # All of it in one window: scrolling under a pressed button would take hold of another card.
        page.set_viewport_size({"width": 1280, "height": 3000})
        card(page).drag_to(page.locator(f"[data-column={column}] h2"), source_position={"x": 12, "y": 40})

    with board.expect_navigation():
        drag(board, "doing")
    board.wait_for_load_state("networkidle")
    assert "Kéo thẻ này" in board.inner_text("[data-column=doing]")
    # Where words are needed they are asked for, and Enter takes the way that was dragged.
    officer = visit(f"{TASKS}/bang", login="sovhttdl")
    drag(officer, "paused")
    field = card(officer).locator("[name=words]")
    assert field.evaluate("e => e === document.activeElement && e.required")
    assert card(officer).locator("[data-to]:visible").count() == 1
    officer.keyboard.type("Chờ kinh phí")
    with officer.expect_navigation():
        officer.keyboard.press("Enter")
    officer.wait_for_load_state("networkidle")
    assert "Kéo thẻ này" in officer.inner_text("[data-column=paused]")
    assert "Chờ kinh phí" in visit(path, login="vannghe").inner_text(".task-history")


def test_a_phone_shows_what_is_late_first(visit):
    page = visit(TASKS, "phone", login="sovhttdl")
    late = page.locator("#tasks tbody tr").first
    assert "chậm" in late.inner_text()
    assert late.bounding_box()["y"] < 640, "the late task stands in the first window"
    assert not page.locator("#ke-hoach").is_visible()
    page.locator(".fold > summary").click()
    assert page.locator("#ke-hoach").is_visible()
    desk = visit(TASKS, login="sovhttdl")
    assert desk.locator("#ke-hoach").is_visible()
    href = late.locator("a").first.get_attribute("href")
    task = visit(href, "phone", login="sovhttdl")
    assert "giao lại" in task.locator(".panel-button").inner_text()


@pytest.mark.parametrize("width", list(eyes.WIDTHS))
def test_the_timeline_opens_at_today_and_names_stay_in_sight(visit, width):
    page = visit(f"{TASKS}/thoi-gian", width, login="sovhttdl")
    frame, now = page.locator(".timeline").bounding_box(), page.locator(".timeline__today").bounding_box()
    assert frame["x"] <= now["x"] <= frame["x"] + frame["width"], "today is in sight"
    for name in page.locator(".timeline__link").all():
        box = name.bounding_box()
        assert box["x"] >= frame["x"] - 1 and box["width"] > 40
        # It covers the line of today instead of being crossed by it.
        seen = page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.className", [box["x"] + 8, box["y"] + 8])
        assert seen == "timeline__link", seen
    eyes.shoot(page, "tasks-timeline", width, "light")
    assert not eyes.overflow(page) and not eyes.violations(page), eyes.violations(page)


def test_a_department_finds_an_agency_s_duties_and_back(visit, house):
    page = visit(f"{TASKS}/don-vi", login="sovhttdl")
    page.fill("#ten", MAGAZINE)
    press(page, "Xem")
    told = page.inner_text("main")
    assert f"Việc của {MAGAZINE}" in told
    page.get_by_role("link", name="Thông tin và sổ bộ của đơn vị").click()
    page.wait_for_url(re.compile("/lam-viec/to-chuc/"))
    page.get_by_role("link", name="Nhiệm vụ và báo cáo phải nộp").click()
    page.wait_for_url(re.compile("/nhiem-vu/don-vi"))
    assert f"Việc của {MAGAZINE}" in page.inner_text("main")


def test_a_long_plan_is_folded_on_a_phone(visit):
    plans = visit("/lam-viec/ke-hoach-tinh", login="sovhttdl")
    path = plans.locator("main td a, main th a", has_text="Thái Nguyên").first.get_attribute("href")
    page = visit(f"{path}?xem=nhiem-vu", "phone", login="sovhttdl")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 4000, height
    assert page.locator(".plan-group").count() > 10
    # Typing finds in folded groups, and unfolds only those.
    page.locator("[data-filter-for=tasks] input").fill("truc tuyen")
    eyes.wait_until(page, "document.querySelectorAll('#tasks details[open]').length === 1")
    assert "trực tuyến" in page.inner_text("#tasks details[open]")
    # A link to one of them unfolds its group.
    code = page.locator("#tasks [id^=nv-]").last.get_attribute("id")
    deep = visit(f"{path}?xem=nhiem-vu#{code}", "phone", login="sovhttdl")
    assert deep.locator(f"#{code}").is_visible()
    assert not eyes.violations(deep), eyes.violations(deep)
