"""The rooms of the programme as people see them first; the pictures are the handbook's (HOITU_HANDBOOK=1 writes them)."""

import pytest
from test_paths import WIDTHS, look

BOARD = "/lam-viec/ke-hoach-tinh/bang-chi-tieu"
ROOMS = [
    ("ke-hoach-tinh", "/lam-viec/ke-hoach-tinh", "sovhttdl", "tỉnh Lam Giang"),
    ("chi-tieu", BOARD, "sovhttdl", None),
    ("mot-chi-tieu", BOARD, "sovhttdl", "Cán bộ phụ trách thông tin cơ sở"),
    ("nhiem-vu", "/lam-viec/nhiem-vu", "sovhttdl", None),
    ("truong-thanh", "/lam-viec/truong-thanh", "sovhttdl", None),
    ("bao-cao", "/lam-viec/bao-cao", "tongbientap", None),
    ("so-bo", "/lam-viec/so-bo", "sovhttdl", None),
]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name, path, login, link", ROOMS)
def test_room(visit, name, path, login, link, width):
    page = visit(path, width, login=login)
    if link:
        with page.expect_navigation():
            page.locator("main a", has_text=link).first.click()
    look(page, name, 1, width)
    assert not page.complaints, page.complaints


def test_a_plan_opens_with_how_it_goes(visit):
    """One page: figures with their parts, who is late, where the agencies stand, what is to be reported."""
    page = visit("/lam-viec/ke-hoach-tinh", login="sovhttdl")
    with page.expect_navigation():
        page.locator("main a", has_text="tỉnh Lam Giang").first.click()
    figures = page.locator("#kpis")
    assert "72,2% (13/18)" in figures.inner_text() and "dự báo" in figures.inner_text()
    late = page.locator("section[aria-labelledby=standing-late]")
    assert "Tạp chí Văn nghệ Lam Giang" in late.inner_text() and late.locator("li").count() > 0
    assert page.locator("#standing-agencies tbody tr").count() == 2
    reports = page.locator("#standing-report-lines")
    with page.expect_navigation():
        reports.get_by_role("button", name="Lập báo cáo").first.click()
    assert "/lam-viec/bao-cao/" in page.url and "Lam Giang" in page.locator("h1").inner_text()
    assert not page.complaints, page.complaints
