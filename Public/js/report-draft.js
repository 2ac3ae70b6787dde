// What somebody types into a report is kept in the browser until the house has it: a session may end, a window may be closed.
const form = document.querySelector("form[data-report-draft]");
const saved = document.querySelector("[data-report-saved]");
const place = (id) => `hoitu:report:${id}`;

/** Fields that were changed, each with what stood there before: `{ name: { was, typed } }`. */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function write(key, changes) {
  try {
    if (Object.keys(changes).length) localStorage.setItem(key, JSON.stringify(changes));
    else localStorage.removeItem(key);
  } catch {
    // No room, or none allowed: the page works as it does without a script.
  }
}

const fields = () =>
  [...form.elements].filter((field) => field.name && field.type !== "hidden" && "value" in field && field.type !== "submit");

function notice(key, changes, restored) {
  const box = document.createElement("div");
  box.className = "notice notice--info";
  box.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = form.dataset.restored;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "button button--quiet";
  drop.textContent = form.dataset.discard;
  drop.addEventListener("click", () => {
    for (const field of restored) field.value = changes[field.name].was;
    write(key, {});
    box.remove();
    for (const other of form.querySelectorAll(".report-other--kept")) other.remove();
  });
  box.append(words, drop);
  form.before(box);
}

/** Beside a field that was changed by others since: one's own words, to be copied. */
function showBeside(field, typed) {
  const box = document.createElement("div");
  box.className = "report-other report-other--kept";
  const words = document.createElement("p");
  words.className = "quiet";
  words.textContent = form.dataset.other;
  const text = document.createElement("p");
  text.className = "report-other__text";
  text.textContent = typed;
  box.append(words, text);
  field.closest(".field")?.after(box);
}

function restore(key) {
  const changes = read(key);
  const restored = [];
  let isBeside = false;
  for (const field of fields()) {
    const change = changes[field.name];
    if (!change) continue;
    if (field.value === change.typed) continue;
    if (field.value === change.was) {
      field.value = change.typed;
      restored.push(field);
    } else {
      showBeside(field, change.typed);
      isBeside = true;
    }
  }
  if (restored.length || isBeside) notice(key, changes, restored);
}

if (saved) localStorage.removeItem(place(saved.dataset.reportSaved));

// After a refusal the page has what was typed itself.
if (form) {
  const key = place(form.dataset.reportDraft);
  const before = new Map(fields().map((field) => [field.name, field.value]));
  restore(key);
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!before.has(field.name)) return;
    const changes = read(key);
    const was = changes[field.name]?.was ?? before.get(field.name);
    if (field.value === was) delete changes[field.name];
    else changes[field.name] = { was, typed: field.value };
    write(key, changes);
  });
}
