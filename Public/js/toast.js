// A short word at the bottom, with the way to undo. It stays while somebody points at it or has the focus in it.
import { element, t } from "./phrases.js";
import { send } from "./send.js";

const shownFor = 8000;

/**
 * @param {string} text
 * @param {{ undo?: string | (() => void) }} [options] `undo` is a path to post to, or what to do.
 */
export function toast(text, options = {}) {
  const box = element("div", "toast", element("p", "", text));
  if (options.undo) {
    const button = element("button", "button button--quiet", element("span", "", t("undo")));
    button.type = "button";
    button.addEventListener("click", async () => {
      button.disabled = true;
      if (typeof options.undo === "function") options.undo();
      else if (await undone(options.undo)) location.reload();
      box.remove();
    });
    box.append(button);
  }
  show(box);
}

async function undone(path) {
  try {
    return (await send(path)).ok;
  } catch {
    toast(t("failed"));
    return false;
  }
}

function show(box) {
  document.getElementById("toasts")?.append(box);
  let timer = setTimeout(() => box.remove(), shownFor);
  const stay = () => clearTimeout(timer);
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(() => box.remove(), shownFor / 2);
  };
  box.addEventListener("pointerenter", stay);
  box.addEventListener("focusin", stay);
  box.addEventListener("pointerleave", leave);
  box.addEventListener("focusout", leave);
}

/** Toasts that came with the page, and those other modules ask for by the event `hoitu:toast`. */
export function startToasts() {
  for (const box of document.querySelectorAll("main .toast")) show(box);
  document.addEventListener("hoitu:toast", (event) => toast(event.detail.text, event.detail));
}
