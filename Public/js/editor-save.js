// Saves while one writes: 1.5 s after typing stops, every 10 s while it goes on. What the server has not acknowledged is
// in the journal. An answer never changes what stands in the editor.
import { clock, data, say, throttle } from "./editor-data.js";
import { journal } from "./editor-journal.js";

const afterTyping = 1500;
const whileTyping = 10_000;
const longestWait = 30_000;

export class Saver {
  /**
   * @param {{ read: () => object, status: (state: string, text: string) => void, conflict: (problem: object) => void,
   *   saved: (revision: number) => void }} page `saved`: what the server acknowledged.
   */
  constructor(page) {
    this.page = page;
    this.base = data.revision;
    this.version = 0;
    this.acknowledged = 0;
    this.firstUnsaved = 0;
    this.failures = 0;
    this.isHeld = false;
    this.running = null;
    this.timer = undefined;
    this.journal = journal(data.item, data.account);
    this.keep = throttle(250, () => this.keepNow());
    addEventListener("online", () => this.soon(0));
    addEventListener("focus", () => this.failures && this.soon(0));
    addEventListener("pagehide", () => this.keepNow());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.isUnsaved) this.flush();
    });
    addEventListener("beforeunload", (event) => {
      if (!this.isUnsaved) return;
      this.keepNow();
      event.preventDefault();
    });
  }

  get isUnsaved() {
    return this.version !== this.acknowledged;
  }

  /** Something was typed. */
  changed() {
    this.version += 1;
    this.firstUnsaved ||= Date.now();
    this.keep();
    if (this.isHeld) return;
    if (!this.failures) this.page.status("unsaved", say("unsaved"));
    if (!this.failures) this.soon(Math.min(afterTyping, Math.max(0, this.firstUnsaved + whileTyping - Date.now())));
  }

  keepNow() {
    if (this.isUnsaved) this.journal.keep({ ...this.page.read(), base: this.base, at: Date.now() });
  }

  soon(wait) {
    clearTimeout(this.timer);
    if (!this.isHeld && this.isUnsaved) this.timer = setTimeout(() => this.flush(), wait);
  }

  /** Saves what there is; answers whether the server has all of it. */
  async flush() {
    clearTimeout(this.timer);
    if (this.running) await this.running;
    if (this.isHeld) return false;
    if (!this.isUnsaved) return true;
    this.running = this.send();
    await this.running;
    this.running = null;
    return !this.isUnsaved;
  }

  async send() {
    const version = this.version;
    this.page.status("saving", say("saving"));
    let answer;
    try {
      answer = await put({ ...this.page.read(), base: this.base });
    } catch {
      return this.failed("offline", say("offline"));
    }
    const body = await answer.json().catch(() => ({}));
    if (answer.ok) return this.stored(version, body);
    if (answer.status === 409 && body.current) return this.conflicted(body);
    if (answer.status === 401 || answer.status === 403) return this.signedOut();
    if (answer.status >= 500 || answer.status === 429) return this.failed("offline", say("offline"));
    this.failed("refused", [say("refused"), ...Object.values(body.errors ?? {}), body.errors ? "" : body.detail ?? ""]
      .filter(Boolean).join(" · "));
  }

  stored(version, { revision, at }) {
    this.base = revision;
    this.acknowledged = version;
    this.failures = 0;
    this.journal.acknowledge(revision);
    this.page.saved(revision);
    if (this.isUnsaved) {
      this.firstUnsaved = Date.now();
      this.keepNow();
      this.soon(afterTyping);
    } else {
      this.firstUnsaved = 0;
      this.journal.forget();
      this.page.status("saved", say("saved", { time: clock(new Date(at)) }));
    }
  }

  failed(state, text) {
    this.failures += 1;
    this.keepNow();
    this.page.status(state, text);
    this.soon(Math.min(longestWait, 1000 * 2 ** Math.min(this.failures, 5)));
  }

  /** Somebody else's text came first: both are kept; the person decides which goes on. */
  conflicted(problem) {
    this.isHeld = true;
    this.keepNow();
    this.page.status("conflict", say("unsaved"));
    this.page.conflict(problem);
  }

  /** Goes on from the other's revision, with what stands in the editor. */
  goOn(revision, isTheirs) {
    this.base = revision;
    this.isHeld = false;
    this.failures = 0;
    if (isTheirs) {
      this.acknowledged = this.version;
      this.firstUnsaved = 0;
      this.journal.forget();
      this.page.saved(revision);
      this.page.status("saved", say("saved", { time: clock(new Date()) }));
    } else {
      this.version += 1;
      this.soon(0);
    }
  }

  /** The session is over, or began anew in another tab: its new token is in the page as the server gives it now. */
  async signedOut() {
    this.failed("signedOut", say("signedOut"));
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin", headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector('meta[name="csrf"]')?.content;
      const own = document.querySelector('meta[name="csrf"]');
      if (answer.ok && fresh && own) own.content = fresh;
    } catch {
      // Tried again with the next save.
    }
  }

  /** Whether this page was made before a save that the server has acknowledged since: leaving in the middle of one. */
  get isBehind() {
    return this.journal.takeAcknowledged() > data.revision;
  }

  /** What was left in the journal by an earlier page; nil where the server has it all. */
  async recovered() {
    const record = await this.journal.read();
    if (!record || data.isReadOnly) return null;
    return record;
  }

  /** Sends a record of the journal to the history, where it is not the newest text already. */
  async putAway({ title, summary, body, metadata, base }) {
    const answer = await put({ title, summary, body, metadata, base }).catch(() => null);
    if (answer?.ok) this.base = (await answer.json()).revision;
  }

  /** Takes up a record of the journal: it is saved on the base it was written on, so that nothing newer is lost. */
  takeUp(record) {
    this.base = record.base;
    this.changed();
    this.soon(0);
  }
}

function put(text) {
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
  return fetch(`/api/v1/items/${data.item}/text`, {
    method: "PUT",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": csrf },
    body: JSON.stringify({ ...text, autosave: true }),
    signal: AbortSignal.timeout(20_000),
  });
}
