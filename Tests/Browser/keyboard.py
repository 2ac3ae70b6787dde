"""Goes through pages with the keyboard alone, and fails where one cannot get somewhere or does not see where one is."""

from playwright.sync_api import Page

# What a screen reader would call it, near enough for finding it.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e);
  const label = e.labels?.[0]?.innerText ?? "";
  const isSeen = style.outlineStyle !== "none" || style.boxShadow !== "none" || e.matches("[contenteditable], input, textarea, select");
  const box = e.getBoundingClientRect();
  return { tag: e.tagName, id: e.id, name: e.getAttribute("name") ?? "",
    words: [e.getAttribute("aria-label"), label, e.innerText, e.title, e.placeholder].filter(Boolean).join(" ").replace(/\\s+/g, " ").trim(),
    isSeen, isInside: box.right > 0 && box.left < innerWidth };
}"""


def reach(page: Page, words: str, key: str = "Tab", most: int = 150, exact: bool = False):
    """Presses Tab until what is called so has the focus."""
    seen = []
    for _ in range(most):
        page.keyboard.press(key)
        told = page.evaluate(FOCUSED)
        if not told:
            continue
        if told["words"] == words or (not exact and (words in told["words"] or words == told["id"] or words == told["name"])):
            assert told["isSeen"], f"one does not see that {words!r} has the focus"
            assert told["isInside"], f"{words!r} has the focus outside of the window"
            return told
        seen.append(told["words"][:40] or told["tag"])
    raise AssertionError(f"{words!r} cannot be reached by {key}; passed {seen[-60:]}")


def press(page: Page, words: str, key: str = "Enter", **options):
    """Goes there and presses it."""
    reach(page, words, **options)
    page.keyboard.press(key)


def press_and_go(page: Page, words: str, **options):
    """The same, where another page follows."""
    reach(page, words, **options)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def choose(page: Page, words: str, typed: str):
    """Chooses in a list by typing what the choice begins with."""
    reach(page, words)
    page.keyboard.type(typed)
