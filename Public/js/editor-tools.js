// The row of tools above the text: one stop of the Tab key, arrows move within (ARIA toolbar pattern).
import { isAllowedLink, say } from "./editor-data.js";
import { startInsert } from "./editor-insert.js";

const commands = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  heading2: (chain) => chain.toggleHeading({ level: 2 }),
  heading3: (chain) => chain.toggleHeading({ level: 3 }),
  bulletList: (chain) => chain.toggleBulletList(),
  orderedList: (chain) => chain.toggleOrderedList(),
  blockquote: (chain) => chain.toggleBlockquote(),
  horizontalRule: (chain) => chain.setHorizontalRule(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};

const states = {
  bold: (editor) => editor.isActive("bold"),
  italic: (editor) => editor.isActive("italic"),
  link: (editor) => editor.isActive("link"),
  heading2: (editor) => editor.isActive("heading", { level: 2 }),
  heading3: (editor) => editor.isActive("heading", { level: 3 }),
  bulletList: (editor) => editor.isActive("bulletList"),
  orderedList: (editor) => editor.isActive("orderedList"),
  blockquote: (editor) => editor.isActive("blockquote"),
};

/**
 * @param {import("../vendor/prose-editor.js").Editor} editor
 * @param {{ addFigure: () => void }} acts
 */
export function startTools(editor, acts) {
  const bar = document.getElementById("editor-tools");
  if (!bar || !editor.isEditable) return;
  bar.hidden = false;
  const openInsert = startInsert(editor, acts, bar);
  const buttons = [...bar.querySelectorAll("button")];

  buttons.forEach((button, index) => {
    button.tabIndex = index === 0 ? 0 : -1;
    const tool = button.dataset.tool;
    if (!(tool in states)) button.removeAttribute("aria-pressed");
    // Keeps the selection in the text when a mouse presses here.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (tool === "figure") acts.addFigure();
      else if (tool === "insert") openInsert(button);
      else if (tool === "link") editLink(editor);
      else commands[tool](editor.chain().focus()).run();
    });
  });

  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...bar.querySelectorAll("button")];
    const next = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    for (const button of all) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });

  const show = () => {
    for (const button of buttons) {
      const isOn = states[button.dataset.tool]?.(editor);
      if (isOn !== undefined) button.setAttribute("aria-pressed", String(isOn));
    }
  };
  editor.on("transaction", show);
  show();
}

/** Asks for the address of a link in a dialog; an empty one takes the link away. */
export function editLink(editor) {
  const { empty } = editor.state.selection;
  const before = editor.getAttributes("link").href ?? "";
  if (empty && !before) return;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-label", say("linkSet"));
  dialog.innerHTML = `<form method="dialog" class="dialog__frame"><div class="dialog__body"><div class="field">
    <label class="field__label" for="link-address"></label>
    <input class="field__control" id="link-address" type="text" inputmode="url" autocomplete="off">
    <p class="field__error" role="alert" hidden></p></div></div>
    <footer class="dialog__acts"><button class="button" value="cancel" formnovalidate></button>
    <button class="button" value="remove"></button><button class="button button--primary" value="set"></button></footer></form>`;
  const input = dialog.querySelector("input");
  const error = dialog.querySelector(".field__error");
  const [cancel, remove, set] = dialog.querySelectorAll("button");
  dialog.querySelector("label").textContent = say("linkAddress");
  cancel.textContent = say("cancel");
  remove.textContent = say("linkRemove");
  set.textContent = say("linkSet");
  remove.hidden = !before;
  input.value = before || "https://";
  dialog.querySelector("form").addEventListener("submit", (event) => {
    // Enter in the field means to set it, not to leave.
    const act = event.submitter === cancel && document.activeElement === input ? "set" : event.submitter?.value;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (act === "cancel") return;
    if (act === "remove" || !input.value.trim()) {
      chain.unsetMark("link").run();
      return;
    }
    const address = input.value.trim();
    if (!isAllowedLink(address)) {
      event.preventDefault();
      error.textContent = say("linkBad");
      error.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.focus();
      return;
    }
    if (event.submitter === cancel) dialog.close("set");
    chain.setMark("link", { href: address }).run();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  input.select();
}
