// The sheet of keys: everything a hand can do here without leaving the keyboard.
import { say } from "./editor-data.js";
import { element, icon } from "./phrases.js";

const sheet = [
  ["keysText", [
    [["Ctrl", "S"], "keySave"], [["Ctrl", "B"], "keyBold"], [["Ctrl", "I"], "keyItalic"], [["Ctrl", "K"], "keyLink"],
    [["Ctrl", "Z"], "keyUndo"], [["Ctrl", "Shift", "Z"], "keyRedo"], [["Ctrl", "Alt", "2"], "keyH2"],
    [["Ctrl", "Alt", "3"], "keyH3"], [["Ctrl", "Shift", "8"], "keyList"], [["Ctrl", "Shift", "7"], "keyOrdered"],
    [["Ctrl", "Shift", "B"], "keyQuote"], [["Shift", "Enter"], "keyBreak"],
  ]],
  ["keysTools", [
    [["Ctrl", "F"], "keyFind"], [["Ctrl", "H"], "keyReplace"], [["Alt", "Enter"], "keySpelling"],
    [["F7"], "keySpellingNext"], [["Shift", "F7"], "keyMarks"], [["F9"], "keyFocus"], [["F1"], "keySheet"],
    [["Ctrl", "/"], "keySheet"], [["Esc"], "keyClose"], [["Tab"], "keyTab"],
  ]],
  ["keysDesk", [
    [["Ctrl", "K"], "keyPalette"], [["j", "k"], "keyLists"], [["Enter"], "keyOpen"], [["/"], "keyFilter"],
  ]],
];

export function showSheet() {
  document.getElementById("keys-sheet")?.remove();
  const before = document.activeElement;
  const close = element("button", "button button--icon button--quiet", icon("x"));
  close.type = "button";
  close.setAttribute("aria-label", say("close"));
  const title = element("h2", "", say("keysTitle"));
  title.id = "keys-title";
  const parts = sheet.map(([name, lines]) => {
    const list = element("dl", "keys-list");
    for (const [keys, what] of lines) {
      const term = element("dt");
      keys.forEach((one, index) => term.append(index ? " " : "", element("kbd", "", one)));
      list.append(term, element("dd", "", say(what)));
    }
    return element("section", "", element("h3", "", say(name)), list);
  });
  const body = element("div", "dialog__body keys-sheet", ...parts);
  // It scrolls on a small screen, by the arrow keys too.
  body.tabIndex = 0;
  body.setAttribute("role", "group");
  body.setAttribute("aria-labelledby", "keys-title");
  const dialog = element(
    "dialog", "dialog", element("div", "dialog__frame", element("header", "dialog__head", title, close), body));
  dialog.id = "keys-sheet";
  dialog.setAttribute("aria-labelledby", "keys-title");
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    before?.focus?.({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** What the keys do. Where a key is the browser's own it is taken only within the text. */
export function startKeys(editor, { find, spelling, focus }) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const within = editor.view.dom.contains(event.target) || event.target.closest?.(".find, .writing, .editor-line");
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const letter = event.key.toLowerCase();
    if (command && !event.shiftKey && letter === "f" && within) find.open(false);
    else if (command && !event.shiftKey && letter === "h" && within) find.open(true);
    else if ((event.key === "F1" && !event.shiftKey) || (command && event.key === "/")) showSheet();
    else if (event.altKey && event.key === "Enter" && within) spelling.menuHere();
    else if (event.key === "F7" && !event.shiftKey && !command) spelling.next();
    else if (event.key === "F7" && event.shiftKey) spelling.normalise();
    else if (event.key === "F9") focus.toggle();
    else if (event.key === "Escape" && find.isOpen() && (within || event.target === document.body)) find.close();
    else if (event.key === "Escape" && focus.isOn() && within && !find.isOpen()) focus.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
}
