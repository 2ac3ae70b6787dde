"""A year of the maturity index through the interface, from criteria to certificate, and results of the years before."""

import re

import browser as eyes
import pytest
from maturity_walk import PILLARS, ROOM, Person, criteria, day, look, maxima, points

# Left by one step for the next; the file is one year and runs in its order.
PATHS = {}


def paths(name: str) -> str:
    if name not in PATHS:
        pytest.skip("a step before this one did not come through")
    return PATHS[name]


def test_criteria_come_from_a_table_and_a_cycle_opens(visit):
    head = Person(visit, "lanhdaoso")
    look(head, "home", ROOM)
    look(head, "versions", f"{ROOM}/bo-chi-so")
    page = head.go(f"{ROOM}/bo-chi-so/2024")

    def send(name: str, table: bytes):
        page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": table})
        page.fill("#source", "TEST: dữ liệu kiểm thử, không chép từ quyết định nào")
        head.press("Xem trước")

    send("hong.csv", criteria().replace(b"2,25", b"hai"))
    assert "Dòng 2:" in head.text and page.input_value("#source").startswith("TEST"), "the source is still there"
    send("tieu-chi.csv", criteria())
    assert "không khớp" not in head.text
    look(head, "criteria-preview")
    head.press("Nhập 43 tiêu chí")
    look(head, "version", f"{ROOM}/bo-chi-so/2024")
    look(head, "cycle-form", f"{ROOM}/dot/moi")
    for name, offset in [
        ("data-from", -400), ("data-to", 0), ("register-until", 5), ("score-until", 12), ("appraise-until", 25),
        ("appeal-until", 3),
    ]:  # fmt: skip
        page.fill(f"#{name}", day(offset))
    head.press("Mở đợt đánh giá")
    assert "Không được trước hạn thẩm định" in head.text and page.input_value("#data-to") == day(0)
    page.fill("#appeal-until", day(35))
    head.press("Mở đợt đánh giá")
    assert "Chưa có cơ quan nào đăng ký" in head.text
    PATHS["cycle"] = head.path
    look(head, "cycle-new")


def test_agencies_register_and_are_admitted(visit):
    secretary, other, head = (Person(visit, login) for login in ("thuky", "vannghe", "lanhdaoso"))
    for person, bloc in [(secretary, "local-newspaper"), (other, "magazine")]:
        page = person.go(paths("cycle"))
        if person is secretary:
            look(person, "register")
        page.select_option("#bloc", bloc)
        page.check("#trained")
        page.fill("#training-note", "Lớp TEST")
        person.press("Đăng ký")
    PATHS["entry"], second = secretary.path, other.path
    head.go(PATHS["entry"])
    assert "Cơ quan chưa gửi điểm" in head.text
    head.press("Nhận đăng ký")
    page = head.go(second)
    page.get_by_text("Không xếp hạng").first.click()
    page.fill("#reason-khong-xep-hang", "TEST: chỉ có một tài khoản")
    head.press("Không xếp hạng")
    # Another agency's entry is not there; who follows the cycle at the department sees who takes part, not the points.
    assert other.go(PATHS["entry"]).locator("h1").inner_text() != "Báo và phát thanh, truyền hình Lam Giang"
    officer = Person(visit, "sovhttdl")
    look(officer, "cycle-followed", paths("cycle"))
    assert "Báo và phát thanh, truyền hình Lam Giang" in officer.text


def test_scoring_adds_up_saves_itself_and_loses_nothing(visit):
    secretary = Person(visit, "thuky")
    page = secretary.go(f"{paths('entry')}/cham")
    first = page.locator("input[name^=points-]").first
    state = page.locator("[data-state]")
    first.fill("1.5")
    assert page.inner_text("[data-pillar-sum]") == "1,50", "added up before it is saved"
    first.press("Tab")
    assert first.input_value() == "1,50", "two decimals and a comma"
    assert page.evaluate("document.activeElement.name").startswith("words-"), "from the points to what is said of them"
    state.get_by_text("Đã lưu").wait_for()
    page.reload()
    assert first.input_value() == "1,50" and page.inner_text("[data-total]") == "1,50"
    first.fill("9")
    first.press("Tab")
    assert "số điểm tối đa" in secretary.text and page.inner_text("[data-total]") == "0,00"
    first.fill("2,25")
    first.press("Tab")
    state.get_by_text("Đã lưu").wait_for()
    # Without a line what was typed stays on the machine, and is saved once there is one.
    page.route("**/api/v1/programme/maturity/**", lambda route: route.abort())
    second = page.locator("input[name^=points-]").nth(1)
    second.fill("0,75")
    second.press("Tab")
    state.get_by_text("còn giữ trên máy này").wait_for()
    page.unroute("**/api/v1/programme/maturity/**")
    page.reload()
    assert second.input_value() == "0,75"
    state.get_by_text("Đã lưu").wait_for()
    page.complaints.clear()
    for number in range(len(PILLARS)):
        fields = page.locator("input[name^=points-]")
        for place, most in enumerate(maxima(number)):
            fields.nth(place).fill(points(most * (9 if place % 2 else 4) // 10))
        if number == 1:
            look(secretary, "scoring")
        secretary.press("Lưu" if number + 1 == len(PILLARS) else f"Lưu và sang P{number + 2}")
        assert not page.locator("[aria-invalid=true]").count()
    assert "43 trên 43 tiêu chí đã chấm" in secretary.text
    total = sum(most * (9 if place % 2 else 4) // 10 for n in range(5) for place, most in enumerate(maxima(n)))
    assert page.inner_text("[data-total]") == points(total)


def test_evidence_and_what_would_lift_most(visit):
    secretary = Person(visit, "thuky")
    page = secretary.go(f"{paths('entry')}/cham?tru=P1")
    page.get_by_role("link", name="Thêm minh chứng 1.1").click()
    page.wait_for_load_state()
    evidence = secretary.path
    page.set_input_files("#file", {"name": "quy-che.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 TEST"})
    page.fill("#valid-until", day(300))
    secretary.press("Thêm minh chứng")
    page.select_option("#indicator", label="Tin, bài xuất bản")
    secretary.press("Thêm minh chứng")
    assert "hệ thống tính" in secretary.text, secretary.text
    look(secretary, "evidence", evidence)
    look(secretary, "entry-scoring", paths("entry"))
    lift = page.locator("section", has_text="Đang ở đâu, nâng gì").first
    gains = lift.locator("table").nth(1).locator("tbody tr td:nth-child(2)").all_inner_texts()
    values = [float(text.replace(",", ".")) for text in gains]
    assert len(values) == 10 and values == sorted(values, reverse=True), values
    assert re.search(r"Lấy trọn \d+ tiêu chí đầu thì lên \d+,\d\d, đủ mức Xuất sắc", secretary.text)
    assert "Dễ mất: 42 tiêu chí có điểm mà chưa có minh chứng" in secretary.text
    lift.locator("table").nth(1).locator("tbody a").first.click()
    page.wait_for_url("**/cham?tru=P*#c-*")


def test_approval_appraisal_and_appeal(visit):
    secretary, chief, head = (Person(visit, login) for login in ("thuky", "tongbientap", "lanhdaoso"))
    secretary.go(paths("entry"))
    secretary.press("Trình duyệt nội bộ")
    assert "Duyệt và gửi thẩm định" not in secretary.text
    chief.go(PATHS["entry"])
    chief.press("Duyệt và gửi thẩm định")
    look(head, "cycle-queue", paths("cycle"))
    page = head.go(f"{PATHS['entry']}/tham-dinh")
    for number in range(len(PILLARS)):
        if number == 0:
            page.locator("input[name^=points-]").first.fill("0,50")
            page.locator("input[name^=points-]").first.press("Tab")
            assert "cần lý do" in head.text
            head.press("Lưu và sang P2")
            assert "1.1: Điểm khác điểm tự chấm thì cần lý do" in head.text
            assert page.locator("input[name^=points-]").first.input_value() == "0,50"
            page.locator("textarea[name^=words-]").first.fill("TEST: thiếu văn bản thứ hai")
            look(head, "appraisal")
        head.press("Lưu" if number + 1 == len(PILLARS) else f"Lưu và sang P{number + 2}")
    head.go(PATHS["entry"])
    head.press("Thẩm định xong")
    look(chief, "entry-result", PATHS["entry"])
    look(chief, "points", f"{PATHS['entry']}/diem")
    page = chief.go(f"{PATHS['entry']}/kien-nghi")
    page.locator("textarea[name^=appeal-]").first.fill("TEST: văn bản ở trang 3 của tệp đã gửi")
    look(chief, "appeal")
    chief.press("Gửi kiến nghị")
    page = head.go(f"{PATHS['entry']}/tra-loi")
    head.press("Gửi trả lời")
    page.locator("input[name^=points-]").first.fill("0,80")
    page.locator("textarea[name^=words-]").first.fill("TEST: chấp nhận một phần")
    look(head, "answer")
    head.press("Gửi trả lời")
    assert "0,50 → 0,80" in chief.go(PATHS["entry"]).inner_text("main")


def test_results_of_earlier_years_need_a_source_and_two_people(visit):
    officer, head = Person(visit, "sovhttdl"), Person(visit, "lanhdaoso")
    page = officer.go(f"{ROOM}/nam-truoc")
    page.select_option("#organisation", label="Báo và phát thanh, truyền hình Lam Giang")
    page.fill("#name", "TEST Báo Lam Giang")
    page.fill("#year", "2025")
    page.select_option("#bloc", "local-newspaper")
    page.fill("#total", "60,5")
    officer.press("Gửi người thứ hai xác nhận")
    assert "Cần nguồn" in officer.text and page.input_value("#total") == "60,5"
    page.fill("#decision", "TEST/QĐ")
    officer.press("Gửi người thứ hai xác nhận")
    assert "Chờ xác nhận" in officer.text and "Đúng như nguồn" not in officer.text
    look(head, "earlier-years", f"{ROOM}/nam-truoc")
    head.press("Đúng như nguồn, xác nhận")
    assert "Đã xác nhận" in head.text
    table = "Cơ quan,Năm,Khối,Tổng điểm,Quyết định\nTạp chí Văn nghệ Lam Giang,2025,magazine,\"40,25\",TEST2/QĐ\n"
    page = officer.go(f"{ROOM}/nam-truoc")
    page.set_input_files("#table", {"name": "a.csv", "mimeType": "text/csv", "buffer": table.encode()})
    officer.press("Xem trước")
    look(officer, "earlier-years-preview")
    officer.press("Nhập 1 kết quả")
    assert "Tạp chí Văn nghệ Lam Giang · 2025" in officer.text


def test_publication_certificate_and_history(visit, house):
    head, chief = Person(visit, "lanhdaoso"), Person(visit, "tongbientap")
    page = head.go(paths("cycle"))
    page.fill("#decision", "TEST/QĐ-SVHTTDL")
    head.press("Công bố kết quả")
    assert "TEST/QĐ-SVHTTDL" in head.text and "nguyên vẹn" in head.text
    look(head, "published")
    look(chief, "certificate", f"{paths('entry')}/giay-chung-nhan")
    answer = chief.page.context.request.get(f"{house.address}{PATHS['entry']}/giay-chung-nhan.pdf", timeout=60_000)
    assert answer.ok and answer.body().startswith(b"%PDF"), answer.status
    (eyes.SHOTS / "maturity-certificate.pdf").write_bytes(answer.body())
    page = chief.go(paths("cycle"))
    page.locator("#maturity-ranking a").first.click()
    page.wait_for_load_state()
    assert "nhập từ nguồn" in chief.text and "60,50" in chief.text and "TEST/QĐ" in chief.text
    assert re.search(r"Tăng \d+,\d\d điểm từ 2025 đến \d{4}", chief.text)
    look(chief, "history")
    look(chief, "entry-published", PATHS["entry"])
