// Many items at once: x ticks the line one is on, Shift and a click tick all between; e opens; lists are ordered by dragging.
const bar = document.querySelector("[data-bulk]");
const boxes = () => [...document.querySelectorAll('input[type="checkbox"][form="bulk"]')];
let last = null;

function count() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked);
  for (const box of all) box.closest("tr, li")?.toggleAttribute("data-ticked", box.checked);
  bar.classList.toggle("bulk--open", ticked.length > 0);
  const output = bar.querySelector("[data-bulk-count]");
  output.dataset.none ??= output.textContent;
  output.textContent = ticked.length ? output.dataset.one.replace("{0}", ticked.length) : output.dataset.none;
  bar.querySelector("[data-bulk-all]").hidden = ticked.length === all.length;
  bar.querySelector("[data-bulk-none]").hidden = ticked.length === 0;
}

function tickAll(isTicked) {
  for (const box of boxes()) box.checked = isTicked;
  count();
}

/** All from the one ticked before to this one, as this one is. */
function tickRange(box) {
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
  if (from >= 0) for (const each of all.slice(from, to + 1)) each.checked = box.checked;
}

if (bar) {
  bar.classList.add("bulk--live");
  document.addEventListener("click", (event) => {
    const box = event.target.closest('input[type="checkbox"][form="bulk"]');
    if (!box) return;
    if (event.shiftKey && last) tickRange(box);
    last = box;
    count();
  });
  document.addEventListener("change", (event) => event.target.form === bar && count());
  bar.querySelector("[data-bulk-all]").addEventListener("click", () => tickAll(true));
  bar.querySelector("[data-bulk-none]").addEventListener("click", () => tickAll(false));
  bar.addEventListener("submit", (event) => {
    // A file comes down and the page stays: it must be possible to send the form again.
    if (!event.submitter?.value.startsWith("xuat-")) return;
    setTimeout(() => {
      delete bar.dataset.sent;
      event.submitter.removeAttribute("aria-busy");
    }, 500);
  });
  addEventListener("pageshow", count);
  count();
}

function isTyping(event) {
  return event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
}

document.addEventListener("keydown", (event) => {
  const isBox = event.target.matches?.('input[type="checkbox"]');
  if ((isTyping(event) && !isBox) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const row = document.querySelector("[data-keys] [data-current]") ?? event.target.closest?.("[data-keys] tr, [data-keys] li");
  if (event.key === "x" && bar) {
    const box = row?.querySelector('input[type="checkbox"][form="bulk"]');
    if (!box) return;
    box.checked = !box.checked;
    if (event.shiftKey && last) tickRange(box);
    last = box;
    count();
  } else if (event.key === "X" && bar) {
    const box = row?.querySelector('input[type="checkbox"][form="bulk"]');
    if (!box) return;
    box.checked = true;
    if (last) tickRange(box);
    last = box;
    count();
  } else if (event.key === "*" && bar) tickAll(!boxes().every((box) => box.checked));
  else if (event.key === "e") row?.querySelector("a[href]")?.click();
  else return;
  event.preventDefault();
});

// One menu at a time; Escape closes it.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.drop") || !event.target.open) return;
  for (const other of document.querySelectorAll("details.drop[open]")) if (other !== event.target) other.open = false;
}, true);
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.drop[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.drop[open]")) if (!open.contains(event.target)) open.open = false;
});

// An order by dragging; the buttons do the same without it (WCAG 2.2 SC 2.5.7).
for (const list of document.querySelectorAll("[data-order]")) startOrder(list);

function startOrder(list) {
  let dragged = null;
  for (const line of list.children) {
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      dragged = line;
      line.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.dataset.item);
    });
    line.addEventListener("dragend", () => {
      line.classList.remove("is-dragged");
      dragged = null;
    });
  }
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const below = [...list.children].find((line) => {
      const box = line.getBoundingClientRect();
      return line !== dragged && event.clientY < box.top + box.height / 2;
    });
    list.insertBefore(dragged, below ?? null);
  });
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    const form = list.closest("form");
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "order";
    field.value = [...list.children].map((line) => line.dataset.item).join(" ");
    form.append(field);
    form.submit();
  });
}
