"""What an editor's browser does, through the JSON API: write, save, publish."""
import re
import time


class Refused(Exception):
    """An answer that is not the one hoped for."""

    def __init__(self, act, status, value):
        super().__init__(f"{act}: {status} {str(value)[:300]}")
        self.status = status


def document(paragraphs):
    """Plain paragraphs as the editor's document. Each keeps its ID from one save to the next, as the editor sees to."""
    return {"type": "doc", "content": [
        {"type": "paragraph", "attrs": {"id": f"p{number:07d}"}, "content": [{"type": "text", "text": text}]}
        for number, text in enumerate(paragraphs) if text]}


def ask(person, method, path, value=None, expected=(200, 201)):
    """One call; waits where the account has asked too much (429), and throws ``Refused`` at any other answer."""
    while True:
        status, said = person.json(method, path, value)
        if status != 429:
            break
        time.sleep(0.5)
    if status not in expected:
        raise Refused(f"{method} {path}", status, said)
    return said


def sections(person):
    """The open sections of the person's agency: address → ID, in the readers' order."""
    status, page, _ = person.request("GET", "/lam-viec/chuyen-muc")
    if status != 200:
        raise Refused("sections", status, page)
    found = re.findall(r'action="/lam-viec/chuyen-muc/([^"]+)".*?<span class="quiet">/([^<]+)</span>', page.decode(), re.S)
    return {slug: section for section, slug in found}


def new_item(person, title, summary, paragraphs, publish=False, section=None, bylines=("Hội Tụ",)):
    """Writes an item and, where asked, publishes it. Gives the item as the API does: id, revision, path, …"""
    section = section or next(iter(sections(person).values()))
    item = ask(person, "POST", "/api/v1/items", {
        "title": title, "summary": summary, "body": document(paragraphs),
        "metadata": {"section": section, "bylines": list(bylines)}})
    if publish:
        item = publish_item(person, item)
    return item


def publish_item(person, item):
    return ask(person, "POST", f"/api/v1/items/{item['id']}/publish", {"revision": item["revision"]})
