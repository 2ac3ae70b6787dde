"""What is typed is never lost: before the editor has come, without a network, and while leaving in the middle of a save."""

import time

TITLE = "Nước về bản Phiêng Luông"


def new_item(visit, login="phongvien"):
    page = visit("/lam-viec", login=login)
    page.get_by_role("button", name="Viết bài").or_(page.get_by_role("link", name="Viết bài")).first.click()
    page.wait_for_selector("#body[contenteditable=true]")
    return page


def wait_until_saved(page, words):
    """Until the server itself has these words, whatever the page says."""
    end = time.monotonic() + 15
    while words not in page.context.request.get(page.url).text():
        assert time.monotonic() < end, f"{words!r} did not reach the server"
        page.evaluate("0")


def wait_for(page, held):
    """Until a request is being held; looks at the page so that its requests come in at all."""
    end = time.monotonic() + 15
    while not held:
        assert time.monotonic() < end, "nothing was asked for"
        page.evaluate("0")


def test_typed_before_the_editor_has_come(visit):
    address = new_item(visit).url
    page = visit("/lam-viec", login="phongvien")
    held = []
    page.route("**/prose-editor*.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    field = page.locator("textarea#body")
    field.wait_for()
    page.fill("#title", TITLE)
    field.click()
    page.keyboard.type("Dòng đầu gõ khi trang còn đang mở.\n\nĐoạn sau cũng vậy, ")
    wait_for(page, held)
    for route in held:
        route.continue_()
    page.wait_for_selector("#body[contenteditable=true]")
    page.keyboard.type("và gõ tiếp.")
    assert [line.inner_text() for line in page.locator("#body p").all()] == [
        "Dòng đầu gõ khi trang còn đang mở.", "Đoạn sau cũng vậy, và gõ tiếp."]
    wait_until_saved(page, "và gõ tiếp.")
    wait_until_saved(page, TITLE)
    assert not page.complaints, page.complaints


def test_changed_before_the_editor_has_come(visit):
    """Only what was changed in the plain field becomes plain; the rest keeps its bold."""
    page = new_item(visit)
    page.click("#body")
    page.keyboard.press("Control+b")
    page.keyboard.type("Đậm")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.type("Dòng này chữ thường")
    wait_until_saved(page, "Dòng này chữ thường")
    held = []
    page.route("**/prose-editor*.js", lambda route: held.append(route))
    page.goto(page.url, wait_until="commit")
    field = page.locator("textarea#body")
    field.wait_for()
    field.fill("Đậm\n\nDòng này chữ thường hơn")
    wait_for(page, held)
    for route in held:
        route.continue_()
    page.locator("#body p", has_text="Dòng này chữ thường hơn").wait_for()
    assert page.locator("#body strong").inner_text() == "Đậm"
    assert page.locator("#body p").count() == 2


def test_what_is_typed_survives_a_closed_window(visit):
    page = new_item(visit)
    page.click("#body")
    page.context.set_offline(True)
    page.keyboard.type("Câu này gõ lúc mất mạng.")
    page.locator("#editor-status[data-state=offline]").wait_for(timeout=15_000)
    address = page.url
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    again.locator("#body", has_text="Câu này gõ lúc mất mạng.").wait_for(timeout=15_000)
    wait_until_saved(again, "Câu này gõ lúc mất mạng.")


def test_a_page_made_before_the_save_that_was_on_its_way(visit):
    """The network is back and the page is opened again at once: the answer to the save comes after the page was made."""
    page = new_item(visit)
    page.click("#body")
    address = page.url

    made_before = page.context.request.get(address)
    page.keyboard.type("Câu này đến sau khi trang đã dựng.")
    wait_until_saved(page, "đến sau khi trang đã dựng.")
    page.locator("#editor-status[data-state=saved]").wait_for()
    page.route(address, lambda route: route.fulfill(response=made_before), times=1)
    page.goto(address)
    page.locator("#body", has_text="Câu này đến sau khi trang đã dựng.").wait_for(timeout=15_000)
