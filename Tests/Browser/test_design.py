"""The living page and the sample pages: every component, in light and dark, on a phone and at a desk."""

import itertools

import browser as eyes
import pytest

SAMPLES = {
    "design": "/lam-viec/thiet-ke",
    "sample-home": "/lam-viec/thiet-ke/trang-dau",
    "sample-story": "/lam-viec/thiet-ke/bai",
    "sample-section": "/lam-viec/thiet-ke/danh-sach",
    "sample-sign-in": "/lam-viec/thiet-ke/dang-nhap",
    "sample-board": "/lam-viec/thiet-ke/bang-ngay",
}
LOOKS = list(itertools.product(SAMPLES, eyes.WIDTHS, eyes.THEMES))


def check(page, name, width, theme):
    """What every page must hold, on any device."""
    eyes.shoot(page, name, width, theme)
    assert page.answer.status == 200
    assert not page.complaints, page.complaints
    assert not eyes.overflow(page)
    assert not eyes.leaked_markup(page)
    assert eyes.shift(page) < 0.02
    assert not eyes.violations(page, ("moderate", "serious", "critical"))


@pytest.mark.parametrize("name,width,theme", LOOKS)
def test_sample(visit, name, width, theme):
    check(visit(SAMPLES[name], width, theme, login="bientap"), name, width, theme)


def test_palette_goes_anywhere_without_diacritics(visit):
    page = visit("/lam-viec/thiet-ke", login="bientap")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+k")
    page.keyboard.type("dang xuat")
    assert page.locator(".palette__item").first.inner_text().startswith("Đăng xuất")
    assert not eyes.violations(page)
    page.keyboard.press("Escape")
    assert page.locator(".palette").is_hidden()


def test_lists_are_walked_and_filtered_by_keys(visit):
    page = visit("/lam-viec/thiet-ke", login="bientap")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") == "Đường lên bản Khuổi Ổi thông xe"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.type("khuoi oi")
    assert page.locator("#m-table tbody tr:visible").count() == 1
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.locator("#keys-sheet").is_visible()


def test_theme_and_text_size_stay(visit):
    page = visit("/lam-viec/thiet-ke", login="bientap")
    page.click(".rail__person")
    page.locator("#person-menu").get_by_text("Tối", exact=True).click()
    page.locator("#person-menu").get_by_text("Rất lớn", exact=True).click()
    page.reload(wait_until="networkidle")
    assert page.evaluate("[document.documentElement.dataset.theme, document.documentElement.dataset.text]") == [
        "dark",
        "larger",
    ]
    assert not eyes.overflow(page)


def test_panel_and_rooms_are_sheets_on_a_phone(visit):
    page = visit("/lam-viec/thiet-ke/bang-ngay", "phone", login="bientap")
    assert page.locator("#panel").is_hidden()
    page.locator(".page-head .panel-button").tap()
    assert page.locator("#panel").is_visible()
    assert not eyes.violations(page)
    page.locator(".panel__close").tap()
    page.locator(".bar button").tap()
    assert page.locator("#rooms-menu").is_visible()


def test_pages_work_without_scripts(visit):
    page = visit("/lam-viec/thiet-ke", login="bientap", java_script_enabled=False)
    assert page.locator("h1").inner_text() == "Hệ thiết kế"
    page.click(".rail__person")
    page.locator("#person-menu button[value=en]").click()
    assert page.locator("html").get_attribute("lang") == "en"
