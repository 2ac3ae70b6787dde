// Saves while one writes: soon after typing stops, every 10 s while it goes on, at once where others are there, too. What
// the server has not acknowledged is in the journal. An answer never changes what was typed: where others wrote as well,
// their blocks are set in around it (editor-together.js).
import { clock, data, newID, say, throttle } from "./editor-data.js";
import { journal, stayOpen } from "./editor-journal.js";

const afterTyping = 1500;
const besideOthers = 700;
const whileTyping = 10_000;
const longestWait = 30_000;

export class Saver {
  /**
   * @param {{ read: () => object, status: (state: string, text: string) => void, conflict: (problem: object) => void,
   *   saved: (revision: number) => void, seen: object, rebase: (base: object, theirs: object, conflicts: object[]) => object }} page
   *   `saved`: what the server acknowledged; `rebase`: shows what others wrote since `base`.
   */
  constructor(page) {
    this.page = page;
    this.client = newID();
    this.counter = 0;
    this.base = data.revision;
    /** The text of the base as it stands in this page; nil where that is not known. */
    this.seen = page.seen;
    /** Whether a save was sent of which nobody knows what became. */
    this.isUncertain = false;
    this.hasCompany = false;
    this.version = 0;
    this.acknowledged = 0;
    this.firstUnsaved = 0;
    this.failures = 0;
    this.isHeld = false;
    this.running = null;
    this.timer = undefined;
    this.journal = journal(data.item, data.account, this.client);
    this.keep = throttle(250, () => this.keepNow());
    stayOpen(this.client);
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

  /** Whether others' work may be set in now: not while it is open what became of one's own. */
  get isSettled() {
    return !this.running && !this.isUncertain && !this.isHeld && this.seen !== null;
  }

  get pause() {
    return this.hasCompany ? besideOthers : afterTyping;
  }

  /** Something was typed. */
  changed() {
    this.version += 1;
    this.firstUnsaved ||= Date.now();
    this.keep();
    if (this.isHeld) return;
    if (!this.failures) this.page.status("unsaved", say("unsaved"));
    if (!this.failures) this.soon(Math.min(this.pause, Math.max(0, this.firstUnsaved + whileTyping - Date.now())));
  }

  keepNow() {
    if (!this.isUnsaved) return;
    this.journal.keep({ ...this.page.read(), base: this.base, client: this.client, counter: this.counter, at: Date.now() });
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
    this.page.settled?.();
    return !this.isUnsaved;
  }

  async send() {
    const version = this.version;
    const text = this.page.read();
    this.counter += 1;
    this.keepNow();
    this.page.status("saving", say("saving"));
    let answer;
    try {
      answer = await put({ ...text, base: this.base, client: this.client, counter: this.counter });
    } catch {
      this.isUncertain = true;
      return this.failed("offline", say("offline"));
    }
    const body = await answer.json().catch(() => null);
    if (body?.merged) await this.page.calm();
    if (answer.ok && body) return this.stored(version, text, body);
    if (answer.status === 409 && body?.current) return this.conflicted(body);
    if (answer.status === 401 || answer.status === 403) return this.signedOut();
    this.isUncertain ||= answer.ok || answer.status >= 500;
    if (answer.ok || answer.status >= 500 || answer.status === 429) return this.failed("offline", say("offline"));
    this.failed("refused", [say("refused"), ...Object.values(body?.errors ?? {}), body?.errors ? "" : body?.detail ?? ""]
      .filter(Boolean).join(" · "));
  }

  stored(version, sent, { revision, at, merged, text, conflicts = [] }) {
    this.isUncertain = false;
    this.failures = 0;
    this.acknowledged = version;
    this.base = revision;
    this.seen = sent;
    this.journal.acknowledge(revision);
    if (merged) this.take(text, conflicts);
    this.page.saved(revision);
    if (this.isUnsaved) {
      this.firstUnsaved = Date.now();
      this.keepNow();
      this.soon(this.pause);
    } else {
      this.firstUnsaved = 0;
      this.journal.forget(this.client);
      this.page.status("saved", say("saved", { time: clock(new Date(at)) }));
    }
  }

  /** Sets in what others wrote: `text` is on the server, as revision `text.number`. */
  take(text, conflicts = []) {
    const before = this.seen;
    this.base = text.number;
    this.seen = this.page.rebase(before, text, conflicts);
    this.page.saved(text.number);
  }

  failed(state, text) {
    this.failures += 1;
    this.keepNow();
    this.page.status(state, text);
    this.soon(Math.min(longestWait, 1000 * 2 ** Math.min(this.failures, 5)));
  }

  /** The two texts together are more than a story may hold: both are kept; the person decides which goes on. */
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
    this.seen = isTheirs ? this.page.read() : null;
    if (isTheirs) {
      this.acknowledged = this.version;
      this.firstUnsaved = 0;
      this.journal.forget(this.client);
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

  /** What pages that died left in the journal; the newest is to be taken up, the others are on the server then. */
  async recovered() {
    if (data.isReadOnly) return null;
    const records = await this.journal.left();
    for (const record of records.slice(0, -1)) await this.putAway(record);
    return records.at(-1) ?? null;
  }

  /** Sends a record of the journal to the server, under the name of the page that wrote it. */
  async putAway({ title, summary, body, metadata, base, client, counter }) {
    const answer = await put({ title, summary, body, metadata, base, client, counter: counter + 1 }).catch(() => null);
    if (answer?.ok) await this.journal.forget(client);
  }

  /** Goes on as the page that left this record: it is saved on the base it was written on, so that nothing is lost. */
  takeUp(record) {
    this.client = record.client;
    this.counter = record.counter ?? 0;
    this.base = record.base;
    this.isUncertain = true;
    stayOpen(this.client);
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
