// What the views of blocks in the text have in common: a frame with fields and buttons that the text around them leaves alone.
import { icon } from "./phrases.js";

/** A button with its icon and words. */
export function button(name, words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--quiet";
  made.append(icon(name), Object.assign(document.createElement("span"), { textContent: words }));
  if (act) made.addEventListener("click", act);
  return made;
}

/** A field with its label above it. */
export function field(name, label, value, isLong = false) {
  const holder = document.createElement("label");
  holder.className = `editor-part__field editor-part__field--${name}`;
  const words = document.createElement("span");
  words.textContent = label;
  const control = document.createElement(isLong ? "textarea" : "input");
  control.name = `part-${name}`;
  control.maxLength = 1000;
  control.value = value ?? "";
  if (isLong) control.rows = 1;
  holder.append(words, control);
  return { holder, control };
}

/**
 * The view of a block as ProseMirror asks for it.
 * @param {object} props What ProseMirror gives: `node`, `editor`, `getPos`.
 * @param {{ name: string, tag?: string, label: string, fields?: Record<string, { label: string, isLong?: boolean }>,
 *   content?: HTMLElement, acts?: (tools: object) => HTMLElement[], show?: (node: object, parts: object) => void,
 *   above?: HTMLElement[] }} shape `content`: where the block's own content is written; none where it has none.
 */
export function partView({ node: first, editor, getPos }, shape) {
  let node = first;
  const dom = document.createElement(shape.tag ?? "figure");
  dom.className = `editor-part editor-part--${shape.name}`;
  dom.setAttribute("role", "group");
  dom.setAttribute("aria-label", shape.label);
  const frame = document.createElement("div");
  frame.className = "editor-part__frame";
  frame.contentEditable = "false";
  const fields = Object.entries(shape.fields ?? {}).map(([name, { label, isLong }]) => {
    return [name, field(name, label, node.attrs[name], isLong)];
  });
  const acts = document.createElement("div");
  acts.className = "editor-part__acts";
  acts.contentEditable = "false";

  const tools = {
    get node() {
      return node;
    },
    editor,
    getPos,
    set: (attributes) => {
      const position = getPos();
      if (position === undefined) return;
      editor.view.dispatch(editor.state.tr.setNodeMarkup(position, null, { ...node.attrs, ...attributes }));
    },
    remove: () => {
      const position = getPos();
      if (position === undefined) return;
      editor.chain().focus().deleteRange({ from: position, to: position + node.nodeSize }).run();
    },
  };
  for (const [name, { holder, control }] of fields) {
    frame.append(holder);
    control.addEventListener("input", () => tools.set({ [name]: control.value }));
    control.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }
  acts.append(...(shape.acts?.(tools) ?? []));
  dom.append(...(shape.above ?? []), frame, ...(shape.content ? [shape.content] : []), acts);

  function show() {
    dom.id = `block-${node.attrs.id}`;
    for (const [name, { control }] of fields) {
      const value = node.attrs[name] ?? "";
      if (control !== document.activeElement && control.value !== value) control.value = value;
      control.readOnly = !editor.isEditable;
    }
    acts.hidden = !editor.isEditable;
    shape.show?.(node, { dom, frame, acts });
  }
  show();
  return {
    dom,
    contentDOM: shape.content ?? undefined,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      show();
      return true;
    },
    selectNode: () => dom.classList.add("is-selected"),
    deselectNode: () => dom.classList.remove("is-selected"),
    stopEvent: (event) => frame.contains(event.target) || acts.contains(event.target)
      || Boolean(shape.above?.some((part) => part.contains(event.target))),
    ignoreMutation: (change) => change.type !== "selection" && !shape.content?.contains(change.target),
    destroy: () => shape.destroy?.(),
  };
}

/** The attributes of a block that are written as data, for the clipboard. */
export function dataAttributes(names) {
  return Object.fromEntries(names.map((name) => [name, {
    default: "",
    parseHTML: (element) => element.dataset[name] ?? "",
    renderHTML: (attributes) => ({ [`data-${name}`]: attributes[name] }),
  }]));
}

/** The position of the block of the text that holds the selection, and the block. */
export function topBlock({ doc, selection }) {
  const { $from } = selection;
  if ($from.depth > 0) return { from: $from.before(1), to: $from.after(1), node: $from.node(1) };
  const node = doc.nodeAt($from.pos);
  return { from: $from.pos, to: $from.pos + (node?.nodeSize ?? 0), node };
}

/**
 * Puts a block into the text: in place of the empty paragraph the caret is in, or after the block it is in. There is
 * always a line to write on below it.
 * @returns {number} Where it stands.
 */
export function insertBlock(editor, json, { goesIn = true } = {}) {
  const { state } = editor;
  const block = topBlock(state);
  const node = state.schema.nodeFromJSON(json);
  const isEmpty = block.node?.type.name === "paragraph" && block.node.content.size === 0;
  const from = isEmpty ? block.from : block.to;
  const tr = state.tr;
  if (isEmpty) tr.replaceWith(block.from, block.to, node);
  else tr.insert(block.to, node);
  const after = from + node.nodeSize;
  if (after >= tr.doc.content.size) tr.insert(tr.doc.content.size, state.schema.nodes.paragraph.create());
  editor.view.dispatch(tr.scrollIntoView());
  if (goesIn) {
    // At once, so that what is typed next lands in it; and again where a dialog that closes takes the focus back.
    goInto(editor, from);
    requestAnimationFrame(() => editor.view.dom.contains(document.activeElement) || goInto(editor, from));
  }
  return from;
}

/** Leads into a block: its first field, or its content. */
function goInto(editor, position) {
  const node = editor.state.doc.nodeAt(position);
  if (!node) return;
  if (node.type.name === "table") {
    editor.commands.setTextSelection(position + 3);
    return editor.view.focus();
  }
  const control = editor.view.nodeDOM(position)?.querySelector?.("input, textarea");
  if (!control) return editor.view.focus();
  control.focus({ preventScroll: true });
  control.scrollIntoView({ block: "center" });
}

/** What a thing is called that is not there. */
export function missing(words) {
  const made = document.createElement("p");
  made.className = "editor-part__missing";
  made.textContent = words;
  return made;
}
