// New entries of a live blog come by themselves: every 15 seconds a small answer that is the same for everybody. While one
// reads further down nothing moves; a button says how many wait.
const section = document.querySelector("[data-live-blog]");
const list = section?.querySelector(".live-blog__entries");
const notice = section?.querySelector(".live-blog__new");
let change = Number(section?.dataset.change ?? 0);
let waiting = [];
let timer = 0;
let pause = 15_000;

async function look() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const answer = await fetch(`${section.dataset.liveBlog}?sau=${change}`, { headers: { Accept: "text/html" } });
    if (answer.status === 404 || answer.status === 410) return;
    if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild);
    pause = answer.ok ? 15_000 : Math.min(pause * 2, 120_000);
  } catch {
    pause = Math.min(pause * 2, 120_000);
  }
  if (pause) timer = setTimeout(look, pause);
}

function take(part) {
  if (!part || Number(part.dataset.change) < change) return;
  change = Number(part.dataset.change);
  if ("old" in part.dataset) return location.reload();
  for (const id of part.dataset.removed.split(" ").filter(Boolean)) document.getElementById(`e-${id}`)?.remove();
  const fresh = [];
  for (const entry of part.querySelectorAll("li.live-entry")) {
    const known = document.getElementById(entry.id);
    if (known) replace(known, document.adoptNode(entry));
    else fresh.push(document.adoptNode(entry));
  }
  waiting.push(...fresh);
  if (!waiting.length) return;
  if (list.getBoundingClientRect().top > -200) showWaiting();
  else announce();
  if ("closed" in part.dataset) pause = 0;
}

/** An entry that was pinned, or is no more, changes its place. */
function replace(old, entry) {
  if (("pinned" in old.dataset) === ("pinned" in entry.dataset)) return old.replaceWith(entry);
  old.remove();
  insert(entry);
}

function insert(entry) {
  section.querySelector(".live-blog__none")?.remove();
  const isPinned = (each) => "pinned" in each.dataset;
  const next = [...list.children].find((each) =>
    isPinned(each) === isPinned(entry) ? each.dataset.time < entry.dataset.time : isPinned(entry));
  list.insertBefore(entry, next ?? null);
}

function showWaiting() {
  for (const entry of waiting.sort((a, b) => (a.dataset.time < b.dataset.time ? -1 : 1))) {
    entry.classList.add("live-entry--fresh");
    insert(entry);
  }
  waiting = [];
  notice.hidden = true;
  notice.replaceChildren();
}

function announce() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = notice.dataset.one.replace("{0}", waiting.length);
  button.addEventListener("click", () => {
    showWaiting();
    section.scrollIntoView({ block: "start" });
  });
  notice.replaceChildren(button);
  notice.hidden = false;
}

if (section && list) {
  timer = setTimeout(look, pause);
  document.addEventListener("visibilitychange", () => !document.hidden && look());
}
