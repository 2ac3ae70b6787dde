"""The planning board: by hand, by keyboard, live in two windows, on a phone."""

import time
from datetime import date, timedelta

import browser as eyes
import pytest
from test_newsroom import until

WEEK = "/lam-viec/ke-hoach"
PAGES = {
    "planning-week": WEEK,
    "planning-day": f"{WEEK}/ngay/{date.today().isoformat()}",
    "planning-agenda": f"{WEEK}/lich",
    "planning-plans": f"{WEEK}/de-tai",
    "planning-editions": f"{WEEK}/so-bao",
    "planning-handover": f"{WEEK}/ban-giao",
    "planning-people": f"{WEEK}/nhan-su",
    "planning-templates": f"{WEEK}/mau",
    "planning-event-form": f"{WEEK}/su-kien/moi",
    "planning-mine": "/lam-viec/viec-cua-toi",
}


def days() -> list:
    """The days of a week nobody else's test has anything in."""
    monday = date.today() + timedelta(days=77 - date.today().weekday())
    return [(monday + timedelta(days=n)).isoformat() for n in range(7)]


def week() -> str:
    return f"{WEEK}?tuan={days()[0]}"


def plan(page, title: str, day: str) -> str:
    """Makes a plan and gives its title, which no earlier run has used."""
    title = f"{title} {time.time_ns() // 1_000_000 % 1_000_000}"
    page.goto(f"{page.url.split('/lam-viec')[0]}{WEEK}/de-tai/moi")
    page.fill("#title", title)
    page.fill("#day", day)
    page.click("main .form__acts button")
    page.wait_for_url("**/de-tai/*")
    return title


def titles(page, day: str) -> list:
    return page.locator(f'.plan-day[data-day="{day}"] .plan-card__title').all_inner_texts()


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_good_at_both_widths(visit, name, width):
    page = visit(PAGES[name], width, "light", login="thuky")
    assert not eyes.violations(page), eyes.violations(page)
    assert not eyes.overflow(page), eyes.overflow(page)
    assert not eyes.leaked_markup(page), eyes.leaked_markup(page)
    assert not eyes.small_targets(page), eyes.small_targets(page)
    eyes.shoot(page, name, width, "light")
    assert not page.complaints, page.complaints


def test_a_card_is_dragged_another_window_sees_it_and_it_is_undone(visit):
    page = visit(week(), "desk", "light", login="thuky")
    title = plan(page, "Kéo đi kéo lại", days()[1])
    page.goto(page.url.split("/lam-viec")[0] + week())
    other = visit(week(), "desk", "light", login="bientap")
    until(lambda: title in titles(other, days()[1]))
    card = page.locator(".plan-card", has_text=title)
    card.drag_to(page.locator(f'.plan-day[data-day="{days()[3]}"]'))
    until(lambda: title in titles(page, days()[3]))
    until(lambda: title in titles(other, days()[3]))
    page.locator(".toast").get_by_role("button", name="Hoàn tác").click()
    until(lambda: title in titles(page, days()[1]))
    until(lambda: title in titles(other, days()[1]))
    assert not page.complaints, page.complaints


def test_a_card_is_moved_by_keyboard_alone(visit):
    page = visit(week(), "desk", "light", login="thuky")
    title = plan(page, "Chuyển bằng phím", days()[2])
    page.goto(page.url.split("/lam-viec")[0] + week())
    summary = page.locator(".plan-card", has_text=title).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    until(lambda: page.evaluate("document.activeElement.name") == "day")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    until(lambda: page.evaluate("document.activeElement.name") == "day")
    page.locator(":focus").fill(days()[5])
    page.keyboard.press("Enter")
    page.locator(f'.plan-day[data-day="{days()[5]}"] .plan-card', has_text=title).wait_for()


def test_from_a_plan_to_the_first_word_on_a_phone(visit):
    desk = visit(week(), "desk", "light", login="thuky")
    title = plan(desk, "Từ đề tài đến bài", days()[0])
    desk.get_by_role("link", name="Thêm phần việc").click()
    desk.fill("#note", "Có ảnh")
    desk.click("main .form__acts button")
    desk.wait_for_url("**/giao")
    reporter = desk.locator("#person option", has_text="Nguyễn Thị Lan").get_attribute("value")
    desk.select_option("#person", reporter)
    desk.click("main .form__acts button")
    desk.wait_for_url("**/de-tai/*")
    page = visit("/lam-viec/viec-cua-toi", "phone", "light", login="phongvien")
    line = page.locator(".list__item", has_text=title)
    line.get_by_role("button", name="Nhận việc").click()
    page.wait_for_load_state()
    page.locator(".list__item", has_text=title).get_by_role("button", name="Bắt đầu viết").click()
    page.wait_for_url("**/lam-viec/bai/*")
    desk.reload()
    assert "Đang thực hiện" in desk.inner_text("main")
