// Find and replace within the text: with or without marks, whole words, all at once and back in one step.
import { pm } from "../vendor/prose-editor.js";
import { debounce, say } from "./editor-data.js";
import { isLetter, kept, searchable, textBlocks } from "./editor-text.js";
import { element, icon } from "./phrases.js";
import { toast } from "./toast.js";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const key = new PluginKey("find");
const OPTIONS = "hoitu:find";

/** Every place of the words, in order: `{ from, to }`. */
export function matches(doc, words, options) {
  const found = [];
  const wanted = searchable(words.normalize("NFC"), options).text;
  if (!wanted) return found;
  for (const block of textBlocks(doc)) {
    const { text, at } = searchable(block.text, options);
    let place = text.indexOf(wanted);
    while (place >= 0) {
      const start = at[place];
      // Marks of their own behind the last letter belong to it.
      const end = at[place + wanted.length];
      const isWhole = !isLetter(block.text[start - 1]) && !isLetter(block.text[end]);
      if (!options.whole || isWhole) found.push({ from: block.from + start, to: block.from + end });
      place = text.indexOf(wanted, place + wanted.length);
    }
  }
  return found;
}

const plugin = new Plugin({
  key,
  state: {
    init: () => ({ all: [], current: -1, marks: DecorationSet.empty }),
    apply(transaction, before, _old, state) {
      const next = transaction.getMeta(key);
      if (next) return { ...next, marks: decorate(state.doc, next) };
      if (!transaction.docChanged || !before.all.length) return before;
      const all = before.all.map(({ from, to }) => ({
        from: transaction.mapping.map(from, 1), to: transaction.mapping.map(to, -1),
      })).filter(({ from, to }) => from < to);
      return { all, current: Math.min(before.current, all.length - 1), marks: before.marks.map(transaction.mapping, state.doc) };
    },
  },
  props: { decorations: (state) => key.getState(state).marks },
});

function decorate(doc, { all, current }) {
  // A letter that stands everywhere need not be painted everywhere.
  return DecorationSet.create(doc, all.slice(0, 2000).map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === current ? "found found--current" : "found" })));
}

export function startFind(editor) {
  editor.registerPlugin(plugin);
  const options = { marks: false, whole: false, cases: false, ...JSON.parse(kept.get(OPTIONS) ?? "{}") };
  let bar = null;
  let replaced = false;

  const state = () => key.getState(editor.state);
  const set = (all, current) => {
    editor.view.dispatch(editor.state.tr.setMeta(key, { all, current }).setMeta("addToHistory", false));
  };

  function look(keepsPlace = true) {
    if (!bar) return;
    const all = matches(editor.state.doc, bar.what.value, options);
    const from = keepsPlace ? state().all[state().current]?.from ?? editor.state.selection.from : 0;
    const next = all.findIndex((one) => one.from >= from);
    set(all, all.length ? Math.max(0, next) : -1);
    tell();
  }

  function tell() {
    const { all, current } = state();
    const text = !bar.what.value ? "" : all.length ? say("findCount", { n: current + 1, m: all.length }) : say("findNone");
    if (bar.count.textContent !== text) bar.count.textContent = text;
    for (const button of bar.needs) button.disabled = !all.length;
  }

  function move(step) {
    const { all, current } = state();
    if (!all.length) return;
    const next = (current + step + all.length) % all.length;
    set(all, next);
    show(all[next]);
    tell();
  }

  function show({ from, to }) {
    const { state: now, view } = editor;
    view.dispatch(now.tr.setSelection(TextSelection.create(now.doc, from, to)).scrollIntoView());
    const box = view.coordsAtPos(from);
    const foot = bar.root.getBoundingClientRect();
    // Not under the bar itself.
    if (box.top < 80 || (box.bottom > foot.top && box.top < foot.bottom)) {
      view.domAtPos(from).node.parentElement?.scrollIntoView({ block: "center" });
    }
  }

  function replace(transaction, { from, to }) {
    const words = bar.with.value;
    return words ? transaction.insertText(words, from, to) : transaction.delete(from, to);
  }

  function replaceOne() {
    const { all, current } = state();
    const one = all[current];
    if (!one || !editor.isEditable) return;
    editor.view.dispatch(replace(editor.state.tr, one));
    const after = one.from + bar.with.value.length;
    const rest = matches(editor.state.doc, bar.what.value, options);
    const next = rest.findIndex((other) => other.from >= after);
    set(rest, rest.length ? Math.max(0, next) : -1);
    if (rest.length) show(rest[Math.max(0, next)]);
    replaced = true;
    tell();
    if (!rest.length) bar.what.focus();
  }

  function replaceAll() {
    const all = matches(editor.state.doc, bar.what.value, options);
    if (!all.length || !editor.isEditable) return;
    let transaction = editor.state.tr;
    // From the end, so that the places before stay where they are. One transaction is one step to undo.
    for (const one of [...all].reverse()) transaction = replace(transaction, one);
    editor.view.dispatch(pm.history.closeHistory(transaction));
    look(false);
    // The buttons have nothing to do now and let the focus go; here Ctrl Z takes the words back.
    bar.what.focus();
    replaced = true;
    toast(say("findDone", { n: all.length }));
  }

  function close() {
    const { all, current } = state();
    const one = all[current];
    bar.root.remove();
    bar = null;
    set([], -1);
    editor.view.focus();
    if (one) editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, one.from, one.to)));
  }

  function open(replaces) {
    const { from, to, empty } = editor.state.selection;
    const chosen = empty || to - from > 100 ? "" : editor.state.doc.textBetween(from, to, " ");
    if (!bar) {
      bar = build();
      document.getElementById("editor").append(bar.root);
    }
    if (chosen && !chosen.includes("\n")) bar.what.value = chosen;
    bar.row.hidden = !(replaces || !bar.row.hidden) || !editor.isEditable;
    look();
    const place = replaces && bar.what.value && editor.isEditable ? bar.with : bar.what;
    place.focus();
    place.select();
  }

  function build() {
    const root = element("div", "find");
    root.setAttribute("role", "search");
    root.setAttribute("aria-label", say("find"));
    const field = (name, id) => {
      const input = element("input", "field__control");
      Object.assign(input, { id, type: "text", autocomplete: "off", spellcheck: false, placeholder: say(name) });
      const label = element("label", "find__label", say(name));
      label.htmlFor = id;
      return [label, input];
    };
    const button = (name, picture, act, isPlain = false) => {
      const made = element("button", `button ${isPlain ? "" : "button--icon "}button--quiet`);
      made.type = "button";
      if (picture) made.append(icon(picture));
      if (isPlain) made.append(element("span", "", say(name)));
      else made.title = say(name);
      if (!isPlain) made.setAttribute("aria-label", say(name));
      made.addEventListener("click", act);
      return made;
    };
    const [whatLabel, what] = field("findWhat", "find-what");
    const [withLabel, withWhat] = field("findWith", "find-with");
    const count = element("output", "find__count figures");
    count.setAttribute("aria-live", "polite");
    const [previous, next] = [
      button("findPrevious", "arrow-up", () => move(-1)), button("findNext", "arrow-down", () => move(1)),
    ];
    const one = button("findReplace", null, replaceOne, true);
    const all = button("findAll", null, replaceAll, true);
    const row = element("div", "find__row", withLabel, withWhat, one, all);
    const choices = element("div", "find__row", ...[["marks", "findMarks"], ["whole", "findWhole"], ["cases", "findCase"]].map(([name, text]) => {
      const box = element("input");
      Object.assign(box, { type: "checkbox", checked: options[name] });
      box.addEventListener("change", () => {
        options[name] = box.checked;
        kept.set(OPTIONS, JSON.stringify(options));
        look();
      });
      return element("label", "find__choice", box, say(text));
    }));
    root.append(
      element("div", "find__row", whatLabel, what, count, previous, next, button("close", "x", close)), row, choices,
    );
    what.addEventListener("input", debounce(120, () => look(false)));
    root.addEventListener("input", () => (replaced = false));
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      else if (replaced && event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey) {
        editor.commands.undo();
        look(false);
      }
      else if (event.key === "Enter" && event.target === what) move(event.shiftKey ? -1 : 1);
      else if (event.key === "Enter" && event.target === withWhat) replaceOne();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    row.hidden = true;
    return { root, what, with: withWhat, count, row, needs: [previous, next, one, all] };
  }

  editor.on("update", debounce(250, () => bar && look()));
  return { open, close, isOpen: () => Boolean(bar) };
}
