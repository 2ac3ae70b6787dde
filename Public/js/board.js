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

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
addEventListener("pagehide", () => stop());
addEventListener("pageshow", (event) => event.persisted && listen());
if (board()) listen();
