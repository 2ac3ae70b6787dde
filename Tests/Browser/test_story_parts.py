"""What readers get beside words: by keys, without scripts, on a telephone, and without telling anybody else."""

import browser as eyes
import pytest

PUBLISH = """async () => {
  const headers = { "Content-Type": "application/json", Accept: "application/json",
    "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content };
  const read = async (path) => (await fetch(path)).json();
  const list = await read("/api/v1/items?state=published&limit=4");
  const [last, other] = [list.items.at(-1), list.items[0]];
  const item = await read(`/api/v1/items/${last.id}`);
  const pictures = await read(`/api/v1/pictures?organisation=${item.organisation}&limit=3`);
  const text = (words) => ({ type: "text", text: words });
  const row = (...cells) => ({ type: "tableRow", content: cells.map((words) => ({ type: "tableCell", content: [text(words)] })) });
  const body = { type: "doc", content: [
    { type: "paragraph", content: [text("Nước rút"), { type: "footnote", attrs: { text: "Đo lúc 5 giờ." } }, text(" chậm.")] },
    { type: "table", attrs: { caption: "Mưa ngày 20/11", header: true },
      content: [row("Xã", "Mưa (mm)", "Mực nước (m)", "Hộ phải dời", "Trường nghỉ học"), row("Bảo Lâm", "120", "21,35", "14", "2")] },
    { type: "factBox", attrs: { title: "Các cấp báo động" }, content: [{ type: "paragraph", content: [text("Báo động I: 21,5 m.")] }] },
    { type: "gallery", attrs: { caption: "Dọn bùn" }, content: pictures.items.map((picture) => ({ type: "figure", attrs: {
      picture: picture.id, caption: picture.caption || "Ảnh", credit: picture.credit || "Lan", alt: picture.alt || "Cảnh" } })) },
    { type: "related", attrs: { item: other.id, title: other.title } },
    { type: "embed", attrs: { provider: "youtube", url: "https://www.youtube.com/watch?v=dQw4w9WgXcQ", caption: "Toàn cảnh" } },
  ] };
  const send = (method, path, value) => fetch(path, { method, headers, body: JSON.stringify(value) });
  const put = await send("PUT", `/api/v1/items/${last.id}/text`,
    { base: item.revision, title: item.title, summary: item.summary, body, metadata: item.metadata });
  if (!put.ok) return [put.status, await put.text()];
  const { revision } = await put.json();
  const updated = await send("POST", `/api/v1/items/${last.id}/update`, { revision, minor: true });
  return [updated.status, updated.ok ? item.path : await updated.text()];
}"""


@pytest.fixture(scope="module")
def story(house, chromium, signed_in):
    """The address of a published story with everything in it."""
    context = eyes.open_context(chromium, "desk", "light", storage_state=signed_in("thuky"))
    page = context.new_page()
    page.goto(f"{house.address}/lam-viec/bai")
    status, path = page.evaluate(PUBLISH)
    context.close()
    assert status == 200, path
    return path


@pytest.mark.parametrize("theme", eyes.THEMES)
@pytest.mark.parametrize("width", eyes.WIDTHS)
def test_the_parts_of_a_story(visit, story, width, theme):
    page = visit(story, width, theme)
    page.locator(".story__notes").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    assert not eyes.violations(page), eyes.violations(page)
    eyes.shoot(page, "story-parts", width, theme)
    assert not page.complaints, page.complaints


def test_the_pictures_of_a_gallery_open_by_keys(visit, story):
    page = visit(story, java_script_enabled=False)
    assert page.locator("iframe").count() == 0
    page.locator(".gallery__open").first.focus()
    page.keyboard.press("Enter")
    large = page.locator(".gallery__large:popover-open")
    large.wait_for()
    assert large.get_attribute("aria-label").startswith("Ảnh 1 trong")
    eyes.shoot(page, "gallery-large", "desk", "light", whole=False)
    assert not large.get_by_role("button", name="Ảnh sau").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".gallery__large:popover-open").count() == 0
    # Without scripts there is a link, and no button that does nothing.
    assert page.get_by_role("link", name="Xem trên YouTube").is_visible()
    assert not page.locator(".embed__show").is_visible()


def test_a_gallery_goes_on_by_arrows(visit, story):
    page = visit(story)
    page.locator(".gallery__open").first.click()
    large = page.locator(".gallery__large:popover-open")
    page.keyboard.press("ArrowRight")
    assert large.get_attribute("aria-label").startswith("Ảnh 2 trong")
    large.get_by_role("button", name="Ảnh trước").click()
    assert large.get_attribute("aria-label").startswith("Ảnh 1 trong")
    assert not eyes.violations(page), eyes.violations(page)
    page.keyboard.press("Escape")
    assert large.count() == 0
    assert not page.complaints, page.complaints


def test_another_site_hears_of_nobody_who_has_not_asked(visit, story):
    page = visit(story)
    asked = []
    page.context.route("**/*youtube*/**", lambda route: (asked.append(route.request.url), route.fulfill(body="<p>phim</p>", content_type="text/html")))
    page.reload(wait_until="networkidle")
    assert not asked and page.locator("iframe").count() == 0
    page.get_by_role("button", name="Hiện nội dung từ YouTube").click()
    frame = page.locator("iframe")
    frame.wait_for()
    assert frame.get_attribute("title") == "Toàn cảnh"
    page.frame_locator("iframe").get_by_text("phim").wait_for()
    assert asked == ["https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"], asked
    assert page.get_by_role("link", name="Xem trên YouTube").is_visible()
    assert not page.complaints, page.complaints


def test_a_note_leads_there_and_back(visit, story):
    page = visit(story)
    page.locator("[role=doc-noteref]").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#chu-thich-1")
    page.locator(".note__back").click()
    assert page.url.endswith("#dan-1")
