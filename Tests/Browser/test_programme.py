"""The programme of the province, as the department and an agency see it: every page at both widths, in light and dark, with axe."""

import itertools
import re

import browser as eyes
import pytest

LOOKS = list(itertools.product(eyes.WIDTHS, eyes.THEMES))
DEPARTMENT = [
    ("programme-plans", "/lam-viec/ke-hoach-tinh"),
    ("programme-dashboard", "/lam-viec/ke-hoach-tinh/bang-chi-tieu"),
    ("programme-tasks", "/lam-viec/nhiem-vu"),
    ("programme-maturity", "/lam-viec/truong-thanh"),
    ("programme-reports", "/lam-viec/bao-cao"),
    ("programme-registers", "/lam-viec/so-bo"),
]


def look(visit, name, path, login=None):
    for width, theme in LOOKS:
        page = visit(path, width, theme, login=login)
        assert page.answer.status == 200, (path, page.answer.status)
        eyes.shoot(page, name, width, theme)
        assert not page.complaints, page.complaints
        assert not eyes.overflow(page), (name, width, eyes.overflow(page))
        assert not eyes.leaked_markup(page), name
        assert not eyes.violations(page), (name, width, theme, eyes.violations(page))
        assert not eyes.small_targets(page), (name, width, eyes.small_targets(page))


@pytest.mark.parametrize("name,path", DEPARTMENT)
def test_rooms_of_the_department(visit, name, path):
    look(visit, name, path, login="sovhttdl")
