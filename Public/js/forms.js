// A form is sent once; what was typed is not lost by leaving; long fields say how long they are.
import { t } from "./phrases.js";

function startOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "get") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  // Coming back with the browser's own button shows the page as it was left: ready to send again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    }
  });
}

function startGuards() {
  const changed = new Set();
  for (const form of document.querySelectorAll("form[data-guard]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
    form.addEventListener("reset", () => changed.delete(form));
  }
  addEventListener("beforeunload", (event) => {
    if (changed.size) event.preventDefault();
  });
}

function startCounters() {
  for (const field of document.querySelectorAll("[data-counted]")) {
    const output = document.createElement("span");
    output.className = "field__counter";
    const show = () => {
      const length = [...field.value].length;
      output.textContent = field.maxLength > 0 ? `${length} / ${field.maxLength}` : t("characters", { n: length });
    };
    field.after(output);
    field.addEventListener("input", show);
    show();
  }
}

/** After a refused form, the first field that is wrong. */
function focusFirstError() {
  document.querySelector("[aria-invalid='true']")?.focus({ preventScroll: false });
}

export function startForms() {
  startOnce();
  startGuards();
  startCounters();
  focusFirstError();
}
