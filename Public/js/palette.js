// Ctrl+K: go anywhere, do anything that this page can do, find what the house knows.
import { fold } from "./filter.js";
import { showKeys } from "./keys.js";
import { element, icon, t } from "./phrases.js";

let dialog, input, list, items, selected, request;

/** What is on the page: links and buttons that carry data-command, each once. */
function commands() {
  const seen = new Set();
  const found = [];
  for (const node of document.querySelectorAll("[data-command]")) {
    const title = node.dataset.command || node.textContent.trim();
    const key = `${title} ${node.getAttribute("href") ?? ""}`;
    if (!title || node.disabled || seen.has(key)) continue;
    seen.add(key);
    const isLink = node.tagName === "A";
    const name = node.querySelector("use")?.getAttribute("href")?.split("#")[1];
    found.push({ title, name: name ?? (isLink ? "arrow-right" : "zap"), kind: t(isLink ? "goTo" : "act"), run: () => node.click() });
  }
  found.push({ title: t("keys"), name: "keyboard", kind: t("act"), run: showKeys });
  return found;
}

function select(index) {
  selected = Math.max(0, Math.min(items.length - 1, index));
  [...list.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === selected)));
  const row = list.children[selected];
  row?.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", row?.id ?? "");
}

function draw() {
  list.replaceChildren(
    ...items.map((item, index) => {
      const row = element("li", "palette__item", icon(item.name), element("span", "", item.title), element("small", "", item.kind));
      row.id = `palette-${index}`;
      row.setAttribute("role", "option");
      row.addEventListener("pointermove", () => selected === index || select(index));
      row.addEventListener("click", () => run(index));
      return row;
    }),
  );
  dialog.querySelector(".palette__none").hidden = items.length > 0;
  select(0);
}

function run(index) {
  const item = items[index];
  dialog.close();
  item?.run();
}

function narrow() {
  const words = fold(input.value).split(/\s+/).filter(Boolean);
  items = commands().filter((item) => words.every((word) => fold(item.title).includes(word)));
  draw();
  search(input.value.trim());
}

/** What the server finds comes after what the page offers, once typing has paused. */
function search(text) {
  clearTimeout(request?.timer);
  request?.abort.abort();
  const path = document.body.dataset.search;
  // Without a word: what one had in hand last.
  if (!path || text.length === 1) return;
  const abort = new AbortController();
  const timer = setTimeout(async () => {
    try {
      const answer = await fetch(`${path}?q=${encodeURIComponent(text)}`, {
        headers: { Accept: "application/json" },
        signal: abort.signal,
      });
      if (!answer.ok) return;
      const found = await answer.json();
      items.push(
        ...found.map((hit) => ({
          title: hit.title,
          name: hit.icon ?? "file-text",
          kind: hit.detail ?? t("found"),
          run: () => location.assign(hit.path),
        })),
      );
      const at = selected;
      draw();
      select(at);
    } catch {
      // Typed on, or offline: what the page itself offers is still there.
    }
  }, text ? 150 : 0);
  request = { abort, timer };
}

function build() {
  input = element("input");
  Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false, placeholder: t("find") });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-label", t("find"));
  input.setAttribute("aria-expanded", "true");
  input.setAttribute("aria-controls", "palette-list");
  list = element("ul", "palette__list");
  list.id = "palette-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", t("find"));
  const none = element("p", "palette__none", t("nothing"));
  dialog = element("dialog", "dialog palette", element("div", "palette__box", icon("search"), input, element("kbd", "", "Esc")), list, none);
  dialog.setAttribute("aria-label", t("find"));
  input.addEventListener("input", narrow);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") select(selected + 1);
    else if (event.key === "ArrowUp") select(selected - 1);
    else if (event.key === "Enter") run(selected);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
}

function open() {
  if (!dialog) build();
  if (dialog.open) return;
  input.value = "";
  narrow();
  dialog.showModal();
  input.focus();
}

export function startPalette() {
  for (const button of document.querySelectorAll("[data-palette]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}
