// Spelling: what the server finds in each block is underlined; nothing is changed unless somebody says so. Only blocks that
// changed are asked for, when the hand rests, so that typing never waits for it.
import { pm } from "../vendor/prose-editor.js";
import { data, debounce, say } from "./editor-data.js";
import { lineTexts, onLines, showLines } from "./editor-spelling-lines.js";
import { closeMenu, openMenu } from "./editor-spelling-menu.js";
import { kept, textBlocks, whenIdle } from "./editor-text.js";
import { send } from "./send.js";
import { toast } from "./toast.js";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const key = new PluginKey("spelling");
const KEEP = "hoitu:spelling";
const REST = 700;
/** What one request may hold; the server takes more. */
const MOST = { blocks: 200, letters: 60_000 };

export function startSpelling(editor, { button, shown }) {
  /** What is known of a text, by the text: the same words are looked through once. */
  const known = new Map();
  const ignored = new Set();
  let isOn = kept.get(KEEP) !== "off";
  let isThere = true;
  let isAsking = false;
  let mayAddToHouse = false;
  let timer;

  editor.registerPlugin(new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, marks) => transaction.getMeta(key) ?? (transaction.docChanged ? marks.map(transaction.mapping, transaction.doc) : marks),
    },
    props: {
      decorations: (state) => key.getState(state),
      handleDOMEvents: {
        contextmenu(view, event) {
          if (event.shiftKey) return false;
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          const found = place && at(place.pos);
          if (!found) return false;
          event.preventDefault();
          menu(found);
          return true;
        },
      },
    },
  }));

  const all = () => key.getState(editor.state).find().map((one) => ({ from: one.from, to: one.to, ...one.spec.finding }));
  const at = (place) => all().find(({ from, to }) => from <= place && place <= to);

  /** Underlines what is known. The word at the cursor is left alone while it is being written. */
  function paint() {
    if (editor.isDestroyed || editor.view.composing) return;
    const { doc, selection } = editor.state;
    const marks = [];
    let waits = false;
    for (const block of textBlocks(doc)) {
      const findings = known.get(block.text);
      if (!findings) {
        waits ||= Boolean(block.text.trim());
        continue;
      }
      for (const finding of findings) {
        if (ignored.has(finding.text.toLowerCase())) continue;
        const [from, to] = [block.from + finding.start, block.from + finding.start + finding.length];
        const isBeingWritten = selection.empty && selection.head === to && editor.view.hasFocus() && Date.now() - typed < 2000;
        if (isBeingWritten) timer ??= setTimeout(() => ((timer = undefined), paint()), 2100);
        else marks.push(Decoration.inline(from, to, { class: `misspelt misspelt--${finding.kind}` }, { finding }));
      }
    }
    editor.view.dispatch(
      editor.state.tr.setMeta(key, DecorationSet.create(doc, isOn ? marks : [])).setMeta("addToHistory", false));
    const inLines = showLines(
      (text) => (known.get(text) ?? []).filter((one) => !ignored.has(one.text.toLowerCase())), isOn,
      (finding, box, put, closed) => offer(finding, box, put, closed));
    tell(marks.length + inLines, waits);
  }

  function tell(count, waits) {
    button.hidden = !isThere;
    button.setAttribute("aria-pressed", String(isOn));
    const text = !isOn ? say("spellingOff") : count ? say("spellingOn", { n: count }) : waits ? say("spelling") : say("spellingNone");
    button.querySelector("span").textContent = text;
    button.dataset.found = String(isOn && count > 0);
    shown?.(isThere);
  }

  let typed = 0;
  async function look() {
    if (!isThere || !isOn || isAsking || editor.isDestroyed) return;
    const asked = new Map();
    let letters = 0;
    for (const text of [...lineTexts(), ...textBlocks(editor.state.doc).map((block) => block.text)]) {
      if (known.has(text) || asked.has(text) || !text.trim()) continue;
      if (asked.size >= MOST.blocks || (asked.size && letters + text.length > MOST.letters)) break;
      asked.set(text, String(asked.size));
      letters += text.length;
    }
    if (!asked.size) return paint();
    isAsking = true;
    const paragraphs = [...asked].map(([text, id]) => ({ id, text }));
    const answer = await send("/api/v1/spelling", { organisation: data.organisation, paragraphs }, { headers: { "X-Background": "1" } })
      .catch(() => null);
    isAsking = false;
    if (answer?.ok) {
      const told = await answer.json();
      mayAddToHouse = told.mayAddToHouse;
      // What was once written in an hour of work; older texts are asked for again.
      if (known.size > 4000) known.clear();
      for (const { id, findings } of told.paragraphs) known.set(paragraphs[Number(id)].text, findings);
      whenIdle(look);
    } else if (answer && [403, 404].includes(answer.status)) {
      isThere = false;
      paint();
    } else {
      if (isOn) button.querySelector("span").textContent = say("spellingAway");
      setTimeout(look, 15_000);
    }
  }

  const later = debounce(REST, () => whenIdle(look));
  editor.on("update", () => {
    typed = Date.now();
    later();
  });
  editor.view.dom.addEventListener("compositionend", later);
  onLines(later);

  /** Puts other words in the place of a finding, set as it was. */
  function put(finding, words) {
    const { state } = editor;
    if (state.doc.textBetween(finding.from, finding.to, "", "\ufffc") !== finding.text) return;
    editor.view.dispatch(pm.history.closeHistory(state.tr.insertText(words, finding.from, finding.to)));
    editor.view.focus();
  }

  async function add(finding, house) {
    const answer = await send("/api/v1/spelling/words", { organisation: data.organisation, word: finding.text, house }).catch(() => null);
    if (!answer?.ok) {
      const problem = await answer?.json().catch(() => null);
      return toast(Object.values(problem?.errors ?? {})[0] ?? problem?.title ?? say("spellingAway"));
    }
    forget(finding.text);
    toast(say("spellingAdded", { word: finding.text }));
  }

  /** What is known of texts with this word is not true any more. */
  function forget(word) {
    for (const [text, findings] of known) if (findings.some((one) => one.text === word)) known.delete(text);
    look();
  }

  function menu(finding) {
    offer(finding, editor.view.coordsAtPos(finding.from), (words) => put(finding, words), () => editor.view.focus());
  }

  function offer(finding, box, put, closed) {
    openMenu(finding, box, {
      isEditable: editor.isEditable,
      mayAddToHouse,
      put,
      add: (house) => add(finding, house),
      ignore: () => {
        ignored.add(finding.text.toLowerCase());
        paint();
      },
      closed,
    });
  }

  function go(finding) {
    editor.view.dispatch(
      editor.state.tr.setSelection(TextSelection.create(editor.state.doc, finding.from, finding.to)).scrollIntoView());
    editor.view.domAtPos(finding.from).node.parentElement?.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => menu(finding));
  }

  function next() {
    closeMenu();
    const found = all();
    if (!found.length) return;
    const { from, to } = editor.state.selection;
    const isAt = found.findIndex((one) => one.from === from && one.to === to);
    go(isAt >= 0 ? found[(isAt + 1) % found.length] : found.find((one) => one.from >= from) ?? found[0]);
  }

  /** Sets the tones of the chosen text, or of all of it, as the house writes them: one step to undo. */
  async function normalise() {
    if (!editor.isEditable) return;
    const { from, to, empty } = editor.state.selection;
    const inside = (start, end) => empty || (start >= from && end <= to);
    const blocks = textBlocks(editor.state.doc).filter(({ text, from: start }) => text.trim() && (empty || (start < to && start + text.length > from)));
    const paragraphs = blocks.map(({ text }, index) => ({ id: String(index), text }));
    const answer = await send("/api/v1/spelling", { organisation: data.organisation, suggest: false, paragraphs }).catch(() => null);
    if (!answer?.ok) return toast(say("spellingAway"));
    const told = await answer.json();
    let transaction = editor.state.tr;
    let count = 0;
    // The text may have moved meanwhile: only what still stands there is touched, from the end.
    const now = textBlocks(editor.state.doc);
    for (const { id, findings } of told.paragraphs.reverse()) {
      const block = now.find((one) => one.node === blocks[Number(id)].node);
      if (!block) continue;
      for (const finding of findings.reverse()) {
        const [start, end] = [block.from + finding.start, block.from + finding.start + finding.length];
        if (finding.kind !== "style" || !inside(start, end)) continue;
        transaction = transaction.insertText(finding.suggestions[0], start, end);
        count++;
      }
    }
    if (!count) return toast(say("marksNone"));
    editor.view.dispatch(pm.history.closeHistory(transaction));
    toast(say("marksDone", { n: count }));
  }

  button.addEventListener("click", () => (isOn && button.dataset.found === "true" ? next() : toggle()));

  function toggle() {
    isOn = !isOn;
    kept.set(KEEP, isOn ? "on" : "off");
    if (isOn) look();
    else paint();
  }

  whenIdle(look, 3000);
  return {
    next,
    normalise,
    toggle,
    menuHere() {
      const found = at(editor.state.selection.head) ?? at(editor.state.selection.from);
      if (found) menu(found);
      else next();
    },
  };
}
