// One place that several people wrote at once: their versions side by side until somebody chooses.
import { Node, pm } from "../vendor/prose-editor.js";
import { say, when } from "./editor-data.js";
import { button } from "./editor-node-parts.js";

const { Fragment } = pm.model;

/** Puts the chosen version in the place of all; `null` keeps all of them, one after the other. */
export function chooseVariant(editor, position, index) {
  const node = editor.state.doc.nodeAt(position);
  if (node?.type.name !== "alternatives") return;
  const kept = [];
  node.forEach((variant, _offset, at) => {
    if (index === null || at === index) variant.forEach((block) => kept.push(block));
  });
  const { tr, schema } = editor.state;
  if (kept.length) tr.replaceWith(position, position + node.nodeSize, Fragment.from(kept));
  else tr.delete(position, position + node.nodeSize);
  if (!tr.doc.childCount) tr.insert(0, schema.nodes.paragraph.create());
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

// Whole: nobody writes in it before it is settled, so that nothing is written twice.
export const Alternatives = Node.create({
  name: "alternatives",
  content: "variant variant+",
  atom: true,
  isolating: true,
  selectable: true,
  parseHTML: () => [{ tag: "div[data-alternatives]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...HTMLAttributes, "data-alternatives": "" }, 0],
  addNodeView() {
    return ({ node: first, editor, getPos }) => {
      let node = first;
      const dom = document.createElement("section");
      dom.className = "editor-alternatives";
      dom.contentEditable = "false";
      dom.setAttribute("aria-label", say("variants"));
      const words = Object.assign(document.createElement("p"), { className: "editor-alternatives__words" });
      words.append(say("variants"));
      const content = Object.assign(document.createElement("div"), { className: "editor-alternatives__all" });
      const both = button("list", "", () => chooseVariant(editor, getPos(), null));
      dom.append(words, content, both);
      const show = () => {
        dom.id = `block-${node.attrs.id}`;
        both.lastChild.textContent = node.childCount > 2 ? say("variantAll") : say("variantBoth");
        both.hidden = !editor.isEditable;
      };
      show();
      return {
        dom,
        contentDOM: content,
        update(next) {
          if (next.type !== node.type) return false;
          node = next;
          show();
          return true;
        },
        selectNode: () => dom.classList.add("is-selected"),
        deselectNode: () => dom.classList.remove("is-selected"),
        stopEvent: (event) => event.target instanceof Element && Boolean(event.target.closest("button")),
        ignoreMutation: (change) => change.type !== "selection" && !content.contains(change.target),
      };
    };
  },
});

export const Variant = Node.create({
  name: "variant",
  content: "block*",
  isolating: true,
  selectable: false,
  addAttributes() {
    return Object.fromEntries(["account", "name", "at"].map((name) => [name, {
      default: "",
      parseHTML: (element) => element.getAttribute(`data-variant-${name}`) ?? "",
      renderHTML: (attributes) => ({ [`data-variant-${name}`]: attributes[name] }),
    }]));
  },
  parseHTML: () => [{ tag: "div[data-variant-account]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", HTMLAttributes, 0],
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const { name, at } = node.attrs;
      const dom = document.createElement("div");
      dom.className = "editor-variant";
      dom.setAttribute("role", "group");
      const title = Object.assign(document.createElement("p"), { className: "editor-variant__by" });
      title.textContent = say("variantBy", { name, time: at ? when(new Date(at)) : "" });
      dom.setAttribute("aria-label", title.textContent);
      const content = Object.assign(document.createElement("div"), { className: "editor-variant__text" });
      content.dataset.gone = say("variantGone");
      const keep = button("check", say("variantKeep"), () => {
        const position = getPos();
        if (position === undefined) return;
        const $place = editor.state.doc.resolve(position);
        chooseVariant(editor, $place.before(), $place.index());
      });
      keep.setAttribute("aria-label", say("variantKeepOf", { name }));
      keep.hidden = !editor.isEditable;
      dom.append(title, content, keep);
      return {
        dom,
        contentDOM: content,
        update: (next) => next.type === node.type && next.attrs.name === name && next.attrs.at === at,
        ignoreMutation: (change) => change.type !== "selection" && !content.contains(change.target),
      };
    };
  },
});
