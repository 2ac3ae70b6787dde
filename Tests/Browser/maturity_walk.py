"""A made-up set of criteria and the hands that walk a cycle of the maturity index."""

from datetime import date, timedelta

import browser as eyes

ROOM = "/lam-viec/truong-thanh"
# Code, hundredths of points, criteria: the pillars are the decision's, everything below them is made up for this test.
PILLARS = [("P1", 1800, 8), ("P2", 2400, 10), ("P3", 2000, 9), ("P4", 2300, 9), ("P5", 1500, 7)]


def day(offset: int) -> str:
    return (date.today() + timedelta(days=offset)).isoformat()


def points(hundredths: int) -> str:
    return f"{hundredths // 100},{hundredths % 100:02d}"


def maxima(pillar: int) -> list:
    """Of the criteria of a pillar, in hundredths; they sum to the pillar."""
    _, whole, count = PILLARS[pillar]
    each = whole // count
    return [whole - each * (count - 1)] + [each] * (count - 1)


def criteria() -> bytes:
    """43 rows in ten components, each marked as made up."""
    lines = ["Mã,Chỉ số thành phần,Tiêu chí,Điểm tối đa,Minh chứng,Cách chấm,Khối,Trụ cột"]
    for number, (code, _, count) in enumerate(PILLARS):
        for place, most in enumerate(maxima(number), 1):
            component = number * 2 + (1 if place <= count // 2 else 2)
            lines.append(
                f'{number + 1}.{place},"TEST chỉ số thành phần {component}",'
                f'"TEST tiêu chí {number + 1}.{place}: quy trình đã ban hành và thực hiện đều trong năm",'
                f'"{points(most)}","TEST văn bản ban hành","TEST đủ văn bản: điểm tối đa",,{code}'
            )
    return "\n".join(lines).encode()


class Person:
    """Somebody at a desk of their own; everything goes through the interface."""

    def __init__(self, visit, login: str):
        self.page = visit(ROOM, login=login)

    def go(self, path: str):
        self.page.goto(self.page.url.split("/lam-viec")[0] + path)
        return self.page

    def press(self, name: str, exact: bool = True):
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()
        return self.page

    @property
    def path(self) -> str:
        return "/lam-viec" + self.page.url.split("/lam-viec")[1].split("?")[0].split("#")[0]

    @property
    def text(self) -> str:
        return self.page.inner_text("main")


def look(person: Person, name: str, path: str = None) -> None:
    """At both widths, once in the light and once in the dark: nothing sticks out, axe finds nothing, no tag is read as text."""
    page = person.go(path) if path else person.page
    for width, theme in [("desk", "light"), ("phone", "dark")]:
        page.set_viewport_size(dict(zip(("width", "height"), eyes.WIDTHS[width])))
        page.emulate_media(color_scheme=theme)
        eyes.shoot(page, f"maturity-{name}", width, theme)
        assert not eyes.overflow(page), (name, width, eyes.overflow(page))
        assert not eyes.violations(page), (name, width, theme, eyes.violations(page))
        assert not eyes.leaked_markup(page), (name, eyes.leaked_markup(page))
    # A refused form and a page that is not there are answers, which browsers write down as errors.
    complaints = [line for line in page.complaints if "responded with a status of 4" not in line]
    assert not complaints, (name, complaints)
    page.set_viewport_size(dict(zip(("width", "height"), eyes.WIDTHS["desk"])))
    page.emulate_media(color_scheme="light")
