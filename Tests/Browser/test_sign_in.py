"""The doors: signing in, what a wrong password is told, the first password, the second factor of those who must have one."""

import itertools
import time

import browser as eyes

LOOKS = list(itertools.product(eyes.WIDTHS, eyes.THEMES))
# Long enough for those without a second factor, and of no word that is on the pages.
NEW_PASSWORD = "Một con vịt xòe ra 2 cánh!"


def look(page, name, width, theme):
    eyes.shoot(page, name, width, theme)
    assert not eyes.overflow(page), (name, width, eyes.overflow(page))
    assert not eyes.leaked_markup(page), name
    assert not eyes.violations(page), (name, width, theme)


def look_at_all(page, name):
    """The page as it stands, at every width and in every theme, for pages one cannot simply open again."""
    for width, theme in LOOKS:
        page.set_viewport_size({"width": eyes.WIDTHS[width][0], "height": eyes.WIDTHS[width][1]})
        page.emulate_media(color_scheme=theme)
        look(page, name, width, theme)


def test_sign_in(visit):
    for width, theme in LOOKS:
        page = visit("/dang-nhap", width, theme)
        assert page.answer.status == 200
        assert not page.complaints, page.complaints
        look(page, "sign-in", width, theme)
        page.fill("#login", f"khong-co-{theme}-{width}")
        page.fill("#password", "sai rồi")
        page.click("main button[type=submit]")
        assert page.locator("main [role=alert]").inner_text()
        look(page, "sign-in-refused", width, theme)


def test_first_password_and_second_factor(visit):
    """A new administrator: the password from the colleague, one's own, then the second factor, each by the real forms."""
    login = f"moi.{int(time.time())}"
    admin = visit("/lam-viec/tai-khoan/moi", login="quantri")
    look_at_all(admin, "new-account")
    admin.fill("#name", "Hứa Văn Mới")
    admin.fill("#login", login)
    admin.select_option("#role", "administrator")
    admin.click("main button[type=submit]")
    admin.locator("main dd code").nth(1).wait_for()
    look_at_all(admin, "one-time-password")
    password = admin.locator("main dd code").nth(1).inner_text()

    page = visit("/dang-nhap")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("main button[type=submit]")
    page.wait_for_url("**/tai-khoan/mat-khau*")
    look_at_all(page, "first-password")
    page.fill("#current", password)
    page.fill("#password", "ngắn")
    page.fill("#again", "khác")
    page.click("main button[type=submit]")
    page.locator(".field__error").first.wait_for()
    look_at_all(page, "first-password-refused")

    page.fill("#current", password)
    page.fill("#password", NEW_PASSWORD)
    page.fill("#again", NEW_PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/tai-khoan/hai-lop*")
    look_at_all(page, "second-factor")
