"""Looks at pages as people do: at two widths, in light and dark, with axe, with a scale and a ruler."""

import dataclasses
import json
import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent.parent
SHOTS = ROOT / "var" / "shots"
CHROMIUM = os.environ.get("HOITU_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"phone": (360, 780), "desk": (1280, 860)}
THEMES = ["light", "dark"]

# Counted by the browser itself: what moved, and when the largest thing was drawn.
OBSERVE = """
window.__shift = 0; window.__largest = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.__shift += e.value; })
  .observe({ type: "layout-shift", buffered: true });
new PerformanceObserver(list => { for (const e of list.getEntries()) window.__largest = e.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclasses.dataclass
class Weight:
    """Bytes over the wire, as the browser counted them, by kind of resource."""

    by_kind: dict
    requests: int

    @property
    def before_images(self) -> int:
        return sum(size for kind, size in self.by_kind.items() if kind != "Image")


def open_context(browser: Browser, width: str, theme: str, **options):
    """A fresh visitor: nothing in the cache, nothing signed in."""
    size = WIDTHS[width]
    is_phone = width == "phone"
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=theme,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        has_touch=is_phone,
        is_mobile=is_phone,
        device_scale_factor=2 if is_phone else 1,
        **options,
    )
    context.add_init_script(OBSERVE)
    return context


def wait_until(page: Page, holds: str, seconds: float = 15) -> None:
    """Until an expression holds in the page. Playwright's own waiting evaluates in the page, which its policy forbids."""
    for _ in range(int(seconds * 20)):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"did not come true in {seconds} s: {holds}")


def shoot(page: Page, name: str, width: str, theme: str, whole: bool = True) -> Path:
    """A picture of the page in var/shots, to be looked at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / f"{name}-{width}-{theme}.png"
    if whole:
        # Pictures far below come when one nears them.
        page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(image => { image.loading = 'eager'; })")
        wait_until(page, "[...document.images].every(image => image.complete) && document.fonts.status === 'loaded'")
    page.screenshot(path=str(path), full_page=whole)
    return path


def violations(page: Page, least: tuple = ("serious", "critical")) -> list:
    """What axe finds against WCAG 2.2 A and AA, from this impact on; each with the first places."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    return [
        f"{found['impact']} {found['id']}: {found['help']} at {[node['target'] for node in found['nodes'][:4]]} "
        f"({found['nodes'][0].get('failureSummary', '')[:300]})"
        for found in results.response["violations"]
        if found["impact"] in least
    ]


def shift(page: Page) -> float:
    """How much moved after it was drawn (Cumulative Layout Shift)."""
    return page.evaluate("window.__shift")


def largest_paint(page: Page) -> float:
    """When the largest thing was drawn, in milliseconds (Largest Contentful Paint)."""
    return page.evaluate("window.__largest")


def overflow(page: Page) -> list:
    """What sticks out at the right, so that the page would have to be pushed sideways."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map(e => e.tagName + "." + e.className);
        }"""
    )


def leaked_markup(page: Page) -> list:
    """Tags that a person reads as text: markup that was escaped by mistake."""
    return page.evaluate(r"document.body.innerText.match(/<\/?(a|b|div|li|p|section|span|time|ul)\b[^\n]{0,40}/g) ?? []")


def small_targets(page: Page, least: int = 24) -> list:
    """Links and buttons smaller than WCAG 2.2 SC 2.5.8 wants, apart from those within a line of text."""
    return page.evaluate(
        """least => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
        .filter(e => {
          if (e.closest(".visually-hidden, [hidden], .skip") || !e.checkVisibility({ visibilityProperty: true })) return false;
          const own = e.getBoundingClientRect();
          const label = e.labels?.[0]?.getBoundingClientRect();
          const height = Math.max(own.height, label?.height ?? 0), width = Math.max(own.width, label?.width ?? 0);
          if (getComputedStyle(e).opacity === "0" || own.width === 0) return false;
          const inText = getComputedStyle(e).display === "inline" && e.closest("p, li, td, th, dd, figcaption, h1, h2, h3");
          return !inText && (height < least || width < least);
        }).map(e => e.outerHTML.slice(0, 90))""",
        least,
    )


def weigh(page: Page, address: str) -> Weight:
    """Loads the page with an empty cache and adds up what came."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    kinds, sizes = {}, {}
    session.on("Network.responseReceived", lambda e: kinds.__setitem__(e["requestId"], e["type"]))
    session.on("Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], e["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    session.detach()
    by_kind = {}
    for request, size in sizes.items():
        kind = kinds.get(request, "Other")
        by_kind[kind] = by_kind.get(kind, 0) + size
    return Weight(by_kind, len(sizes))


def note(name: str, values: dict) -> None:
    """Measured figures beside the pictures, for whoever writes about them."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    path = SHOTS / "figures.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    known[name] = values
    path.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
