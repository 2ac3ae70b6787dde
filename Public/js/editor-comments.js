// What people say of the text, in threads beside it: written to some words, answered, dealt with.
import { Plugin, pm } from "../vendor/prose-editor.js";
import { clock, data, debounce, say } from "./editor-data.js";
import { element } from "./phrases.js";
import { send } from "./send.js";
import { toast } from "./toast.js";

const { Decoration, DecorationSet } = pm.view;
const path = () => `/api/v1/items/${data.item}/comments`;

export class Comments {
  /** @param {import("../vendor/prose-editor.js").Editor} editor */
  constructor(editor) {
    this.editor = editor;
    this.threads = [];
    this.box = document.getElementById("editor-comments");
  }

  start() {
    if (!this.box) return;
    this.editor.registerPlugin(new Plugin({ props: { decorations: ({ doc }) => this.marks(doc) } }));
    document.addEventListener("hoitu:comments", debounce(100, () => this.load()));
    this.load();
  }

  async load() {
    const answer = await fetch(path(), { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    this.threads = (await answer.json()).items;
    // What is being written stays under the hands of who writes it.
    const typed = [...this.box.querySelectorAll("textarea, input")].find((field) => field.value && field === document.activeElement);
    if (typed) return void typed.addEventListener("blur", () => this.show(), { once: true });
    this.show();
  }

  show() {
    const open = this.threads.filter((thread) => !thread.resolvedBy);
    const done = this.threads.filter((thread) => thread.resolvedBy);
    const parts = [this.form()];
    if (!this.threads.length) parts.push(element("p", "quiet", say("commentNone")));
    parts.push(element("ol", "comments", ...open.map((thread) => this.thread(thread))));
    if (done.length) {
      parts.push(element("details", "", element("summary", "", say("commentResolved", { n: done.length })),
        element("ol", "comments", ...done.map((thread) => this.thread(thread)))));
    }
    this.box.replaceChildren(...parts);
    this.editor.view.dispatch(this.editor.state.tr.setMeta("addToHistory", false).setMeta("hoitu:shown", true));
  }

  /** A line to write on; what is selected in the text is what it is about. */
  form(thread) {
    const field = element("textarea", "field__control");
    field.rows = thread ? 1 : 2;
    field.required = true;
    field.maxLength = 2000;
    const title = element("span", "field__label", say(thread ? "commentReply" : "commentText"));
    const label = element("label", "field", title, field);
    const button = element("button", "button", say(thread ? "commentReply" : "commentAdd"));
    button.type = "submit";
    const form = element("form", "form", label, ...(thread ? [] : [element("p", "field__hint", say("commentHint"))]), button);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      const about = thread ? { thread: thread.id } : this.selected();
      const answer = await send(path(), { text: field.value, ...about }).catch(() => null);
      button.disabled = false;
      if (!answer?.ok) return toast(say("commentFailed"));
      field.value = "";
      field.blur();
      await this.load();
    });
    return form;
  }

  selected() {
    const { selection, doc } = this.editor.state;
    const { $from, from, to } = selection;
    const block = $from.depth ? $from.node(1).attrs.id : $from.nodeAfter?.attrs.id;
    return from === to ? {} : { block, quote: doc.textBetween(from, Math.min(to, from + 300), " ") };
  }

  thread(thread) {
    const item = element("li", `comment-thread${thread.resolvedBy ? " is-resolved" : ""}`);
    if (thread.quote) {
      const quote = element("blockquote", "", thread.quote);
      const place = thread.block && document.getElementById(`block-${thread.block}`);
      if (place) {
        const go = element("button", "button button--quiet comment-go", quote);
        go.type = "button";
        go.addEventListener("click", () => document.getElementById(`block-${thread.block}`)?.scrollIntoView({ block: "center" }));
        item.append(go);
      } else item.append(quote);
    }
    for (const { name, at, text } of thread.comments) {
      item.append(element("p", "", element("b", "", name), ` ${clock(new Date(at))} `, element("br"), text));
    }
    const resolve = element("button", "button button--quiet", say(thread.resolvedBy ? "commentReopen" : "commentResolve"));
    resolve.type = "button";
    resolve.addEventListener("click", async () => {
      const answer = await send(`${path()}/resolve`, { thread: thread.id, resolved: !thread.resolvedBy }).catch(() => null);
      if (!answer?.ok) return toast(say("commentFailed"));
      await this.load();
    });
    item.append(...(thread.resolvedBy ? [] : [this.form(thread)]), resolve);
    return item;
  }

  /** The words that are spoken of, where they still stand in their block. */
  marks(doc) {
    const found = [];
    const open = this.threads.filter((thread) => thread.block && thread.quote && !thread.resolvedBy);
    if (open.length) {
      doc.forEach((block, place) => {
        for (const { quote } of open.filter((thread) => thread.block === block.attrs.id)) {
          const start = block.isTextblock ? block.textContent.indexOf(quote) : -1;
          if (start >= 0) found.push(Decoration.inline(place + 1 + start, place + 1 + start + quote.length, { class: "comment-mark" }));
        }
      });
    }
    return DecorationSet.create(doc, found);
  }
}
