// Small dialogs that ask for a line or two, or let one choose from a list.
import { debounce, say } from "./editor-data.js";

function frame(title) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.innerHTML = `<form method="dialog" class="dialog__frame" novalidate><header class="dialog__head"><h2></h2></header>
    <div class="dialog__body"></div><footer class="dialog__acts"></footer></form>`;
  const heading = dialog.querySelector("h2");
  heading.id = "editor-ask-title";
  heading.textContent = title;
  dialog.setAttribute("aria-labelledby", heading.id);
  return { dialog, form: dialog.querySelector("form"), body: dialog.querySelector(".dialog__body"), acts: dialog.querySelector("footer") };
}

function actButton(words, isPrimary, act) {
  const made = document.createElement("button");
  made.type = isPrimary ? "submit" : "button";
  made.className = isPrimary ? "button button--primary" : "button";
  made.textContent = words;
  if (act) made.addEventListener("click", act);
  return made;
}

/**
 * Asks for one text. `take` gets it and answers with what is wrong, or nothing; then the dialog closes.
 * @param {{ title: string, label: string, value?: string, hint?: string, isLong?: boolean, submit?: string,
 *   remove?: () => void, after?: () => void, take: (value: string) => Promise<string | undefined> | string | undefined }} question
 */
export function ask({ title, label, value = "", hint = "", isLong = false, submit = say("add"), remove, take, after }) {
  const { dialog, form, body, acts } = frame(title);
  body.innerHTML = `<div class="field"><label class="field__label" for="editor-ask"></label>
    ${isLong ? '<textarea class="field__control" id="editor-ask" rows="4" maxlength="1000"></textarea>'
      : '<input class="field__control" id="editor-ask" type="text" autocomplete="off" maxlength="2048">'}
    <p class="field__hint" id="editor-ask-hint"></p><p class="field__error" role="alert" hidden></p></div>`;
  const control = body.querySelector("#editor-ask");
  const error = body.querySelector(".field__error");
  body.querySelector("label").textContent = label;
  body.querySelector(".field__hint").textContent = hint;
  if (hint) control.setAttribute("aria-describedby", "editor-ask-hint");
  control.value = value;
  acts.append(actButton(say("cancel"), false, () => dialog.close()));
  if (remove) {
    acts.append(actButton(say("remove"), false, () => {
      dialog.close();
      remove();
    }));
  }
  const set = actButton(submit, true);
  acts.append(set);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    set.disabled = true;
    const wrong = await take(control.value.trim());
    set.disabled = false;
    if (!wrong) {
      // Closing gives the focus back to where it was; `after` may lead it elsewhere, before the next key.
      dialog.close();
      return after?.();
    }
    error.textContent = wrong;
    error.hidden = false;
    control.setAttribute("aria-invalid", "true");
    return control.focus();
  });
  show(dialog);
  control.select();
}

/**
 * Lets one choose from what is found for words.
 * @param {{ title: string, label: string, none: string, find: (words: string) => Promise<{ title: string, detail?: string,
 *   value: object }[]>, above?: HTMLElement }} question
 * @returns {Promise<object | null>}
 */
export function chooseFrom({ title, label, none, find, above }) {
  return new Promise((resolve) => {
    const { dialog, form, body, acts } = frame(title);
    dialog.classList.add("dialog--sheet");
    let chosen = null;
    if (above) body.append(above);
    const holder = document.createElement("div");
    holder.className = "field";
    holder.innerHTML = '<label class="field__label" for="editor-find"></label><input class="field__control" id="editor-find" type="search" autocomplete="off">';
    holder.querySelector("label").textContent = label;
    const words = holder.querySelector("input");
    const status = Object.assign(document.createElement("p"), { className: "quiet" });
    status.setAttribute("role", "status");
    const list = Object.assign(document.createElement("ul"), { className: "editor-choices" });
    body.append(holder, status, list);
    acts.append(actButton(say("cancel"), false, () => dialog.close()));
    let asked = 0;
    const load = async () => {
      const turn = (asked += 1);
      const found = await find(words.value.trim()).catch(() => null);
      if (turn !== asked) return;
      list.replaceChildren(...(found ?? []).map((each) => line(each, (value) => {
        chosen = value;
        dialog.close();
      })));
      status.textContent = found?.length ? "" : none;
    };
    words.addEventListener("input", debounce(200, load));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("button")?.click();
    });
    dialog.addEventListener("close", () => resolve(chosen));
    // What is put above may choose too.
    dialog.addEventListener("hoitu:chosen", (event) => {
      chosen = event.detail;
      dialog.close();
    });
    show(dialog);
    words.focus();
    load();
  });
}

function line({ title, detail, value, picture }, choose) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "editor-choices__one";
  if (picture) made.append(Object.assign(document.createElement("img"), { src: picture, alt: "", loading: "lazy" }));
  const words = document.createElement("span");
  words.append(Object.assign(document.createElement("b"), { textContent: title }));
  if (detail) words.append(Object.assign(document.createElement("small"), { textContent: detail }));
  made.append(words);
  made.addEventListener("click", () => choose(value));
  const item = document.createElement("li");
  item.append(made);
  return item;
}

function show(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  // Keys of the dialog are its own; the editor behind it hears nothing.
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  document.body.append(dialog);
  dialog.showModal();
}
