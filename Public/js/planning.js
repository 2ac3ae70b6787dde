// The planning board as it is now, and cards that can be dragged to another day. Everything dragging does, the form in
// each card does too. The server says that something has changed, and the page fetches itself; never while a card is in
// the hand or its form is open.
import { send } from "./send.js";
import { toast } from "./toast.js";

const board = () => document.getElementById("planning");
let source = null;
let held = null;

function listen() {
  if (source || document.hidden || !board()?.dataset.source) return;
  const { source: address, mark } = board().dataset;
  const url = new URL(address, location.href);
  url.searchParams.set("dau", mark);
  source = new EventSource(url);
  source.addEventListener("planning", refresh);
  // What was missed is not known any more.
  source.addEventListener("reset", refresh);
  source.addEventListener("error", () => {
    if (source?.readyState === EventSource.CLOSED) stop(true);
  });
}

function stop(isForGood = false) {
  source?.close();
  source = null;
  const still = document.getElementById("planning-still");
  if (isForGood && still) still.hidden = false;
}

let isAsking = false;
let isStale = false;

async function refresh() {
  if (isAsking || isBusy()) {
    isStale = true;
    return;
  }
  isAsking = true;
  do {
    isStale = false;
    await replace();
  } while (isStale && !isBusy());
  isAsking = false;
}

/** Whether somebody has something of the board in hand. */
function isBusy() {
  return held !== null || board()?.querySelector("details[open]") !== null;
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
  const next = page.getElementById("planning");
  if (!next || isBusy()) {
    isStale = next !== null;
    return;
  }
  const focused = document.activeElement?.closest("#planning [data-key]")?.dataset.key;
  const scroll = board().querySelector(".plan-board")?.scrollLeft ?? 0;
  mark(next);
  board().replaceWith(document.adoptNode(next));
  const lead = document.querySelector(".page-head__lead");
  const said = page.querySelector(".page-head__lead");
  if (lead && said) lead.replaceWith(document.adoptNode(said));
  const frame = board().querySelector(".plan-board");
  if (frame) frame.scrollLeft = scroll;
  if (focused) find(focused)?.querySelector("a")?.focus({ preventScroll: true });
}

function find(key) {
  return [...board().querySelectorAll("[data-key]")].find((card) => card.dataset.key === key);
}

/** Marks the cards that are new, for a moment. */
function mark(next) {
  const known = new Set([...board().querySelectorAll("[data-key]")].map((card) => card.dataset.key));
  for (const card of next.querySelectorAll("[data-key]")) {
    if (!known.has(card.dataset.key)) card.classList.add("plan-card--fresh");
  }
}

// Dragging.

const day = (target) => target.closest?.("[data-day]");

function fits(card, column) {
  return column && column !== day(card) && (column.dataset.day !== "" || card.dataset.kind === "plan");
}

function unmark() {
  for (const column of document.querySelectorAll(".plan-day--over")) column.classList.remove("plan-day--over");
}

async function move(card, to, from, isUndo = false) {
  const fields = new URLSearchParams({ kind: card.kind, id: card.id, day: to, from });
  if (card.time) fields.set("time", card.time);
  const answer = await send(board().dataset.move, fields).catch(() => null);
  if (answer?.ok) {
    // A moved time of a series goes back to its day, not out of the list of exceptions: the same to who looks.
    toast(board().dataset.moved, isUndo ? {} : { undo: () => move(card, from, to, true) });
  } else {
    const problem = answer && (await answer.json().catch(() => null));
    toast(problem?.detail ?? board().dataset.failed);
  }
  await refresh();
}

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("#planning [draggable='true']");
  if (!card) return;
  held = card;
  card.classList.add("plan-card--held");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.querySelector("a")?.href ?? "");
});

document.addEventListener("dragover", (event) => {
  const column = held && day(event.target);
  unmark();
  if (!held || !fits(held, column)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "move";
  column.classList.add("plan-day--over");
});

document.addEventListener("drop", (event) => {
  const column = held && day(event.target);
  if (!held || !fits(held, column)) return;
  event.preventDefault();
  const card = { ...held.dataset };
  const from = day(held).dataset.day;
  column.querySelector(".plan-day__cards")?.append(held);
  drop();
  move(card, column.dataset.day, from);
});

function drop() {
  held?.classList.remove("plan-card--held");
  held = null;
  unmark();
}

document.addEventListener("dragend", () => {
  drop();
  if (isStale) refresh();
});

// One form open at a time; Escape closes it and gives the focus back.
document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.matches?.("#planning details")) return;
    if (event.target.open) {
      for (const other of board().querySelectorAll("details[open]")) if (other !== event.target) other.open = false;
      event.target.querySelector("input[type='date']")?.focus();
    } else if (isStale) {
      refresh();
    }
  },
  true,
);
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.("#planning details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
});

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
addEventListener("pagehide", () => stop());
addEventListener("pageshow", (event) => event.persisted && listen());
if (board()) {
  // Where the week is wider than the window, it opens at today.
  const frame = board().querySelector(".plan-board");
  const today = frame?.querySelector(".plan-day--today");
  if (today && frame.scrollWidth > frame.clientWidth) frame.scrollLeft = today.offsetLeft - frame.offsetLeft;
  listen();
}
