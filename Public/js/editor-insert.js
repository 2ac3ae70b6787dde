// What can be put into the text: the menu of the toolbar, and the same by "/" on an empty line.
import { Plugin, pm } from "../vendor/prose-editor.js";
import { ask } from "./editor-ask.js";
import { chooseClip, clipNode } from "./editor-clips.js";
import { say } from "./editor-data.js";
import { galleryOf } from "./editor-node-media.js";
import { emptyTable } from "./editor-node-table.js";
import { addRelated, editNote } from "./editor-node-text.js";
import { insertBlock } from "./editor-node-parts.js";
import { choosePictures } from "./editor-pictures.js";
import { icon } from "./phrases.js";

/** Everything there is to put in, in the order of use; `words` finds it too. */
function choices(editor, acts) {
  const chain = () => editor.chain().focus();
  return [
    ["image-plus", "insertFigure", "anh hinh photo", () => acts.addFigure()],
    ["images", "insertGallery", "bo anh gallery", async () => {
      const pictures = await choosePictures();
      if (pictures.length) insertBlock(editor, galleryOf(pictures));
    }],
    ["video", "insertClip", "phim ghi am audio", async () => {
      const clip = await chooseClip();
      if (clip) insertBlock(editor, clipNode(clip));
    }],
    ["globe", "insertEmbed", "youtube facebook tiktok nhung embed", () => askEmbed(editor)],
    ["table", "insertTable", "bang so lieu table", () => insertBlock(editor, emptyTable())],
    ["panel-right", "insertBox", "hop thong tin box", () => insertBlock(editor, {
      type: "factBox", attrs: { title: "" }, content: [{ type: "paragraph" }],
    })],
    ["newspaper", "insertRelated", "xem them lien quan", () => addRelated(editor)],
    ["hash", "insertNote", "chu thich footnote", () => editNote(editor)],
    ["heading-2", "insertHeading2", "tit", () => chain().setHeading({ level: 2 }).run()],
    ["heading-3", "insertHeading3", "tit", () => chain().setHeading({ level: 3 }).run()],
    ["list", "insertBullets", "gach dau dong", () => chain().toggleBulletList().run()],
    ["list-ordered", "insertNumbers", "so thu tu", () => chain().toggleOrderedList().run()],
    ["quote", "insertQuote", "trich", () => chain().toggleBlockquote().run()],
    ["minus", "insertRule", "ngat duong ke", () => chain().setHorizontalRule().run()],
    ["arrow-up", "insertSuperscript", "mu m2", () => chain().toggleMark("superscript").run()],
    ["arrow-down", "insertSubscript", "co2", () => chain().toggleMark("subscript").run()],
  ].map(([name, key, words, run]) => ({ icon: name, title: say(key), words, run }));
}

/** Asks for an address of another site and puts it in where the allow-list knows it. */
export function askEmbed(editor, value = "") {
  ask({
    title: say("embedTitle"), label: say("embedAddress"), hint: say("embedHint"), value,
    take: async (address) => {
      const { embed, wrong } = await recognised(address);
      if (embed) insertBlock(editor, embed);
      return wrong;
    },
  });
}

/** What the server's allow-list makes of an address: the block, or what is wrong. */
async function recognised(address) {
  const answer = await fetch(`/api/v1/embeds?${new URLSearchParams({ url: address })}`, {
    credentials: "same-origin", headers: { Accept: "application/json" },
  }).catch(() => null);
  if (!answer?.ok) return { wrong: answer?.status === 422 ? say("embedUnknown") : say("embedFailed") };
  const { provider, url } = await answer.json();
  return { embed: { type: "embed", attrs: { provider, url, caption: "" } } };
}

// The same hosts as the allow-list, roughly: only for these is the server asked after a paste.
const likely = /^https:\/\/[\w.-]*(youtube|youtu\.be|facebook|tiktok|twitter|\/\/x\.com|instagram|zalo|spotify|soundcloud|vimeo|google)[^\s]*$/;

/** An address of such a site, alone on its line, becomes what it leads to; undone, it is a link again. */
function followPaste(editor) {
  editor.view.dom.addEventListener("paste", (event) => {
    const address = event.clipboardData?.getData("text/plain").trim() ?? "";
    const { $from } = editor.state.selection;
    const isAlone = $from.depth === 1 && $from.parent.type.name === "paragraph" && !$from.parent.content.size;
    if (!isAlone || !likely.test(address)) return;
    setTimeout(async () => {
      const { embed } = await recognised(address);
      if (!embed || editor.isDestroyed) return;
      editor.state.doc.forEach((node, from) => {
        if (node.type.name !== "paragraph" || node.textContent !== address) return;
        const made = editor.schema.nodeFromJSON(embed);
        const next = editor.schema.nodes.paragraph.create();
        const isLast = from + node.nodeSize === editor.state.doc.content.size;
        const tr = pm.history.closeHistory(editor.state.tr);
        editor.view.dispatch(tr.replaceWith(from, from + node.nodeSize, isLast ? [made, next] : made));
      });
    });
  }, { capture: true });
}

/** Without marks and capitals, so that `anh` finds `Ảnh`. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

class Menu {
  constructor(editor, acts) {
    this.editor = editor;
    this.all = choices(editor, acts);
    this.root = document.createElement("div");
    this.root.className = "editor-insert";
    this.root.id = "editor-insert";
    this.root.setAttribute("role", "listbox");
    this.root.setAttribute("aria-label", say("insert"));
    this.root.hidden = true;
    this.root.addEventListener("mousedown", (event) => event.preventDefault());
    document.body.append(this.root);
    this.at = 0;
  }

  get isOpen() {
    return !this.root.hidden;
  }

  /** Shows what fits the words, at that place of the window. */
  open(place, words = "") {
    const asked = folded(words);
    this.found = this.all.filter((one) => folded(`${one.title} ${one.words}`).includes(asked));
    if (!this.found.length && words.length > 12) return this.close();
    this.at = Math.min(this.at, Math.max(0, this.found.length - 1));
    this.root.replaceChildren(...this.found.map((one, index) => this.line(one, index)));
    if (!this.found.length) this.root.append(Object.assign(document.createElement("p"), { textContent: say("insertNone") }));
    this.root.hidden = false;
    const { width, height } = this.root.getBoundingClientRect();
    const below = place.bottom + 4;
    const top = below + height > innerHeight ? Math.max(4, place.top - height - 4) : below;
    this.root.style.setProperty("top", `${top}px`);
    this.root.style.setProperty("left", `${Math.max(4, Math.min(place.left, innerWidth - width - 4))}px`);
    this.mark();
  }

  line(one, index) {
    const made = document.createElement("div");
    made.className = "editor-insert__one";
    made.id = `editor-insert-${index}`;
    made.setAttribute("role", "option");
    made.append(icon(one.icon), one.title);
    made.addEventListener("click", () => this.choose(index));
    made.addEventListener("pointermove", () => {
      if (this.at === index) return;
      this.at = index;
      this.mark();
    });
    return made;
  }

  mark() {
    [...this.root.querySelectorAll("[role=option]")].forEach((each, index) => {
      each.setAttribute("aria-selected", String(index === this.at));
      if (index === this.at) each.scrollIntoView({ block: "nearest" });
    });
    const owner = this.owner ?? this.editor.view.dom;
    owner.setAttribute("aria-controls", this.root.id);
    owner.setAttribute("aria-activedescendant", `editor-insert-${this.at}`);
  }

  close() {
    if (!this.isOpen) return;
    this.root.hidden = true;
    this.at = 0;
    for (const owner of [this.owner, this.editor.view.dom]) {
      owner?.removeAttribute("aria-activedescendant");
      owner?.removeAttribute("aria-controls");
    }
    this.owner = undefined;
    this.onClose?.();
  }

  choose(index) {
    const one = this.found?.[index];
    this.onChoose?.();
    this.close();
    one?.run();
  }

  /** Keys while it is open; true where one was taken. */
  key(event) {
    if (!this.isOpen) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.found.length) {
      this.at = (this.at + steps[event.key] + this.found.length) % this.found.length;
      this.mark();
    } else if ((event.key === "Enter" || event.key === "Tab") && this.found.length) {
      this.choose(this.at);
    } else if (event.key === "Escape") {
      this.isRefused = true;
      this.close();
    } else return false;
    event.preventDefault();
    return true;
  }
}

/**
 * Makes the menu: "/" at the beginning of an empty line opens it, and so does a button.
 * @returns {(button: HTMLButtonElement) => void} Opens it at a button.
 */
export function startInsert(editor, acts, bar) {
  const menu = new Menu(editor, acts);
  const slash = () => {
    const { $from, empty } = editor.state.selection;
    const words = $from.parent.type.name === "paragraph" && empty ? $from.parent.textContent : "";
    return words.startsWith("/") && $from.depth === 1 && $from.parentOffset === words.length ? words.slice(1) : null;
  };
  const follow = (view) => {
    const words = slash();
    if (words === null) {
      menu.isRefused = false;
      if (!menu.owner) menu.close();
    } else if (!menu.isRefused && view.hasFocus()) {
      menu.onChoose = () => {
        const { $from } = editor.state.selection;
        editor.view.dispatch(editor.state.tr.delete($from.start(), $from.end()));
      };
      menu.open(view.coordsAtPos(editor.state.selection.from), words);
    }
  };
  editor.registerPlugin(new Plugin({
    key: new pm.state.PluginKey("hoituInsert"),
    view: () => ({ update: (view, before) => before.doc !== view.state.doc || menu.isOpen ? follow(view) : undefined }),
    props: { handleKeyDown: (_view, event) => menu.key(event) },
  }), (plugin, plugins) => [plugin, ...plugins]);
  followPaste(editor);
  const opener = bar.querySelector('[data-tool="insert"]');
  opener?.setAttribute("aria-haspopup", "listbox");
  opener?.setAttribute("aria-expanded", "false");
  editor.on("blur", () => menu.owner || menu.close());
  addEventListener("scroll", () => menu.isOpen && !menu.owner && menu.close(), { passive: true });

  bar.addEventListener("keydown", (event) => {
    if (menu.owner && menu.key(event)) event.stopImmediatePropagation();
  }, { capture: true });
  return (button) => {
    if (menu.isOpen) return menu.close();
    menu.owner = button;
    menu.onChoose = undefined;
    button.setAttribute("aria-expanded", "true");
    menu.onClose = () => {
      button.setAttribute("aria-expanded", "false");
      menu.onClose = undefined;
    };
    button.addEventListener("blur", () => menu.close(), { once: true });
    button.focus();
    menu.open(button.getBoundingClientRect());
    return undefined;
  };
}
