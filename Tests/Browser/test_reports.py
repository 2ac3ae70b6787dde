"""Reports from the calendar to what was sent, as a department makes them; and how plans go, for everybody."""

import functools
import http.server
import re
import threading

import browser as eyes
import pytest

PLAN = "Chuyển đổi số báo chí tỉnh Lam Giang đến năm 2030"
REPORT = re.compile(r"/lam-viec/bao-cao/[0-9a-f-]{36}")


def look(visit, name, path, login=None, status=200):
    for width in eyes.WIDTHS:
        for theme in eyes.THEMES:
            page = visit(path, width, theme, login=login)
            assert page.answer.status == status, (path, page.answer.status)
            eyes.shoot(page, f"reports-{name}", width, theme)
            assert not page.complaints, page.complaints
            assert not eyes.overflow(page), (name, width, eyes.overflow(page))
            assert not eyes.leaked_markup(page), (name, eyes.leaked_markup(page))
            assert not eyes.violations(page), (name, width, theme, eyes.violations(page))


def draft(visit, house, year, login="sovhttdl"):
    """The report of the demo province's plan for a year: its path."""
    page = visit("/lam-viec/bao-cao", login=login)
    form = page.locator("main form", has=page.locator("select")).first
    form.locator("select").first.select_option(label=PLAN)
    form.get_by_label("Năm").fill(str(year))
    form.get_by_role("button", name="Lập báo cáo").click()
    page.wait_for_url(REPORT)
    return page.url.split("?")[0].removeprefix(house.address)


def test_the_calendar_says_what_it_does_not_know(visit):
    look(visit, "calendar", "/lam-viec/bao-cao", login="sovhttdl")
    told = visit("/lam-viec/bao-cao", login="sovhttdl").inner_text("main")
    assert told.count("Chưa có mẫu của văn bản này") >= 8, "DL6 to DL10: their forms were not read"


def test_from_a_draft_to_what_was_sent(visit, house):
    path = draft(visit, house, 2026)
    look(visit, "draft", path, login="sovhttdl")
    look(visit, "edit", f"{path}/sua", login="sovhttdl")

    page = visit(f"{path}/sua", login="sovhttdl")
    page.get_by_label("Tồn tại, hạn chế và nguyên nhân").fill("Còn thiếu người làm kỹ thuật.")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(REPORT)
    assert "Còn thiếu người làm kỹ thuật." in page.inner_text("article.report")
    page.get_by_role("button", name="Gửi duyệt").click()
    page.get_by_text("Người khác duyệt").wait_for()

    other = visit(path, login="lanhdaoso")
    look(visit, "review", path, login="lanhdaoso")
    # Nobody froze the figures of the demo: that is approved aloud, with why.
    other.get_by_role("button", name="Duyệt", exact=True).click()
    other.get_by_text("đánh dấu ô duyệt dù chưa chốt").wait_for()
    assert not eyes.violations(other), eyes.violations(other)
    other.get_by_label(re.compile(r"Duyệt dù còn \d+ số liệu chưa chốt")).check()
    other.get_by_label("Vì sao duyệt khi chưa chốt").fill("Kỳ chốt là 31/12.")
    other.get_by_role("button", name="Duyệt", exact=True).click()
    other.get_by_label("Ngày ký").wait_for()
    assert "Kỳ chốt là 31/12." in other.inner_text("body")
    scan = other.context.request.get(f"{house.address}{path}/van-ban.pdf", timeout=60_000).body()
    other.get_by_label("Ngày ký").fill(today(other))
    other.get_by_label("Bản đã ký").set_input_files(
        {"name": "ban-ky.pdf", "mimeType": "application/pdf", "buffer": scan}
    )
    other.get_by_role("button", name="Gắn bản đã ký").click()
    other.get_by_role("button", name="Ghi là đã gửi").wait_for()
    assert "PDF không có trường chữ ký số" in other.inner_text("body"), "a scan is called one"
    look(visit, "signed", path, login="lanhdaoso")
    other.get_by_label("Ngày gửi").fill(today(other))
    other.get_by_label("Cách gửi").fill("Trục liên thông văn bản")
    other.get_by_role("button", name="Ghi là đã gửi").click()
    other.get_by_text("Đã gửi").first.wait_for()
    look(visit, "sent", path, login="sovhttdl")
    assert visit(f"{path}/sua", login="sovhttdl").url.endswith(path), "what was sent is not changed"


def today(page):
    return page.evaluate("new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' })")


def test_an_agency_makes_its_own_report(visit, house):
    path = draft(visit, house, 2026, login="thuky")
    look(visit, "agency-draft", path, login="thuky")
    told = visit(path, login="thuky").inner_text("article.report")
    assert "Báo và phát thanh, truyền hình Lam Giang" in told and "Tạp chí Văn nghệ" not in told
    visit(path, login="thuky").get_by_role("button", name="Gửi duyệt").click()
    chief = visit("/lam-viec/thong-bao", login="tongbientap")
    chief.get_by_role("link", name=re.compile("gửi duyệt báo cáo")).first.click()
    chief.wait_for_url(REPORT)
    look(visit, "agency-review", path, login="tongbientap")
    for login in ("vannghe", "sovhttdl"):
        assert visit(path, login=login).answer.status == 404, login
    look(visit, "agency-calendar", "/lam-viec/bao-cao", login="tongbientap")


def test_a_draft_is_deleted_after_asking(visit, house):
    path = draft(visit, house, 2029)
    page = visit(path, login="sovhttdl")
    page.get_by_role("button", name="Xóa bản nháp").first.click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert not eyes.violations(page), eyes.violations(page)
    eyes.shoot(page, "reports-delete", "desk", "light")
    dialog.get_by_role("button", name="Xóa bản nháp", exact=True).click()
    page.get_by_text("Đã xóa bản nháp.").wait_for()
    assert visit(path, login="sovhttdl").answer.status == 404


def test_last_years_report_beside_this_one(visit, house):
    draft(visit, house, 2025)
    path = draft(visit, house, 2026)
    look(visit, "diff", f"{path}/so-sanh", login="sovhttdl")
    assert "2025" in visit(f"{path}/so-sanh", login="sovhttdl").inner_text("main h1")


def test_two_people_write_and_neither_loses_a_word(visit, house):
    path = draft(visit, house, 2027)
    first, second = visit(f"{path}/sua", login="sovhttdl"), visit(f"{path}/sua", login="lanhdaoso")
    first.get_by_label("Kiến nghị, đề xuất").fill("Chữ của Mai.")
    second.get_by_label("Nhiệm vụ trọng tâm năm sau").fill("Chữ của Thắng.")
    first.get_by_role("button", name="Lưu", exact=True).click()
    first.wait_for_url(REPORT)
    second.get_by_role("button", name="Lưu", exact=True).click()
    second.wait_for_url(re.compile(r"da-luu=1"))
    told = second.inner_text("article.report")
    assert "Chữ của Mai." in told and "Chữ của Thắng." in told

    first, second = visit(f"{path}/sua", login="sovhttdl"), visit(f"{path}/sua", login="lanhdaoso")
    first.get_by_label("Kiến nghị, đề xuất").fill("Chữ mới của Mai.")
    second.get_by_label("Kiến nghị, đề xuất").fill("Chữ mới của Thắng.")
    first.get_by_role("button", name="Lưu", exact=True).click()
    first.wait_for_url(REPORT)
    second.get_by_role("button", name="Lưu", exact=True).click()
    second.get_by_text("vừa lưu cùng những phần bạn sửa").wait_for()
    assert second.get_by_label("Kiến nghị, đề xuất").input_value() == "Chữ mới của Thắng."
    assert "Chữ mới của Mai." in second.inner_text("main")
    assert not eyes.violations(second), eyes.violations(second)


def test_words_outlive_the_session_and_the_way_back(visit, house):
    path = draft(visit, house, 2027)
    page = visit(f"{path}/sua", login="sovhttdl")
    page.on("dialog", lambda dialog: dialog.accept())
    field = page.get_by_label("Tồn tại, hạn chế và nguyên nhân")
    field.fill("Chữ gõ dở.")
    page.goto(f"{house.address}/lam-viec/bao-cao")
    page.go_back()
    assert field.input_value() == "Chữ gõ dở."

    # The session ends; what is sent then reaches nobody.
    session = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("heading", name="Cần đăng nhập").wait_for()
    page.context.add_cookies(session)
    page.goto(f"{house.address}{path}/sua")
    assert field.input_value() == "Chữ gõ dở."
    assert "đã được lấy lại" in page.inner_text("main")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url(re.compile("da-luu=1"))
    page.goto(f"{house.address}{path}/sua")
    assert field.input_value() == "Chữ gõ dở." and "đã được lấy lại" not in page.inner_text("main")


def test_how_plans_go_for_everybody(visit, house):
    look(visit, "public-list", "/tien-do")
    page = visit("/tien-do")
    path = page.get_by_role("link", name=PLAN).first.get_attribute("href")
    look(visit, "public-plan", path)
    look(visit, "public-dictionary", "/tien-do/tu-dien-du-lieu")
    look(visit, "public-embedded", f"{path}/nhung")
    without = visit(path, java_script_enabled=False)
    told = without.inner_text("main")
    assert "Đã làm đến đâu" in told and "Dữ liệu mở" in told
    assert without.locator(".report__drawing svg").count() == 1, "the chart is in the page itself"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def elsewhere(tmp_path, house, visit):
    """A page of somebody else's that has the table of a plan in a frame."""
    path = visit("/tien-do").get_by_role("link", name=PLAN).first.get_attribute("href")
    (tmp_path / "tin.html").write_text(
        f'<!doctype html><html lang="vi"><title>Tin</title><h1>Tin</h1>'
        f'<iframe title="Tiến độ" width="600" height="700" src="{house.address}{path}/nhung"></iframe></html>',
        encoding="utf-8",
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tin.html", f"{house.address}{path}"
    server.shutdown()


def test_a_news_page_elsewhere_shows_the_table(visit, elsewhere):
    page = visit("/tien-do")
    address, whole = elsewhere
    page.goto(address, wait_until="networkidle")
    frame = page.frame_locator("iframe")
    assert "chỉ tiêu" in frame.locator("main").inner_text()
    assert frame.get_by_role("link", name="Xem đầy đủ").count() == 1
    assert not [line for line in page.complaints if "frame" in line.lower()], page.complaints
    eyes.shoot(page, "reports-embedded-elsewhere", "desk", "light")
    # Only the table is for frames; the page itself is not.
    page.set_content(f'<iframe title="x" src="{whole}"></iframe>')
    page.wait_for_timeout(500)
    assert page.frames[-1].url.startswith("chrome-error") or "chỉ tiêu" not in page.frames[-1].content()
