// Góp ý sửa: what is typed and taken out is proposed, not done, until somebody who may write in the text says yes.
import { Plugin, pm } from "../vendor/prose-editor.js";
import { data, newID, say } from "./editor-data.js";
import { element, icon } from "./phrases.js";

const { ReplaceStep } = pm.transform;
const { TextSelection } = pm.state;

/** The proposals of a text, each once: which, whose, and what it puts in or takes out. */
export function suggestions(doc) {
  const found = new Map();
  doc.descendants((node, place) => {
    for (const { type, attrs } of node.marks ?? []) {
      if (type.name !== "suggestion") continue;
      const key = `${attrs.kind} ${attrs.id}`;
      const one = found.get(key) ?? { ...attrs, key, from: place, text: "", ranges: [] };
      one.text += node.text ?? "";
      one.ranges.push({ from: place, to: place + node.nodeSize });
      found.set(key, one);
    }
  });
  return [...found.values()];
}

/** Answers some proposals: what is accepted becomes text, or goes. */
export function answer(editor, chosen, isAccepted) {
  const { tr, schema } = editor.state;
  const ranges = chosen.flatMap(({ kind, id, ranges }) => ranges.map((range) => ({ ...range, kind, id })));
  for (const { from, to, kind, id } of ranges.sort((one, other) => other.from - one.from)) {
    if ((kind === "insert") === isAccepted) {
      for (const mark of marksOf(tr.doc, from, to, kind, id)) tr.removeMark(from, to, mark);
    } else tr.delete(from, to);
  }
  editor.view.dispatch(tr.setMeta("hoitu:suggestion", true).setStoredMarks(null));
  return schema;
}

function marksOf(doc, from, to, kind, id) {
  const marks = [];
  doc.nodesBetween(from, to, (node) => {
    marks.push(...node.marks.filter(({ type, attrs }) => type.name === "suggestion" && attrs.kind === kind && attrs.id === id));
  });
  return marks;
}

class Mode {
  isOn = false;
  isForward = false;

  /** The mark for a change at this place: goes on with one's own that stands beside it. */
  mark(state, kind, place) {
    const type = state.schema.marks.suggestion;
    const $place = state.doc.resolve(Math.min(place, state.doc.content.size));
    for (const node of [$place.nodeBefore, $place.nodeAfter]) {
      const own = node?.marks.find((mark) => mark.type === type && mark.attrs.kind === kind && mark.attrs.account === data.account);
      if (own) return own;
    }
    return type.create({ id: newID(), kind, account: data.account, name: data.accountName, at: new Date().toISOString() });
  }

  /** What was just done is undone where it took words away, and marked where it put some in. */
  propose(transactions, before, state) {
    if (!this.isOn || !transactions.some((one) => one.docChanged)) return null;
    if (transactions.some((one) => ["hoitu:shown", "hoitu:suggestion", "history$", "appendedTransaction"].some((key) => one.getMeta(key)))) return null;
    const steps = transactions.flatMap((one) => one.steps.map((step, index) => ({ step, doc: one.docs[index] })));
    // More than one step is not typing: a change of form, a moved block; it stands as it is.
    if (steps.length !== 1 || !(steps[0].step instanceof ReplaceStep)) return null;
    const { step: { from, to, slice }, doc } = steps[0];
    const tr = state.tr.setMeta("hoitu:suggestion", true);
    const taken = this.takenOut(doc, from, to);
    if (slice.size) tr.addMark(from, from + slice.size, this.mark(state, "insert", from));
    if (!taken) return slice.size ? tr : null;
    const mark = this.mark(state, "delete", from);
    try {
      tr.replace(from, from, taken);
    } catch {
      return null;
    }
    const size = tr.doc.content.size - state.doc.content.size;
    tr.addMark(from, from + size, mark);
    const cursor = slice.size ? from + size + slice.size : this.isForward ? from + size : from;
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(cursor, tr.doc.content.size)), -1));
    return tr;
  }

  /** What was taken out and is not one's own proposal, which may simply go; nil where nothing is left of it. */
  takenOut(doc, from, to) {
    if (from === to) return null;
    let isOwn = true;
    doc.nodesBetween(from, to, (node) => {
      if (!node.isText) return;
      isOwn &&= node.marks.some(({ type, attrs }) =>
        type.name === "suggestion" && attrs.kind === "insert" && attrs.account === data.account);
    });
    return isOwn && doc.textBetween(from, to) ? null : doc.slice(from, to);
  }
}

/** @param {import("../vendor/prose-editor.js").Editor} editor */
export function startSuggestions(editor) {
  if (!editor.isEditable || !editor.schema.marks.suggestion) return;
  const mode = new Mode();
  editor.registerPlugin(new Plugin({
    appendTransaction: (transactions, before, state) => mode.propose(transactions, before, state),
    props: {
      handleKeyDown(view, event) {
        mode.isForward = event.key === "Delete";
        const isOne = ["Delete", "Backspace"].includes(event.key) && !(event.ctrlKey || event.altKey || event.metaKey);
        return mode.isOn && isOne && !view.composing && takeLetter(view, mode.isForward);
      },
    },
  }));
  const bar = element("div", "suggest-bar");
  const toggle = element("button", "button button--quiet", icon("pencil-line"), say("suggest"));
  toggle.type = "button";
  toggle.id = "editor-suggest";
  // The last of the tools: arrows reach it, as they do the others.
  toggle.tabIndex = -1;
  toggle.addEventListener("mousedown", (event) => event.preventDefault());
  const note = element("span", "quiet");
  note.setAttribute("role", "status");
  const list = element("details", "suggest-open");
  bar.append(note, list);
  const tools = document.getElementById("editor-tools");
  tools?.append(toggle);
  tools?.after(bar);
  const show = () => {
    toggle.setAttribute("aria-pressed", String(mode.isOn));
    note.textContent = mode.isOn ? say("suggestOn") : "";
    showList(editor, list);
    bar.classList.toggle("suggest-bar--empty", !mode.isOn && list.hidden);
  };
  toggle.addEventListener("click", () => {
    mode.isOn = !mode.isOn;
    show();
    editor.view.focus();
  });
  editor.on("update", show);
  editor.on("transaction", ({ transaction }) => transaction.docChanged && show());
  show();
}

/** Takes one letter out, as the key would: by the browser's own way it is not always the one that stands there now. */
function takeLetter(view, isForward) {
  const { selection, tr } = view.state;
  const { $head } = selection;
  if (!selection.empty || !$head.parent.isTextblock) return false;
  const words = $head.parent.textBetween(0, $head.parent.content.size, undefined, "\ufffc");
  const letters = [...new Intl.Segmenter("vi").segment(
    isForward ? words.slice($head.parentOffset) : words.slice(0, $head.parentOffset))];
  const letter = (isForward ? letters[0] : letters.at(-1))?.segment;
  if (!letter) return false;
  const [from, to] = isForward ? [$head.pos, $head.pos + letter.length] : [$head.pos - letter.length, $head.pos];
  view.dispatch(tr.delete(from, to).scrollIntoView());
  return true;
}

let shown = "";

function showList(editor, list) {
  const open = suggestions(editor.state.doc);
  const state = JSON.stringify(open.map(({ key, text }) => [key, text]));
  list.hidden = !open.length;
  if (state === shown) return;
  shown = state;
  const act = (label, chosen, isAccepted) => {
    const made = element("button", "button button--quiet", label);
    made.type = "button";
    made.addEventListener("click", () => answer(editor, suggestions(editor.state.doc).filter(({ key }) => chosen.includes(key)), isAccepted));
    return made;
  };
  const keys = open.map(({ key }) => key);
  const lines = open.map(({ key, kind, name, text }) => {
    const words = element(kind === "insert" ? "ins" : "del", "", text.slice(0, 160));
    return element("li", "", element("b", "", name), ` ${say(kind === "insert" ? "suggestPut" : "suggestTake")} `, words,
      element("div", "form__acts", act(say("suggestAccept"), [key], true), act(say("suggestReject"), [key], false)));
  });
  list.replaceChildren(
    element("summary", "", say("suggestCount", { n: open.length })),
    element("div", "form__acts", act(say("suggestAcceptAll"), keys, true), act(say("suggestRejectAll"), keys, false)),
    element("ul", "suggest-list", ...lines));
}
