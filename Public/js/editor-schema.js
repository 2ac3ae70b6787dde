// The document that can be written: exactly what the server takes (Sources/Contracts/StoryBody+Decoding.swift).
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading, HorizontalRule, Italic,
  ListItem, Mark, Node, Paragraph, Placeholder, Plugin, Text, UndoRedo, markPasteRule, mergeAttributes, wrappingInputRule,
} from "../vendor/prose-editor.js";
import { isAllowedLink, newID, say } from "./editor-data.js";
import { figureView } from "./editor-figure.js";
import { Alternatives, Variant } from "./editor-node-alternatives.js";
import { Audio, Embed, Gallery, Video } from "./editor-node-media.js";
import { Table, TableCell, TableKeys, TableRow } from "./editor-node-table.js";
import { Above, Below, FactBox, Footnote, Related, Suggestion } from "./editor-node-text.js";
import { Paste } from "./editor-paste.js";

const blocks = [
  "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "figure", "horizontalRule", "table",
  "gallery", "audio", "video", "embed", "factBox", "related", "alternatives",
];

/** Every block has a name that stays with it through every edit; what is split off or pasted gets one of its own. */
const Names = Extension.create({
  name: "names",
  addGlobalAttributes() {
    return [{
      types: blocks,
      attributes: {
        id: {
          default: null,
          keepOnSplit: false,
          parseHTML: (element) => element.dataset.block ?? null,
          renderHTML: ({ id }) => (id ? { "data-block": id, id: `block-${id}` } : {}),
        },
      },
    }];
  },
  addProseMirrorPlugins() {
    return [new Plugin({
      appendTransaction(transactions, _before, state) {
        if (!transactions.some((one) => one.docChanged)) return null;
        const taken = new Set();
        let fix = null;
        state.doc.descendants((node, position) => {
          if (!blocks.includes(node.type.name)) return;
          if (node.attrs.id && !taken.has(node.attrs.id)) {
            taken.add(node.attrs.id);
            return;
          }
          fix ??= state.tr.setMeta("addToHistory", false);
          fix.setNodeMarkup(position, null, { ...node.attrs, id: newID() }, node.marks);
        });
        return fix;
      },
    })];
  },
});

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes() {
    return { href: { default: null } };
  },
  parseHTML() {
    return [{ tag: "a[href]", getAttrs: (element) => (isAllowedLink(element.getAttribute("href")) ? null : false) }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["a", mergeAttributes({ rel: "noopener" }, HTMLAttributes), 0];
  },
  addPasteRules() {
    return [markPasteRule({
      find: /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g,
      type: this.type,
      getAttributes: (match) => ({ href: match[0] }),
    })];
  },
});

const OrderedList = Node.create({
  name: "orderedList",
  group: "block list",
  content: "listItem+",
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) => Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1,
        renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      },
    };
  },
  parseHTML() {
    return [{ tag: "ol" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["ol", HTMLAttributes, 0];
  },
  addCommands() {
    return { toggleOrderedList: () => ({ commands }) => commands.toggleList(this.name, "listItem") };
  },
  addKeyboardShortcuts() {
    return { "Mod-Shift-7": () => this.editor.commands.toggleOrderedList() };
  },
  addInputRules() {
    return [wrappingInputRule({
      find: /^(\d+)\.\s$/,
      type: this.type,
      getAttributes: (match) => ({ start: Number(match[1]) }),
      joinPredicate: (match, node) => node.childCount + node.attrs.start === Number(match[1]),
    })];
  },
});

/** A picture, whole: its words are typed in it, but it is one thing to the text around it. */
const Figure = Node.create({
  name: "figure",
  group: "block",
  atom: true,
  draggable: true,
  isolating: true,
  addAttributes() {
    return { picture: { default: null }, caption: { default: "" }, credit: { default: "" }, alt: { default: "" } };
  },
  parseHTML() {
    return [{
      tag: "figure[data-picture]",
      getAttrs: ({ dataset }) => ({
        picture: dataset.picture, caption: dataset.caption ?? "", credit: dataset.credit ?? "", alt: dataset.alt ?? "",
      }),
    }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const { picture, caption, credit, alt } = node.attrs;
    const { id, "data-block": block } = HTMLAttributes;
    return ["figure", {
      id, "data-block": block, "data-picture": picture, "data-caption": caption, "data-credit": credit, "data-alt": alt,
    }];
  },
  addNodeView() {
    return figureView;
  },
});

const inside = "(paragraph | bulletList | orderedList)";

/** Everything the editor is made of. */
export function extensions() {
  return [
    Document.extend({ content: "(block | alternatives)+" }), Paragraph, Text, Bold, Italic, Link, Above, Below, Suggestion,
    HardBreak, HorizontalRule, Figure, OrderedList, BulletList, Names, Table, TableRow, TableCell, TableKeys, Gallery,
    Audio, Video, Embed, FactBox, Related, Footnote, Alternatives, Variant, Paste,
    Heading.configure({ levels: [2, 3] }),
    Blockquote.extend({ content: `${inside}+` }),
    ListItem.extend({ content: `paragraph ${inside}*` }),
    UndoRedo, Dropcursor, Gapcursor,
    Placeholder.configure({ placeholder: say("text") }),
  ];
}

/** The document as the server takes it: only the attributes it knows. */
export function plainDocument(editor) {
  return clean(editor.getJSON());
}

const named = {
  heading: ["level"], orderedList: ["start"], figure: ["picture", "caption", "credit", "alt"], table: ["caption", "header"],
  gallery: ["caption"], audio: ["clip", "caption", "credit"], video: ["clip", "caption", "credit"],
  embed: ["provider", "url", "caption"], factBox: ["title"], related: ["item", "title"], variant: ["account", "name", "at"],
  footnote: ["text"], link: ["href"], suggestion: ["id", "kind", "account", "name", "at"],
};

/** Those attributes of a node or mark that the server knows; nil where it has none. */
function attributes({ type, attrs }) {
  const names = [...(blocks.includes(type) ? ["id"] : []), ...(named[type] ?? [])];
  const kept = names.filter((name) => attrs?.[name] != null);
  return names.length ? { attrs: Object.fromEntries(kept.map((name) => [name, attrs[name]])) } : {};
}

function clean(node) {
  const result = { type: node.type, ...attributes(node) };
  if (node.type === "text") result.text = node.text;
  if (node.marks?.length && (node.type === "text" || node.type === "footnote")) {
    const marks = node.type === "text" ? node.marks : node.marks.filter((mark) => mark.type === "suggestion");
    if (marks.length) result.marks = marks.map((mark) => ({ type: mark.type, ...attributes(mark) }));
  }
  if (node.content?.length) result.content = node.content.map(clean);
  return result;
}
