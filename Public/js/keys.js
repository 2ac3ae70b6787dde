// j and k walk through the list, Enter opens, / filters, ? tells which keys there are.
import { element, icon, t } from "./phrases.js";

function isTyping(event) {
  const target = event.target;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function rows() {
  const lists = [...document.querySelectorAll("[data-keys]")];
  return lists.flatMap((list) => [...(list.tBodies?.[0]?.rows ?? list.children)]).filter((row) => !row.hidden);
}

function linkOf(row) {
  return row.querySelector("a[href], button");
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.hasAttribute("data-current"));
  const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  all[at]?.removeAttribute("data-current");
  next.setAttribute("data-current", "");
  linkOf(next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** The sheet of keys; also reached from the palette. */
export function showKeys() {
  document.getElementById("keys-sheet")?.remove();
  const lines = [
    [["Ctrl", "K"], "keyPalette"],
    [["/"], "keyFilter"],
    [["j", "k"], "keyMove"],
    [["Enter"], "keyOpen"],
    [["?"], "keyHelp"],
    [["Esc"], "keyClose"],
  ];
  // Keys of this page, said by the page itself.
  for (const more of document.querySelectorAll("[data-key-help]")) lines.push([[more.dataset.key], more.dataset.keyHelp]);
  const list = element("dl", "keys-list");
  for (const [keys, what] of lines) {
    const term = element("dt");
    keys.forEach((key, index) => term.append(index ? " " : "", element("kbd", "", key)));
    list.append(term, element("dd", "", t(what)));
  }
  const close = element("button", "button button--icon button--quiet", icon("x"));
  close.type = "button";
  close.setAttribute("aria-label", t("close"));
  const title = element("h2", "", t("keys"));
  title.id = "keys-title";
  const head = element("header", "dialog__head", title, close);
  const dialog = element("dialog", "dialog", element("div", "dialog__frame", head, element("div", "dialog__body", list)));
  dialog.id = "keys-sheet";
  dialog.setAttribute("aria-labelledby", "keys-title");
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") showKeys();
    else if (event.key === "/") {
      const box = document.querySelector(".filter-bar__field:not([hidden]) input");
      if (!box) return;
      event.preventDefault();
      box.focus();
    }
  });
}
