// The tools around the text, in a bar at its foot: how long it is, what to look at again, finding, quiet, keys.
import { say } from "./editor-data.js";
import { startCount } from "./editor-count.js";
import { startFind } from "./editor-find.js";
import { startFocus } from "./editor-focus.js";
import { showSheet, startKeys } from "./editor-keys.js";
import { startSpelling } from "./editor-spelling.js";
import { element, icon } from "./phrases.js";

/** @param {import("../vendor/prose-editor.js").Editor} editor */
export function startWriting(editor) {
  // The browser's own speller knows no Vietnamese.
  editor.view.dom.setAttribute("spellcheck", "false");
  const bar = element("div", "writing");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", say("writingTools"));
  const count = element("p", "writing__count figures");
  const button = (name, picture, keys, isWide = false) => {
    const made = element("button", `button button--quiet${isWide ? " writing__wide" : " button--icon"}`, icon(picture));
    made.type = "button";
    made.dataset.writing = name === "keysTitle" ? "keys" : name;
    made.title = `${say(name)} (${keys})`;
    if (isWide) made.append(element("span", "", say(name)));
    else made.setAttribute("aria-label", `${say(name)} (${keys})`);
    bar.append(made);
    return made;
  };
  bar.append(count);
  const spell = button("spelling", "spell-check", "F7", true);
  spell.hidden = true;
  const marks = button("marks", "languages", "Shift F7");
  marks.hidden = true;
  const search = button("find", "search", "Ctrl F");
  const quiet = button("focus", "focus", "F9");
  const help = button("keysTitle", "keyboard", "F1");
  document.getElementById("editor").append(bar);

  const buttons = () => [...bar.querySelectorAll("button:not([hidden])")];
  for (const one of bar.querySelectorAll("button")) one.tabIndex = one === search ? 0 : -1;
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = buttons();
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  });
  // Keeps the selection in the text when a mouse presses here.
  bar.addEventListener("mousedown", (event) => event.preventDefault());

  startCount(editor, count);
  const find = startFind(editor);
  const focus = startFocus(editor, quiet);
  const spelling = startSpelling(editor, {
    button: spell,
    shown: (isThere) => (marks.hidden = !isThere || !editor.isEditable),
  });
  search.addEventListener("click", () => find.open(true));
  marks.addEventListener("click", () => spelling.normalise());
  help.addEventListener("click", showSheet);
  startKeys(editor, { find, spelling, focus });
}
