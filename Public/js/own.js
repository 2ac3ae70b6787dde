// The notes of one's own place: kept while one writes, and never over what another tab wrote.
import { send } from "./send.js";

const form = document.getElementById("own-note");
const area = form?.querySelector("textarea");
const state = document.getElementById("own-note-state");
const base = form?.querySelector('[name="base"]');
const KEEP = "hoitu:own-note";
let timer;
let isSaving = false;
let isAgain = false;
let isStale = false;

const say = (key) => {
  state.textContent = form.dataset[key];
  state.dataset.state = key;
};

async function save() {
  clearTimeout(timer);
  if (isStale) return;
  if (isSaving) {
    isAgain = true;
    return;
  }
  isSaving = true;
  const body = area.value;
  say("saving");
  const answer = await send("/api/v1/note", { body, base: Number(base.value) }, { method: "PUT" }).catch(() => null);
  isSaving = false;
  if (answer?.ok) {
    base.value = (await answer.json()).revision;
    if (area.value === body) {
      localStorage.removeItem(KEEP);
      say("saved");
    } else isAgain = true;
  } else if (answer?.status === 409) {
    isStale = true;
    say("stale");
    return;
  } else {
    say("unsaved");
    timer = setTimeout(save, 5_000);
  }
  if (isAgain) {
    isAgain = false;
    save();
  }
}

if (form) {
  form.querySelector("[data-without-script]").hidden = true;
  area.addEventListener("input", () => {
    localStorage.setItem(KEEP, area.value);
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  addEventListener("pagehide", () => {
    if (state.dataset.state && state.dataset.state !== "saved") save();
  });
  // What was typed and not kept when the browser ended. Said over what stands there only where that has not changed.
  const kept = localStorage.getItem(KEEP);
  if (kept !== null && kept !== area.value) {
    area.value = kept;
    save();
  }
}
