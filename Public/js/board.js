// The day board as it is now: the server says that it looks different, and the page fetches itself. Nothing moves under
// the hand: the focus stays on its item, and a page nobody looks at asks for nothing.
const board = () => document.getElementById("board");
let source = null;

function listen() {
  if (source || document.hidden) return;
  const { source: address, mark } = board().dataset;
  source = new EventSource(`${address}&dau=${encodeURIComponent(mark)}`);
  source.addEventListener("board", refresh);
  // What was missed is not known any more.
  source.addEventListener("reset", refresh);
  source.addEventListener("error", () => {
    // The browser comes back by itself, unless the server refused: signed out, or no right to see it any more.
    if (source?.readyState === EventSource.CLOSED) stop(true);
  });
}

function stop(isForGood = false) {
  source?.close();
  source = null;
  if (isForGood) board().querySelector("#board-still").hidden = false;
}

let isAsking = false;
let isStale = false;

async function refresh() {
  if (isAsking) {
    isStale = true;
    return;
  }
  isAsking = true;
  do {
    isStale = false;
    await replace();
  } while (isStale);
  isAsking = false;
}

async function replace() {
  const answer = await fetch(location.href, {
    credentials: "same-origin",
    headers: { Accept: "text/html", "X-Background": "1" },
  }).catch(() => null);
  // Without a connection the stream tells again once it is back.
  if (!answer) return;
  if (!answer.ok || answer.redirected) return stop(true);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.getElementById("board");
  if (!next || next.dataset.mark === board().dataset.mark) return;
  // Not under the hand: what is being dragged or written in a menu stays until it is done.
  if (dragged || board().querySelector("details.drop[open]")) return void setTimeout(refresh, 2000);
  const held = document.activeElement?.closest("#board a")?.getAttribute("href");
  const current = document.querySelector("#board [data-current] a")?.getAttribute("href");
  mark(next, board());
  board().replaceWith(document.adoptNode(next));
  const lead = document.querySelector(".page-head__lead");
  const said = page.querySelector(".page-head__lead");
  if (lead && said) lead.replaceWith(document.adoptNode(said));
  const find = (href) => href && [...board().querySelectorAll("a")].find((link) => link.getAttribute("href") === href);
  find(current)?.closest("li")?.setAttribute("data-current", "");
  find(held)?.focus({ preventScroll: true });
}

/** Marks the lines that are new or other than before, for a moment. */
function mark(next, before) {
  const known = new Set([...before.querySelectorAll(".board__item")].map((line) => plain(line)));
  for (const line of next.querySelectorAll(".board__item")) {
    if (!known.has(plain(line))) line.classList.add("board__item--fresh");
  }
}

/** A line without its times, which move by themselves. */
function plain(line) {
  const copy = line.cloneNode(true);
  for (const time of copy.querySelectorAll("time")) time.replaceWith(time.dateTime);
  return copy.querySelector("a").getAttribute("href") + copy.textContent;
}

// Between columns by dragging: it presses the button of the menu that leads there; what asks for a reason unfolds.
let dragged = null;

document.addEventListener("pointerdown", (event) => {
  const item = event.target.closest("#board .board__item");
  if (item) item.draggable = Boolean(item.querySelector("[data-to]")) && !event.target.closest(".board__menu");
});
document.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("#board .board__item");
  if (!item) return;
  dragged = item;
  item.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", item.dataset.item);
  for (const column of document.querySelectorAll("#board [data-column]")) {
    column.classList.toggle("board__column--open", Boolean(wayTo(column)));
  }
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  for (const column of document.querySelectorAll(".board__column--open")) column.classList.remove("board__column--open");
});
document.addEventListener("dragover", (event) => {
  const column = dragged && event.target.closest?.("#board [data-column]");
  if (column && wayTo(column)) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const column = dragged && event.target.closest?.("#board [data-column]");
  const way = column && wayTo(column);
  if (!way) return;
  event.preventDefault();
  const reason = way.form.querySelector(`[data-reason-for="${column.dataset.column}"]`);
  if (!reason) return way.form.requestSubmit(way);
  way.closest("details").open = true;
  reason.required = true;
  reason.focus();
});

function wayTo(column) {
  return dragged?.querySelector(`[data-to="${column.dataset.column}"]`);
}

// One menu at a time; Escape closes it, and a click beside it.
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

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
addEventListener("pagehide", () => stop());
addEventListener("pageshow", (event) => event.persisted && listen());
if (board()) listen();
