// Several people at one text: who is there, where they are, and what they wrote, shown as it comes.
import { data, say, throttle } from "./editor-data.js";
import { plainDocument } from "./editor-schema.js";
import { applyBlocks } from "./editor-together-apply.js";
import { colours, cursors } from "./editor-together-cursors.js";
import { follow, isOpen, offer } from "./editor-together-fields.js";
import { canonical, merge, mergeFields } from "./editor-together-merge.js";
import { contested, hold, isLeft, letGo, whole } from "./editor-together-shadow.js";
import { element } from "./phrases.js";
import { send } from "./send.js";

const beat = 5000;
/** Who has not typed for so long is not in the middle of a sentence. */
const rest = 4000;

export class Together {
  /**
   * @param {{ editor: object, saver: import("./editor-save.js").Saver, read: () => object, metadata: object,
   *   lines: HTMLTextAreaElement[], shown: () => void }} page `shown`: others' words were set in.
   */
  constructor(page) {
    this.page = page;
    this.others = new Map();
    this.newest = data.revision;
    this.isLooking = false;
    this.place = {};
    this.typedAt = 0;
    this.tell = throttle(250, () => this.tellNow());
    this.head = element("ul", "editor-people");
    this.head.setAttribute("aria-label", say("alsoHere"));
    document.getElementById("editor-status")?.before(this.head);
  }

  start() {
    const { editor, lines } = this.page;
    editor.registerPlugin(cursors(() => this.others.values(), contested));
    editor.on("selectionUpdate", () => {
      this.moved();
      setTimeout(() => this.release(), 0);
    });
    editor.on("blur", () => setTimeout(() => this.release(), 0));
    editor.on("focus", () => this.moved());
    for (const line of lines) {
      for (const kind of ["focus", "input"]) line.addEventListener(kind, () => this.moved(line));
      line.addEventListener("hoitu:shown", () => this.page.shown());
    }
    editor.view.dom.addEventListener("compositionend", () => setTimeout(() => this.look(), 0));
    this.listen();
    editor.on("update", ({ transaction }) => {
      if (!transaction.getMeta("hoitu:shown")) this.typedAt = Date.now();
    });
    setInterval(() => {
      if (document.visibilityState === "visible") this.tellNow();
      this.release();
    }, beat);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.tellNow());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && this.listen());
    this.tellNow();
  }

  listen() {
    const source = new EventSource(`/api/v1/items/${data.item}/live`);
    this.source = source;
    const on = (name, act) => source.addEventListener(name, (event) => act(JSON.parse(event.data)));
    on("hello", ({ revision, people }) => {
      this.others.clear();
      for (const person of people) this.add(person);
      this.showPeople();
      this.hear(revision);
      this.tellNow();
    });
    on("presence", (person) => {
      this.add(person);
      this.showPeople();
    });
    on("gone", ({ client }) => {
      this.others.delete(client);
      this.showPeople();
    });
    on("revision", ({ number, client }) => client !== this.page.saver.client && this.hear(number));
    on("comments", () => document.dispatchEvent(new CustomEvent("hoitu:comments")));
  }

  leave() {
    this.source?.close();
    const body = JSON.stringify({ client: this.page.saver.client, gone: true });
    fetch(`/api/v1/items/${data.item}/presence`, {
      method: "POST", keepalive: true, credentials: "same-origin", body,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": document.querySelector('meta[name="csrf"]')?.content ?? "" },
    }).catch(() => {});
  }

  add(person) {
    if (person.client !== this.page.saver.client) this.others.set(person.client, person);
  }

  /** Where I am, said to the others at most four times a second. */
  moved(line) {
    if (line) this.place = { block: line.name, offset: line.selectionStart ?? 0 };
    else {
      const { editor } = this.page;
      const { $head } = editor.state.selection;
      if (!editor.isFocused) return;
      const block = $head.depth ? $head.node(1) : $head.nodeAfter;
      this.place = { block: block?.attrs.id, offset: $head.depth ? $head.pos - $head.start(1) : 0 };
    }
    this.tell();
  }

  tellNow() {
    send(`/api/v1/items/${data.item}/presence`, { client: this.page.saver.client, ...this.place }).catch(() => {});
  }

  showPeople() {
    const { editor, saver } = this.page;
    saver.hasCompany = this.others.size > 0;
    colours.assign([data.account, ...[...this.others.values()].map(({ account }) => account)]);
    const seen = new Set();
    this.head.replaceChildren(...[...this.others.values()].filter(({ account }) => !seen.has(account) && seen.add(account))
      .map(({ account, name }) => {
        const words = name.split(/\s+/).filter(Boolean);
        const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.[0] ?? "").join("").toUpperCase();
        const avatar = element("span", `avatar ${colours.of(account)}`, initials);
        avatar.setAttribute("aria-hidden", "true");
        const says = account === data.account ? say("youElsewhere") : name;
        const item = element("li", "editor-people__one", avatar, element("span", "visually-hidden", says));
        item.title = says;
        return item;
      }));
    editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false).setMeta("hoitu:shown", true));
  }

  /** There is a newer text. */
  hear(number) {
    this.newest = Math.max(this.newest, number);
    this.look();
  }

  /** Fetches the newest text where it is not here yet, and sets it in; later, while it would be in the way. */
  async look() {
    const { saver, editor } = this.page;
    if (this.isLooking || this.newest <= saver.base || !saver.isSettled || editor.view.composing) return;
    this.isLooking = true;
    const answer = await fetch(`/api/v1/items/${data.item}/text`, { credentials: "same-origin" }).catch(() => null);
    const text = answer?.ok ? await answer.json().catch(() => null) : null;
    this.isLooking = false;
    // A save that began meanwhile brings the others' text with its answer.
    if (!text || text.number <= saver.base || !saver.isSettled || editor.view.composing) return;
    saver.take(text);
    this.page.shown();
    if (this.newest > saver.base) this.look();
  }

  /**
   * Sets in what others wrote since `base`, around what was typed here since; answers with their text as this page says it.
   * @param {object} base @param {object} theirs @param {{ field: string, theirs: any }[]} conflicts
   */
  rebase(base, theirs, conflicts = []) {
    const { editor, metadata, lines, read, saver } = this.page;
    const me = { account: data.account, name: data.accountName ?? "", at: new Date().toISOString() };
    const their = this.spoken(theirs);
    const mine = read();
    const known = base ?? mine;
    const { blocks } = merge(
      { base: named(known.body), theirs: named(their.body), mine: named(mine.body) }, me,
      { account: theirs.account, name: theirs.name, at: theirs.at });
    this.apply(hold(blocks, this.here()));
    const chosen = () => saver.changed();
    for (const line of lines) {
      const [before, there, here] = [known[line.name], their[line.name], line.value].map(tidy);
      const lost = conflicts.find(({ field }) => field === line.name);
      const [isLost, by] = [Boolean(lost), lost?.by || theirs.name];
      if (isOpen(line.name)) follow(line, there, by, chosen);
      else if (here === there || (there === before && !isLost)) continue;
      else if (here === before && !isLost) setLine(line, there);
      else offer(line, { theirs: there, by, chosen });
    }
    const facts = mergeFields(known.metadata ?? {}, their.metadata ?? {}, mine.metadata ?? {});
    const isOther = Object.entries(mine.metadata ?? {})
      .some(([name, value]) => canonical(value ?? null) !== canonical(facts.merged[name] ?? null));
    if (isOther) metadata.show({ ...theirs.metadata, ...facts.merged });
    this.page.shown();
    return their;
  }

  /** The block with the cursor, while one writes. */
  here() {
    const { editor } = this.page;
    const { $head } = editor.state.selection;
    if (!editor.isFocused || !editor.isEditable || !$head.depth) return null;
    const id = $head.node(1).attrs.id;
    return (plainDocument(editor).content ?? []).find((node) => node.attrs?.id === id) ?? null;
  }

  apply(blocks) {
    applyBlocks(this.page.editor, blocks, (node) => canonical(plainDocument({ getJSON: () => node })));
  }

  /** Once the cursor has left a paragraph that others changed too, or rests in it, all of it is shown. */
  release() {
    const { editor } = this.page;
    const here = Math.abs(Date.now() - this.typedAt) < rest ? this.here()?.attrs.id : null;
    if (!isLeft(here) || editor.view.composing) return;
    const blocks = whole(plainDocument(editor).content ?? []);
    letGo();
    this.apply(blocks);
    this.page.shown();
  }

  /** Waits until nothing is being composed: what is set in then would be torn apart. */
  calm() {
    const { view } = this.page.editor;
    if (!view.composing) return Promise.resolve();
    return new Promise((resolve) => {
      view.dom.addEventListener("compositionend", () => setTimeout(resolve, 0), { once: true });
      setTimeout(resolve, 5000);
    });
  }

  /** A text of the server in the words of this page: what the editor would make of it. */
  spoken(text) {
    const node = this.page.editor.schema.nodeFromJSON({ type: "doc", content: text.body.content?.length ? text.body.content : [{ type: "paragraph" }] });
    const { bylines = [], placeName: _, ...others } = text.metadata ?? {};
    const metadata = { ...others, bylines: bylines.map((one) => one.name ?? one) };
    return { title: text.title, summary: text.summary, body: plainDocument({ getJSON: () => node.toJSON() }), metadata };
  }
}

/** As the server keeps it. */
const tidy = (text = "") => text.normalize("NFC").trim().replace(/\s+/g, " ");

/** The blocks that have a name: the line to write on in an empty story has none yet. */
const named = (body) => (body.content ?? []).filter((node) => node.attrs?.id);

function setLine(line, value) {
  const { selectionStart, selectionEnd } = line;
  const isHere = document.activeElement === line;
  line.value = value;
  if (isHere) line.setSelectionRange(Math.min(selectionStart, value.length), Math.min(selectionEnd, value.length));
  line.dispatchEvent(new Event("hoitu:grow"));
}
