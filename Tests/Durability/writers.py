"""Editors at work, and a book of everything the program has acknowledged to them."""
import http.client
import random
import threading

import desk

EDITORS = ("bientap", "thuky", "tongbientap", "bientap")
#: Answers that say "not now, nothing was kept": too many, and the database is away.
NOT_NOW = (429, 503)


class Story:
    """One item, and what its writer was told of it."""

    def __init__(self, item, mark):
        self.id = item["id"]
        self.revision = item["revision"]
        self.saved = {item["revision"]: mark}  # acknowledged: revision → mark
        self.path = None  # acknowledged as published


class Book:
    """What was acknowledged. Written to by all writers."""

    def __init__(self):
        self.lock = threading.Lock()
        self.stories = []
        self.writes = 0
        self.publishes = 0
        self.faults = []

    def fault(self, text):
        with self.lock:
            self.faults.append(text)


class Writer(threading.Thread):
    """Autosaves one item after the other under marks of its own, publishes some, until the line goes dead."""

    def __init__(self, number, person, section, book, stop):
        super().__init__(daemon=True)
        self.number = number
        self.person = person
        self.section = section
        self.book = book
        self.stop = stop
        self.count = 0
        self.cycle = 0
        self.story = None
        self.pending = None
        self.random = random.Random(number)

    def mark(self):
        self.count += 1
        return f"Dấu w{self.cycle}x{self.number}x{self.count}z"

    def body(self, mark, title=None):
        # Long enough that texts are kept as differences, with the mark in the middle of one.
        paragraphs = [f"Đoạn {part} của một bài đang viết dở, giữ nguyên từ lần lưu trước." for part in range(12)]
        paragraphs[5] = f"{mark} nằm giữa bài, lần lưu thứ {self.count}."
        return {"title": title or mark, "summary": f"Sapo {mark}", "body": desk.document(paragraphs)}

    def run(self):
        try:
            if self.pending:
                self.again()
            while not self.stop.is_set():
                self.step()
        except (OSError, http.client.HTTPException, ValueError):
            pass  # The program was killed, as it should be.

    def step(self):
        if self.story is None:
            return self.create()
        count = len(self.story.saved)
        if count > 2 and (self.random.random() < 0.2 or count > 12):
            self.publish()
        else:
            self.save(self.mark(), self.story.revision)

    def create(self):
        mark = self.mark()
        status, said = self.call("POST", "/api/v1/items", {
            **self.body(mark), "metadata": {"section": self.section, "bylines": ["Hội Tụ"]}}, (201,))
        if status == 201:
            self.story = Story(said, mark)
            with self.book.lock:
                self.book.stories.append(self.story)
                self.book.writes += 1

    def save(self, mark, base):
        story = self.story
        self.pending = ("save", mark, base)
        status, said = self.call("PUT", f"/api/v1/items/{story.id}/text", {**self.body(mark), "base": base}, (200,))
        if status == 200:
            self.pending = None
            with self.book.lock:
                story.saved[said["revision"]] = mark
                story.revision = said["revision"]
                self.book.writes += 1

    def publish(self):
        story = self.story
        self.pending = ("publish",)
        status, said = self.call(
            "POST", f"/api/v1/items/{story.id}/publish", {"revision": story.revision}, (200, 409))
        if status == 200:
            self.acknowledged(story, said)
        elif status == 409:
            # Sent twice because the first answer was lost on the way: it must be public already.
            status, said = self.call("GET", f"/api/v1/items/{story.id}", None, (200,))
            if status == 200 and said["state"] == "published":
                self.acknowledged(story, said)
            elif status == 200:
                self.book.fault(f"item {story.id} is {said['state']}, and publishing it was a conflict")

    def acknowledged(self, story, said):
        with self.book.lock:
            story.path = said["path"]
            self.book.writes += 1
            self.book.publishes += 1
        self.pending = None
        self.story = None

    def again(self):
        """What a browser does when the answer never came: it sends the same once more."""
        if self.pending[0] == "save":
            self.save(self.pending[1], self.pending[2])
        else:
            self.publish()

    def call(self, method, path, value, good):
        status, said = self.person.json(method, path, value)
        if status in good:
            return status, said
        if status in NOT_NOW:
            self.stop.wait(0.05)
        else:
            self.book.fault(f"{method} {path}: {status} {str(said)[:200]}")
            self.story = None
            self.pending = None
        return status, said
