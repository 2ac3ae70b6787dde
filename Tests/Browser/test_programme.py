"""The programme of the province, as the department, an agency and a citizen see it."""

import itertools
import json
import re
import urllib.request

import browser as eyes
import pytest

LOOKS = list(itertools.product(eyes.WIDTHS, eyes.THEMES))
DEPARTMENT = [
    ("plans", "/lam-viec/ke-hoach-tinh"),
    ("dashboard", "/lam-viec/ke-hoach-tinh/bang-chi-tieu"),
    ("tasks", "/lam-viec/nhiem-vu"),
    ("tasks-board", "/lam-viec/nhiem-vu/bang"),
    ("tasks-timeline", "/lam-viec/nhiem-vu/thoi-gian"),
    ("tasks-duties", "/lam-viec/nhiem-vu/don-vi"),
    ("maturity", "/lam-viec/truong-thanh"),
    ("reports", "/lam-viec/bao-cao"),
    ("registers", "/lam-viec/so-bo"),
]
PLAN_TABS = ["", "?xem=chi-tieu", "?xem=nhiem-vu", "?xem=phu-luc", "?xem=can-cu", "?xem=han", "?xem=phien-ban"]


def look(visit, name, path, login=None):
    for width, theme in LOOKS:
        page = visit(path, width, theme, login=login)
        assert page.answer.status == 200, (path, page.answer.status)
        eyes.shoot(page, f"programme-{name}", width, theme)
        assert not page.complaints, page.complaints
        assert not eyes.overflow(page), (name, width, eyes.overflow(page))
        assert not eyes.leaked_markup(page), (name, eyes.leaked_markup(page))
        assert not eyes.violations(page), (name, width, theme, eyes.violations(page))


def plan_path(visit, words):
    page = visit("/lam-viec/ke-hoach-tinh", login="sovhttdl")
    return page.locator("main td a, main th a", has_text=words).first.get_attribute("href")


@pytest.mark.parametrize("name,path", DEPARTMENT)
def test_rooms_of_the_department(visit, name, path):
    look(visit, name, path, login="sovhttdl")


def test_a_plan_from_every_side(visit):
    path = plan_path(visit, "Thái Bình")
    for place, tab in enumerate(PLAN_TABS):
        look(visit, f"plan-{place}", path + tab, login="sovhttdl")
    page = visit(path + "?xem=chi-tieu", login="sovhttdl")
    told = page.inner_text("main")
    # The paper contradicts itself: both stand there.
    assert "50% cơ quan báo chí" in told and "67% cơ quan báo chí" in told


def test_a_target_down_to_its_parts(visit):
    page = visit("/lam-viec/ke-hoach-tinh/bang-chi-tieu", login="sovhttdl")
    path = page.locator("#kpis th a").first.get_attribute("href")
    look(visit, "target", path, login="sovhttdl")
    told = visit(path, login="sovhttdl").inner_text("main")
    assert "Báo và phát thanh, truyền hình Lam Giang" in told and "1/2" in told
    # The magazine sees its own part and not the newspaper's.
    own = visit(path, login="vannghe").inner_text("main")
    assert "Tạp chí Văn nghệ Lam Giang" in own and "zalo.example/baolamgiang" not in own


def test_a_report_by_one_press(visit, house):
    page = visit("/lam-viec/bao-cao", login="sovhttdl")
    form = page.locator("main form", has=page.locator("select")).first
    form.locator("select").first.select_option(label="Chuyển đổi số báo chí tỉnh Lam Giang đến năm 2030")
    form.get_by_role("button", name="Lập báo cáo").click()
    page.wait_for_url(re.compile(r"/lam-viec/bao-cao/[0-9a-f-]{36}"))
    assert not eyes.violations(page), eyes.violations(page)
    for ending, start in [("van-ban.docx", b"PK"), ("van-ban.pdf", b"%PDF"), ("phu-luc.xlsx", b"PK")]:
        address = page.locator(f"main a[href$='{ending}']").first.get_attribute("href")
        answer = page.context.request.get(house.address + address, timeout=60_000)
        assert answer.ok and answer.body().startswith(start), (ending, answer.status)
    look(visit, "report", page.url.split("?")[0].removeprefix(house.address), login="sovhttdl")


def test_what_citizens_read(visit, house):
    look(visit, "public", "/tien-do")
    page = visit("/tien-do")
    path = page.locator("main a", has_text="Lam Giang").first.get_attribute("href")
    look(visit, "public-plan", path)
    page = visit(path, java_script_enabled=False)
    assert "50%" in page.inner_text("main")
    with urllib.request.urlopen(f"{house.address}{path}/du-lieu.json") as answer:
        assert b"revenue" not in answer.read()


def neighbours(house):
    """The document of this very house as three other provinces might publish it."""
    with urllib.request.urlopen(f"{house.address}/tien-do/so-lieu-chia-se.json") as answer:
        document = json.load(answer)
    document["installation"]["name"] = "Sở Văn hóa, Thể thao và Du lịch vùng bên"
    plan = document["plans"][0]
    document["plans"] = []
    for place, name in enumerate(["Tỉnh Sao Mai", "Tỉnh Vân Đài", "Thành phố Hải Lộ"]):
        other = json.loads(json.dumps(plan))
        other.update(code=f"ben-{place}", title=f"Kế hoạch chuyển đổi số báo chí {name}")
        for figure in other["figures"]:
            figure["province"] = {"code": None, "name": name, "asOf": figure["day"]}
            if figure.get("denominator"):
                figure.update(denominator=4 + place, numerator=2 + place)
        other["figures"][-1]["population"]["filter"] = "two-press-types"
        document["plans"].append(other)
    return json.dumps(document).encode()


def test_provinces_beside_one_another(visit, house):
    peers = "/lam-viec/ke-hoach-tinh/tinh-khac"
    compared = "/lam-viec/ke-hoach-tinh/so-sanh-tinh"
    look(visit, "provinces-empty", compared, login="sovhttdl")
    look(visit, "peers-empty", peers, login="sovhttdl")
    page = visit(peers, login="sovhttdl")
    page.set_input_files("#tep", {"name": "so-lieu-chia-se.json", "mimeType": "application/json", "buffer": b"{}"})
    page.get_by_role("button", name="Xem trước tệp").click()
    page.wait_for_load_state()
    assert "Thiếu trường format" in page.inner_text("main")
    document = {"name": "so-lieu-chia-se.json", "mimeType": "application/json", "buffer": neighbours(house)}
    page.set_input_files("#tep", document)
    page.get_by_role("button", name="Xem trước tệp").click()
    page.wait_for_url(re.compile(r"/tinh-khac/[0-9a-f-]{36}$"))
    path = page.url.removeprefix(house.address)
    look(visit, "peer-preview", path, login="sovhttdl")
    page.get_by_role("button", name="Dùng số liệu này").click()
    page.wait_for_load_state()
    assert "Chờ xem trước" not in page.inner_text("main")
    look(visit, "peer", path, login="sovhttdl")
    look(visit, "peers", peers, login="sovhttdl")
    look(visit, "provinces", compared, login="sovhttdl")
    page = visit(compared, login="sovhttdl")
    unlike = page.locator("#so option", has_text="an toàn, an ninh").first.get_attribute("value")
    look(visit, "provinces-unlike", f"{compared}?so={unlike}&nam=2025", login="sovhttdl")
    told = visit(f"{compared}?so={unlike}&nam=2025", login="sovhttdl").inner_text("#unfit")
    # One file brought three provinces, which can be compared among themselves.
    assert "mới có một nơi" not in visit(f"{compared}?so={unlike}&nam=2025", login="sovhttdl").inner_text("main")
    assert "Đối tượng khác" in told and "có từ hai loại hình báo chí" in told
    page = visit(compared, login="sovhttdl", java_script_enabled=False)
    told = page.inner_text("main")
    assert "Tỉnh Sao Mai" in told and "tỉnh mình" in told and "Cao nhất" in told
    page.get_by_role("link", name="Giá trị").click()
    assert page.locator("th[aria-sort=ascending]", has_text="Giá trị").count() == 1
