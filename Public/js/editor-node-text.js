// Boxes beside the text, the way to other stories, notes, and the marks of words.
import { Mark, Node, Subscript, Superscript } from "../vendor/prose-editor.js";
import { ask, chooseFrom } from "./editor-ask.js";
import { data, say, when } from "./editor-data.js";
import { button, dataAttributes, insertBlock, partView } from "./editor-node-parts.js";

export const FactBox = Node.create({
  name: "factBox",
  group: "block",
  content: "(paragraph | bulletList | orderedList)+",
  defining: true,
  isolating: true,
  addAttributes: () => dataAttributes(["title"]),
  parseHTML: () => [{ tag: "aside[data-box]" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", { ...HTMLAttributes, "data-box": "" }, 0],
  addNodeView() {
    return (props) => {
      const content = document.createElement("div");
      content.className = "editor-box";
      return partView(props, {
        name: "box", tag: "aside", label: say("insertBox"), content, fields: { title: { label: say("boxTitle") } },
        acts: (tools) => [button("trash-2", say("boxRemove"), tools.remove)],
      });
    };
  },
});

export const Related = Node.create({
  name: "related",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => dataAttributes(["item", "title"]),
  parseHTML: () => [{ tag: 'div[data-part="related"]' }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...HTMLAttributes, "data-part": "related" }],
  addNodeView() {
    return (props) => {
      const place = Object.assign(document.createElement("p"), { className: "editor-related", textContent: say("relatedLabel") });
      return partView(props, {
        name: "related", tag: "div", label: say("insertRelated"), above: [place],
        fields: { title: { label: say("relatedWords") } },
        acts: (tools) => [button("trash-2", say("relatedRemove"), tools.remove)],
      });
    };
  },
});

/** Asks which story to lead to, and leads there. */
export async function addRelated(editor) {
  const chosen = await chooseFrom({
    title: say("relatedTitle"), label: say("relatedSearch"), none: say("relatedNone"),
    find: async (words) => {
      const query = new URLSearchParams({ organisation: data.organisation, state: "published", q: words, limit: "20" });
      const answer = await fetch(`/api/v1/items?${query}`, { credentials: "same-origin" });
      const { items } = await answer.json();
      return items.filter((item) => item.id !== data.item).map((item) => ({
        title: item.title, detail: item.firstPublishedAt ? when(new Date(item.firstPublishedAt)) : "", value: item,
      }));
    },
  });
  if (chosen) insertBlock(editor, { type: "related", attrs: { item: chosen.id, title: chosen.title } }, { goesIn: false });
}

/** A note where its number stands; the sheet counts them. */
export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => dataAttributes(["text"]),
  parseHTML: () => [{ tag: "sup[data-footnote]", priority: 80 }],
  renderHTML: ({ HTMLAttributes }) => ["sup", { ...HTMLAttributes, "data-footnote": "" }],
  addNodeView() {
    return ({ node: first, editor, getPos }) => {
      let node = first;
      const dom = document.createElement("sup");
      dom.className = "editor-note";
      dom.contentEditable = "false";
      dom.setAttribute("role", "button");
      const show = () => {
        dom.title = node.attrs.text;
        dom.setAttribute("aria-label", say("noteLabel", { text: node.attrs.text }));
      };
      dom.addEventListener("click", () => editor.isEditable && editNote(editor, getPos()));
      show();
      return {
        dom,
        update(next) {
          if (next.type !== node.type) return false;
          node = next;
          show();
          return true;
        },
        selectNode: () => dom.classList.add("is-selected"),
        deselectNode: () => dom.classList.remove("is-selected"),
        ignoreMutation: () => true,
      };
    };
  },
  addKeyboardShortcuts() {
    return {
      Enter: () => {
        const { node, from } = this.editor.state.selection;
        if (node?.type.name !== this.name) return false;
        editNote(this.editor, from);
        return true;
      },
    };
  },
});

/** Asks for the words of a note: of the one that stands there, or of a new one at the caret. */
export function editNote(editor, position = null) {
  const before = position === null ? null : editor.state.doc.nodeAt(position);
  ask({
    title: say("noteTitle"), label: say("noteText"), value: before?.attrs.text ?? "", isLong: true,
    submit: before ? say("ok") : say("add"),
    remove: before ? () => editor.chain().focus().deleteRange({ from: position, to: position + 1 }).run() : undefined,
    take: (text) => {
      if (!text) return say("noteNeeded");
      if (before) editor.view.dispatch(editor.state.tr.setNodeMarkup(position, null, { text }, before.marks));
      else editor.chain().setTextSelection(editor.state.selection.to).insertContent({ type: "footnote", attrs: { text } }).run();
      return undefined;
    },
    after: () => editor.view.focus(),
  });
}

export const Above = Superscript.extend({ excludes: "superscript subscript" });
export const Below = Subscript.extend({ excludes: "superscript subscript" });

const suggestionAttributes = ["id", "kind", "account", "name", "at"];

/** A change somebody proposes: words to come are underlined, words to go are struck through, and both say whose it is. */
export const Suggestion = Mark.create({
  name: "suggestion",
  excludes: "",
  inclusive: false,
  addAttributes() {
    return Object.fromEntries(suggestionAttributes.map((name) => [name, {
      default: null,
      parseHTML: (element) => element.getAttribute(`data-suggestion-${name}`),
      renderHTML: (attributes) => ({ [`data-suggestion-${name}`]: attributes[name] }),
    }]));
  },
  parseHTML: () => [{ tag: "ins[data-suggestion-id]" }, { tag: "del[data-suggestion-id]" }],
  renderHTML: ({ mark, HTMLAttributes }) => [
    mark.attrs.kind === "delete" ? "del" : "ins",
    {
      ...HTMLAttributes, class: `editor-suggestion editor-suggestion--${mark.attrs.kind}`,
      title: say(mark.attrs.kind === "delete" ? "suggestDelete" : "suggestInsert", { name: mark.attrs.name }),
    },
    0,
  ],
});
