// The bell: how much a person has not read. Asked for, not streamed: an open stream holds one of the six connections that
// a browser has for a site, and each page of the desk would hold one more; a count every half minute, asked for by one
// visible page of all that are open, costs next to nothing. The others hear it from that page.
const EVERY = 30_000;
const bell = document.querySelector("[data-notices]");
const mark = bell?.querySelector(".rail__count");
const channel = "BroadcastChannel" in window ? new BroadcastChannel("hoitu-notices") : null;
let heard = 0;
let timer;

function show(unread) {
  heard = Date.now();
  mark.hidden = unread === 0;
  mark.textContent = unread > 99 ? "99+" : String(unread);
  const label = bell.dataset.label.replace("{n}", String(unread));
  if (unread) bell.setAttribute("aria-label", label);
  else bell.removeAttribute("aria-label");
  bell.dataset.unread = String(unread);
}

async function ask() {
  clearTimeout(timer);
  timer = setTimeout(ask, EVERY);
  // Nobody looks, or another page has just asked.
  if (document.hidden || Date.now() - heard < EVERY * 0.8) return;
  const answer = await fetch(bell.dataset.notices, {
    credentials: "same-origin",
    headers: { Accept: "application/json", "X-Background": "1" },
  }).catch(() => null);
  if (!answer?.ok) {
    // Signed out, or no right any more: the next page that is opened says so. Without a connection it is tried again.
    if (answer && [401, 403, 404].includes(answer.status)) clearTimeout(timer);
    return;
  }
  const { unread } = await answer.json();
  show(unread);
  channel?.postMessage({ unread });
}

if (bell) {
  channel?.addEventListener("message", (event) => {
    if (Number.isInteger(event.data?.unread)) show(event.data.unread);
  });
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  // Other parts say that something was told or read just now.
  document.addEventListener("hoitu:notices", () => {
    heard = 0;
    ask();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    heard = 0;
    ask();
  });
  ask();
}
