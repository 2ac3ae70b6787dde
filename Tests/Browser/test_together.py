"""Several people at one text: merged as they type, nothing lost with the network away or after kill -9."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import browser as eyes
import pytest
from browser import ROOT
from house import program

CASES = Path(__file__).with_name("merge-cases.json")
SAVED = "document.getElementById('editor-status').dataset.state === 'saved'"


def api(page, method, path, value=None):
    """A call as the page's own scripts make it."""
    return page.evaluate(
        """async ([method, path, value]) => {
          const answer = await fetch(path, { method, headers: { "Content-Type": "application/json", "Accept": "application/json",
            "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content }, body: value ? JSON.stringify(value) : undefined });
          return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
        }""",
        [method, path, value],
    )


def new_item(page, paragraphs):
    body = {"type": "doc", "content": [
        {"type": "paragraph", "attrs": {"id": f"p{number}"}, "content": [{"type": "text", "text": text}]}
        for number, text in enumerate(paragraphs)]}
    made = api(page, "POST", "/api/v1/items", {"title": "Cùng viết", "summary": "Nhiều người", "body": body})
    assert made["status"] == 201, made
    return made["body"]["id"]


def write(page, block, text):
    """Puts the cursor at the end of a block and types there."""
    page.locator(f"#block-{block}").click()
    page.keyboard.press("End")
    page.keyboard.type(text)


def until(page, condition, seconds=10):
    """Waits for something in the page; the policy of the page forbids Playwright's own way of it."""
    last = time.monotonic() + seconds
    while not page.evaluate(condition):
        if time.monotonic() > last:
            state = page.evaluate("document.getElementById('editor-status')?.textContent + ' · ' + document.querySelector('#editor-body')?.innerText")
            raise AssertionError(f"not within {seconds} s: {condition} · {state} · {page.complaints if hasattr(page, 'complaints') else ''}")
        page.wait_for_timeout(50)


def has(words):
    return f"document.querySelector('#editor-body .ProseMirror').innerText.includes({json.dumps(words)})"


def both(visit, paragraphs):
    """Two people with the same text open."""
    lan = visit("/lam-viec", login="phongvien")
    item = new_item(lan, paragraphs)
    lan.goto(lan.url.split("/lam-viec")[0] + f"/lam-viec/bai/{item}")
    khoi = visit(f"/lam-viec/bai/{item}", login="bientap")
    for page in (lan, khoi):
        until(page, "document.querySelectorAll('.editor-people li').length > 0")
    return item, lan, khoi


def stored(page, item):
    return json.dumps(api(page, "GET", f"/api/v1/items/{item}/text")["body"]["body"], ensure_ascii=False)


def test_the_browser_merges_as_the_server_does(visit):
    page = visit("/lam-viec", login="phongvien")
    cases = json.loads(CASES.read_text())
    wrong = page.evaluate(
        """async cases => {
          const script = [...document.querySelectorAll("script[src]")].map(one => one.src).find(one => one.includes("/assets/"));
          const { merge, canonical } = await import("/assets/js/editor-together-merge.js");
          const by = (number, at) => ({ account: `a${number}`, name: `Người ${number}`, at: new Date(at).toISOString() });
          const now = 1795000060000;
          return cases.flatMap((one, index) =>
            canonical(merge(one, by(4, now), by(3, now - 1000)).blocks) === canonical(one.merged) ? [] : [index]);
        }""",
        cases,
    )
    assert len(cases) == 80 and wrong == []


def test_different_paragraphs_merge_while_both_type(visit):
    item, lan, khoi = both(visit, ["Đoạn một.", "Đoạn hai."])
    write(lan, "p0", " Lan thêm.")
    write(khoi, "p1", " Khôi thêm.")
    for page in (lan, khoi):
        until(page, has("Lan thêm."))
        until(page, has("Khôi thêm."))
        until(page, SAVED)
    # The cursor stays where it is: what is typed next goes on there.
    lan.keyboard.type(" Nữa.")
    until(khoi, has("Lan thêm. Nữa."))
    # One's own undo takes back one's own words, not the other's.
    until(lan, SAVED)
    assert khoi.locator(".who__line").count() == 1
    assert "Lan" in khoi.locator(".who__line").inner_text() or khoi.locator(".who__name").count() == 1
    assert "Khôi thêm." in stored(lan, item)
    assert lan.complaints == [] and khoi.complaints == []


def test_the_same_paragraph_stands_side_by_side(visit):
    item, lan, khoi = both(visit, ["Nước sông lên nhanh.", "Cuối bài."])
    for page in (lan, khoi):
        page.context.set_offline(True)
    write(lan, "p0", " Mực nước 15 mét.")
    write(khoi, "p0", " Mực nước 16 mét.")
    lan.context.set_offline(False)
    until(lan, SAVED)
    khoi.context.set_offline(False)
    # Mine stays under my hands until I leave it.
    until(khoi, "document.querySelector('.who__beside') !== null", 15)
    khoi.keyboard.type(" Còn lên.")
    write(khoi, "p1", " Hết.")
    until(khoi, "document.querySelectorAll('.editor-variant').length === 2")
    until(khoi, SAVED)
    text = stored(khoi, item)
    for words in ("Mực nước 15 mét.", "Mực nước 16 mét. Còn lên.", "Hết."):
        assert words in text, text
    until(lan, has("Còn lên."))


def test_twenty_minutes_offline_then_all_is_there(visit):
    item, lan, khoi = both(visit, ["Mở bài.", "Thân bài.", "Kết bài."])
    lan.context.set_offline(True)
    for number in range(12):
        write(lan, f"p{number % 2}", f" L{number}.")
    until(lan, "document.getElementById('editor-status').dataset.state !== 'saved'")
    for number in range(6):
        write(khoi, "p2", f" K{number}.")
    until(khoi, SAVED)
    # The clock of the machine was wrong all the while.
    lan.evaluate("const real = Date.now; Date.now = () => real() - 20 * 60 * 1000")
    lan.context.set_offline(False)
    until(lan, SAVED, 20)
    until(lan, has("K5."))
    until(khoi, has("L11."))
    text = stored(khoi, item)
    assert all(f"L{number}." in text for number in range(12)) and all(f"K{number}." in text for number in range(6))


def test_two_tabs_of_one_person(visit):
    lan = visit("/lam-viec", login="phongvien")
    item = new_item(lan, ["Một.", "Hai."])
    lan.goto(lan.url.split("/lam-viec")[0] + f"/lam-viec/bai/{item}")
    other = lan.context.new_page()
    other.goto(lan.url, wait_until="networkidle")
    write(lan, "p0", " Ở tab một.")
    other.bring_to_front()
    write(other, "p1", " Ở tab hai.")
    for page in (lan, other):
        until(page, has("Ở tab một."))
        until(page, has("Ở tab hai."))


def test_a_killed_page_leaves_its_words(visit):
    lan = visit("/lam-viec", login="phongvien")
    item = new_item(lan, ["Một.", "Hai."])
    address = lan.url.split("/lam-viec")[0] + f"/lam-viec/bai/{item}"
    lan.goto(address, wait_until="networkidle")
    lan.route("**/api/v1/items/*/text", lambda route: route.abort())
    write(lan, "p0", " Chưa ai giữ.")
    time.sleep(0.6)
    khoi = visit(f"/lam-viec/bai/{item}", login="bientap")
    write(khoi, "p1", " Khôi viết.")
    until(khoi, SAVED)
    # As kill -9: nothing of the page runs any more.
    context = lan.context
    lan.close(run_before_unload=False)
    again = context.new_page()
    again.goto(address, wait_until="networkidle")
    until(again, has("Chưa ai giữ."))
    until(again, has("Khôi viết."))
    until(again, SAVED)
    text = stored(again, item)
    assert "Chưa ai giữ." in text and "Khôi viết." in text


def test_a_title_that_two_changed_is_asked_about(visit):
    item, lan, khoi = both(visit, ["Một."])
    khoi.context.set_offline(True)
    khoi.fill("#title", "Tiêu đề của Khôi")
    lan.fill("#title", "Tiêu đề của Lan")
    until(lan, SAVED)
    khoi.context.set_offline(False)
    until(khoi, "document.querySelector('.field-choice') !== null", 15)
    assert khoi.input_value("#title") == "Tiêu đề của Khôi"
    assert "Tiêu đề của Lan" in khoi.inner_text(".field-choice")
    khoi.click(".field-choice button >> nth=0")
    assert khoi.input_value("#title") == "Tiêu đề của Lan"


def test_proposals_are_accepted_one_by_one(visit):
    item, lan, khoi = both(visit, ["Giá lúa tăng mạnh."])
    khoi.click("#editor-suggest")
    write(khoi, "p0", " Nông dân vui.")
    for _ in range(5):
        khoi.keyboard.press("Backspace")
    until(khoi, SAVED)
    until(lan, "document.querySelectorAll('#editor-body ins').length > 0")
    khoi.keyboard.press("Home")
    # Scripts hear of the caret's move a moment after it: a hand is never so quick.
    khoi.wait_for_timeout(100)
    for _ in range(3):
        khoi.keyboard.press("Delete")
    until(lan, "document.querySelector('#editor-body del')?.textContent.trim() === 'Giá'")
    lan.click(".suggest-open summary")
    lan.click(".suggest-open > .form__acts button >> nth=0")
    until(lan, SAVED)
    text = stored(lan, item)
    assert "lúa tăng mạnh. Nông dân" in text and "Giá" not in text and "suggestion" not in text


def test_comments_reach_the_other_at_once(visit):
    item, lan, khoi = both(visit, ["Cầu dài 300 mét."])
    khoi.fill("#editor-comments textarea", "@Lan con số này lấy ở đâu?")
    khoi.click("#editor-comments button[type=submit]")
    until(lan, "document.getElementById('editor-comments').innerText.includes('lấy ở đâu')")
    lan.click("#editor-comments .comment-thread > button:last-child")
    until(khoi, "document.querySelectorAll('.comment-thread.is-resolved').length === 1")


def test_a_killed_browser_gives_its_words_back(house, chromium, signed_in, tmp_path, visit):
    """kill -9 of the whole browser while the network is away: what was typed is in the journal on the disk."""
    lan = visit("/lam-viec", login="phongvien")
    item = new_item(lan, ["Một.", "Hai."])
    address = f"{house.address}/lam-viec/bai/{item}"

    def browser():
        context = chromium.browser_type.launch_persistent_context(
            tmp_path, executable_path=eyes.CHROMIUM, args=eyes.ARGUMENTS, locale="vi-VN")
        context.add_cookies(signed_in("phongvien")["cookies"])
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        return page

    page = browser()
    page.route("**/api/v1/items/*/text", lambda route: route.abort())
    write(page, "p0", " Gõ trước khi máy tắt.")
    page.wait_for_timeout(700)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if str(tmp_path).encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue
    again = browser()
    until(again, has("Gõ trước khi máy tắt."))
    until(again, SAVED)
    assert "Gõ trước khi máy tắt." in stored(again, item)
    again.context.close()


def test_a_killed_server_costs_nothing(house, visit):
    if not hasattr(house, "process"):
        pytest.skip("the instance is somebody else's")
    item, lan, khoi = both(visit, ["Một.", "Hai."])
    write(lan, "p0", " Trước.")
    until(lan, SAVED)
    write(lan, "p0", " Trong khi")
    house.process.kill()
    house.process.wait()
    write(lan, "p0", " máy chủ chết.")
    write(khoi, "p1", " Khôi vẫn gõ.")
    until(lan, "document.getElementById('editor-status').dataset.state === 'offline'")
    house.process = subprocess.Popen(
        [program(), "serve"], env=house.environment, cwd=ROOT, stdout=house.log, stderr=house.log)
    for page in (lan, khoi):
        until(page, SAVED, 60)
        until(page, has("Trước. Trong khi máy chủ chết."), 30)
        until(page, has("Khôi vẫn gõ."), 30)
