// Tasks: cards dragged to another column, the timeline opened at today.
// Everything dragging does, the menu on each card does too.

// Between columns by dragging: it presses the button of the card's menu that leads there; what needs a reason unfolds.
let dragged = null;

const columnOf = (target) => dragged && target.closest?.(".task-board [data-column]");
const wayTo = (column) => dragged?.querySelector(`[data-to="${column.dataset.column}"]`);

function startBoard(board) {
  for (const card of board.querySelectorAll(".task-card")) card.draggable = Boolean(card.querySelector("[data-to]"));
  board.addEventListener("dragstart", (event) => {
    const card = event.target.closest?.(".task-card");
    // A link or words that are dragged out of a card are no card.
    if (!card?.draggable || event.target !== card) return;
    dragged = card;
    card.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", card.querySelector("h3").textContent);
    for (const column of board.querySelectorAll("[data-column]")) {
      column.classList.toggle("task-board__column--open", Boolean(wayTo(column)));
    }
  });
  board.addEventListener("dragend", () => {
    dragged?.classList.remove("is-dragged");
    dragged = null;
    for (const column of board.querySelectorAll("[data-column]")) column.classList.remove("task-board__column--open");
  });
  board.addEventListener("dragover", (event) => {
    const column = columnOf(event.target);
    if (column && wayTo(column)) event.preventDefault();
  });
  board.addEventListener("drop", (event) => {
    const column = columnOf(event.target);
    const way = column && wayTo(column);
    if (!way) return;
    event.preventDefault();
    if (way.href) return void (location.href = way.href);
    if (!("needsWords" in way.dataset)) return way.form.requestSubmit(way);
    ask(way);
  });
  board.addEventListener("toggle", (event) => event.target.open || forget(event.target), true);
}

/** Unfolds the card's menu with only this way in it: Enter in the field takes it too. */
function ask(way) {
  const menu = way.closest("details");
  for (const other of menu.querySelectorAll("[data-to]")) other.hidden = other !== way;
  const words = way.form.elements.words;
  words.required = true;
  menu.open = true;
  words.focus();
}

function forget(menu) {
  for (const way of menu.querySelectorAll("[data-to]")) way.hidden = false;
  const words = menu.querySelector("[name='words']");
  if (words) words.required = false;
}

/** Where the years are wider than the window, it opens at today. */
function startTimeline(timeline) {
  if (timeline.scrollWidth <= timeline.clientWidth) return;
  timeline.scrollLeft = Number(timeline.dataset.today) - timeline.clientWidth * 0.6;
}

document.querySelectorAll(".task-board").forEach(startBoard);
document.querySelectorAll(".timeline[data-today]").forEach(startTimeline);
