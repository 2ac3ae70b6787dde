"""The public site with the demo province: what readers get, how heavy it is, what moves."""

import itertools

import browser as eyes
import pytest

LOOKS = list(itertools.product(eyes.WIDTHS, eyes.THEMES))


@pytest.fixture
def addresses(visit):
    """A story, a section and the search page, found as a reader finds them: from the first page."""
    page = visit("/")
    return {
        "home": "/",
        "story": page.locator(".teaser--lead .teaser__title a").first.get_attribute("href"),
        "section": page.locator(".section-bar a").nth(1).get_attribute("href"),
        "search": "/tim-kiem?q=lam+giang",
        "missing": "/khong-co-trang-nay",
    }


@pytest.mark.parametrize("name", ["home", "story", "section", "search", "missing"])
def test_page(visit, addresses, name):
    for width, theme in LOOKS:
        page = visit(addresses[name], width, theme)
        eyes.shoot(page, name, width, theme)
        assert page.answer.status == (404 if name == "missing" else 200)
        # Chromium itself complains of a page that is not there.
        assert name == "missing" or not page.complaints, page.complaints
        assert not eyes.overflow(page)
        assert not eyes.leaked_markup(page)
        assert eyes.shift(page) < 0.02
        assert not eyes.violations(page)


def test_story_is_light(visit, addresses, house):
    page = visit("/robots.txt", "phone")
    weight = eyes.weigh(page, house.address + addresses["story"])
    eyes.note("story", {"before images": weight.before_images, "by kind": weight.by_kind, "requests": weight.requests})
    assert weight.before_images <= 60 * 1024, weight


def test_story_is_quick_on_a_slow_phone(visit, addresses, house):
    """Slow 4G of Lighthouse: 150 ms there and back, 1.6 Mbit/s, a processor four times slower."""
    page = visit("/robots.txt", "phone")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(house.address + addresses["story"], wait_until="networkidle")
    paint = eyes.largest_paint(page)
    eyes.note("story on a slow phone", {"largest paint, ms": round(paint), "shift": eyes.shift(page)})
    assert paint < 2500
    assert eyes.shift(page) < 0.02


def test_story_is_whole_without_scripts(visit, addresses):
    page = visit(addresses["story"], java_script_enabled=False)
    assert page.locator("h1.story__title").inner_text()
    assert page.locator(".story__body p").count() > 0
    assert page.locator(".imprint").inner_text()


@pytest.mark.parametrize("login", ["bientap", "quantri"])
def test_desk_rooms(visit, login):
    """Every room an editor or an administrator may enter, by the rail."""
    page = visit("/lam-viec", login=login)
    paths = page.eval_on_selector_all(".rail__rooms a", "links => links.map(link => link.getAttribute('href'))")
    assert paths
    for path, (width, theme) in itertools.product(paths, LOOKS):
        room = visit(path, width, theme, login=login)
        name = "room" + path.replace("/", "-")
        eyes.shoot(room, name, width, theme)
        assert room.answer.status == 200, path
        assert not room.complaints, (path, room.complaints)
        assert not eyes.overflow(room), (path, width, eyes.overflow(room))
        assert not eyes.leaked_markup(room), path
        assert not eyes.violations(room), (path, width, theme)


def test_search_from_the_masthead(visit):
    page = visit("/")
    page.fill("#search-box", "song lam")
    page.press("#search-box", "Enter")
    page.wait_for_load_state("networkidle")
    assert page.locator("main input[name=q]").input_value() == "song lam"
    assert page.locator("main .teaser__title").first.inner_text()
    assert page.locator("main mark").first.inner_text().lower() in ("sông", "sông lam", "lam")
