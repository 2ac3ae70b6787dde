// The desk's page of a live blog: Ctrl Enter publishes, the box is free again at once, and nothing typed is lost: it stays on
// this device until the server has it.
const form = document.getElementById("live-form");
const live = () => document.getElementById("live");
const key = `live-blog:${location.pathname}`;

function say(text, isBad = false) {
  const line = document.getElementById("live-status");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("state--bad", isBad);
}

/** The list as it is now; what is being edited stays open and as it is. */
async function refresh() {
  const answer = await fetch(location.pathname, {
    credentials: "same-origin",
    headers: { Accept: "text/html", "X-Background": "1" },
  }).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  show(await answer.text());
  return true;
}

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.getElementById("live-entries");
  const now = document.getElementById("live-entries");
  if (!next || !now) return;
  for (const open of now.querySelectorAll("details[open]")) {
    const line = open.closest("li");
    const fresh = next.querySelector(`#${CSS.escape(line.id)}`);
    if (fresh) fresh.replaceWith(line.cloneNode(true));
  }
  const typed = new Map([...now.querySelectorAll("details[open] textarea, details[open] input")].map((each) => [each.id, each.value]));
  now.replaceChildren(...[...next.children].map((line) => document.adoptNode(line)));
  for (const [id, value] of typed) {
    const field = id && document.getElementById(id);
    if (field) field.value = value;
  }
  live().dataset.mark = page.getElementById("live")?.dataset.mark ?? live().dataset.mark;
  document.querySelector(".live > .empty")?.remove();
}

let isSending = false;

async function publish(button) {
  const box = form.elements.body;
  if (isSending || (!box.value.trim() && !form.elements.title?.value.trim())) return box.focus();
  isSending = true;
  const data = new URLSearchParams(new FormData(form));
  data.set("act", button?.value ?? "dang");
  say("…");
  try {
    const answer = await fetch(form.action, { method: "POST", credentials: "same-origin", body: data, headers: { Accept: "text/html" } });
    const html = await answer.text();
    if (!answer.ok) {
      const page = new DOMParser().parseFromString(html, "text/html");
      const why = page.querySelector(".notice--bad");
      return say(why?.textContent.trim() ?? String(answer.status), true);
    }
    form.reset();
    box.value = "";
    document.getElementById("live-picture-words")?.setAttribute("hidden", "");
    const id = document.getElementById("live-picture-id");
    if (id) id.value = "";
    localStorage.removeItem(key);
    say("");
    show(html);
    box.focus();
  } catch {
    // No connection: the words are still in the box and on this device.
    document.getElementById("live-still").hidden = false;
    say("");
  } finally {
    isSending = false;
  }
}

if (form) {
  const box = form.elements.body;
  if (!box.value.trim()) box.value = localStorage.getItem(key) ?? "";
  form.addEventListener("input", () => {
    try {
      localStorage.setItem(key, box.value);
    } catch {
      // A device without room: the box itself still holds it.
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    publish(event.submitter);
  }, { capture: true });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    publish(form.querySelector('[name="act"]'));
  });
  startPicture();
}

/** A picture is sent up as it is chosen; its words come with the entry. */
function startPicture() {
  const part = document.getElementById("live-picture");
  const file = document.getElementById("live-file");
  if (!part || !file) return;
  part.hidden = false;
  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    say(`${file.files[0].name} …`);
    const data = new FormData();
    data.append("picture", file.files[0]);
    try {
      const answer = await fetch(`/api/v1/pictures?organisation=${encodeURIComponent(live().dataset.organisation)}`, {
        method: "POST", credentials: "same-origin", body: data,
        headers: { Accept: "application/json", "X-CSRF-Token": form.elements._csrf.value },
      });
      const picture = await answer.json();
      if (answer.status !== 201) return say(Object.values(picture.errors ?? {})[0] ?? picture.detail ?? String(answer.status), true);
      document.getElementById("live-picture-id").value = picture.id;
      document.getElementById("live-picture-words").hidden = false;
      say("");
    } catch {
      document.getElementById("live-still").hidden = false;
    }
  });
}

// What others write appears by itself.
let source = null;

function listen() {
  if (source || document.hidden || !live()) return;
  source = new EventSource(`${live().dataset.source}?dau=${encodeURIComponent(live().dataset.mark)}`);
  source.addEventListener("live", refresh);
  source.addEventListener("reset", refresh);
  source.addEventListener("open", () => (document.getElementById("live-still").hidden = true));
  source.addEventListener("error", () => {
    if (source?.readyState === EventSource.CLOSED) stop();
    document.getElementById("live-still").hidden = navigator.onLine;
  });
}

function stop() {
  source?.close();
  source = null;
}

document.addEventListener("visibilitychange", () => (document.hidden ? stop() : (listen(), refresh())));
addEventListener("online", () => (stop(), listen(), refresh()));
addEventListener("pagehide", stop);
listen();
