// Scoring criterion by criterion: sums as one types, saved as one goes, and nothing typed is lost.
import { element } from "./phrases.js";
import { send } from "./send.js";

const form = document.querySelector("form[data-maturity]");
if (form) start(form);

/** Whole hundredths of `1,50`, `1.5`, `2`; null for what is no number of points. */
function hundredths(text) {
  const match = /^(\d{1,4})(?:[.,](\d{1,2})0*)?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null;
}

/** `90,13`: always two decimals. */
function points(value) {
  return `${Math.floor(value / 100)},${String(value % 100).padStart(2, "0")}`;
}

function start(form) {
  const say = (key) => form.dataset[`say${key}`] ?? "";
  const state = form.querySelector("[data-state]");
  const key = `hoitu.maturity.${form.dataset.entry}.${form.dataset.maturity}.${form.dataset.pillar}`;
  const parts = [...form.querySelectorAll("[data-criterion]")].map((section) => {
    const id = section.dataset.criterion;
    const part = {
      id,
      points: document.getElementById(`points-${id}`),
      words: document.getElementById(`words-${id}`),
      base: form.elements[`base-${id}`],
      most: Number(section.dataset.most),
      own: section.dataset.own,
      counts: section.dataset.own === undefined || "given" in section.dataset,
    };
    part.saved = typed(part);
    return part;
  });
  let [timer, running, isSending, isStopped, wait] = [0, null, false, false, 2000];

  function typed(part) {
    return JSON.stringify([part.points.value.trim(), part.words.value.trim()]);
  }
  const isChanged = (part) => typed(part) !== part.saved;
  /** What the server has refused is not sent again as it is. */
  const isReady = (part) => isChanged(part) && !problem(part) && part.refused !== typed(part);

  /** What keeps it from being saved; empty where nothing does. */
  function problem(part) {
    const text = part.points.value.trim();
    const value = hundredths(text);
    if (text && value === null) return say("Number");
    if (value > part.most) return say("Most");
    if (part.own !== undefined) {
      if (!text) return say("Number");
      if (String(value) !== part.own && !part.words.value.trim()) return say("Reason");
    }
    return "";
  }

  function show() {
    let [sum, done] = [0, 0];
    for (const part of parts) {
      const value = hundredths(part.points.value);
      if (value === null || value > part.most || !part.counts) continue;
      sum += value;
      done += 1;
    }
    document.querySelector("[data-pillar-sum]").textContent = points(sum);
    document.querySelector("[data-pillar-done]").textContent = done;
    form.querySelector("[data-total]").textContent = points(sum + Number(form.dataset.others));
    form.querySelector("[data-done]").textContent = done + Number(form.dataset.othersDone);
  }

  function complain(part, message) {
    const id = `points-${part.id}-now`;
    document.getElementById(id)?.remove();
    const field = part.points.closest(".field");
    field.classList.toggle("field--bad", Boolean(message));
    if (!message) {
      part.points.removeAttribute("aria-invalid");
      field.querySelector(".field__error")?.remove();
      return;
    }
    part.points.setAttribute("aria-invalid", "true");
    if (field.querySelector(".field__error")) return;
    const line = element("p", "field__error", message);
    line.id = id;
    part.points.setAttribute("aria-describedby", `points-${part.id}-hint ${id}`);
    field.append(line);
  }

  function tell(text, isBad = false) {
    state.textContent = text;
    state.classList.toggle("score-bar__state--bad", isBad);
  }

  /** What was typed and is not saved yet, so that a broken line or a closed lid takes nothing. */
  function keep() {
    const draft = {};
    for (const part of parts.filter(isChanged)) {
      draft[part.id] = { points: part.points.value, words: part.words.value, base: part.base.value };
    }
    try {
      if (Object.keys(draft).length) localStorage.setItem(key, JSON.stringify(draft));
      else localStorage.removeItem(key);
    } catch {
      // Storage is closed to us: what is typed stays in the page.
    }
  }

  function restore() {
    let draft = {};
    try {
      draft = JSON.parse(localStorage.getItem(key) ?? "{}");
    } catch {
      return;
    }
    let isBack = false;
    for (const part of parts) {
      const kept = draft[part.id];
      if (!kept || JSON.stringify([kept.points.trim(), kept.words.trim()]) === typed(part)) continue;
      if (kept.base === part.base.value) {
        part.points.value = kept.points;
        part.words.value = kept.words;
        part.counts = true;
        isBack = true;
      } else {
        // Somebody changed it meanwhile: theirs stands, one's own is shown beside it.
        part.words.closest(".field").append(
          element("p", "field__hint", `${say("Typed")} ${kept.points} ${kept.words}`),
        );
      }
    }
    if (isBack) {
      tell(say("Restored"));
      later(1500);
    }
  }

  function later(after) {
    clearTimeout(timer);
    timer = setTimeout(save, after);
  }

  async function save(options = {}) {
    clearTimeout(timer);
    if (running) await running;
    const sent = parts.filter(isReady).map((part) => ({ part, typed: typed(part) }));
    if (isStopped) return;
    if (!sent.length) {
      if (parts.some(isChanged)) tell(say("Wrong"), true);
      return;
    }
    tell(say("Saving"));
    const scores = sent.map(({ part }) => ({
      criterion: part.id,
      points: part.points.value.trim(),
      note: part.words.value.trim(),
      version: Number(part.base.value),
    }));
    running = send(form.dataset.save, { scores, autosave: true }, { method: "PUT", ...options }).then(
      (answer) => done(answer, sent),
      () => retry(),
    );
    await running;
    running = null;
    if (!isStopped && parts.some(isReady)) later(wait);
  }

  async function done(answer, sent) {
    const body = await answer.json().catch(() => ({}));
    if (answer.status === 422) {
      // The others are sent again without those that do not hold.
      for (const { part } of sent) {
        const message = body.errors?.[`points-${part.id}`] ?? body.errors?.[`words-${part.id}`];
        if (!message) continue;
        complain(part, message);
        part.refused = typed(part);
      }
      return tell(say("Wrong"), true);
    }
    if (answer.status === 429 || answer.status >= 500) return retry();
    if (!answer.ok || answer.redirected) {
      isStopped = true;
      return tell(body.detail ?? say("Stopped"), true);
    }
    const versions = new Map((body.scores ?? []).map((score) => [score.criterion, score.version]));
    for (const { part, typed: before } of sent) {
      part.saved = before;
      part.base.value = versions.get(part.id) ?? part.base.value;
    }
    wait = 2000;
    keep();
    const isWrong = parts.some((part) => isChanged(part) && problem(part));
    const time = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    tell(isWrong ? say("Wrong") : `${say("Saved")} ${time}`, isWrong);
  }

  function retry() {
    wait = Math.min(wait * 2, 60000);
    tell(say("Offline"), true);
  }

  for (const part of parts) {
    for (const field of [part.points, part.words]) {
      field.addEventListener("input", () => {
        part.counts = true;
        if (!problem(part)) complain(part, "");
        show();
        keep();
        later(1200);
      });
    }
    part.points.addEventListener("change", () => {
      const value = hundredths(part.points.value);
      if (value !== null) part.points.value = points(value);
      keep();
      complain(part, part.points.value.trim() ? problem(part) : "");
      later(300);
    });
    part.words.addEventListener("change", () => later(300));
  }
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!running || isSending) {
      // The form itself goes now: hiding the page must not send the same points once more.
      isStopped = true;
      return;
    }
    // What is on its way would make the form's own versions old: it is waited for, then the form goes.
    event.preventDefault();
    isSending = true;
    running.finally(() => {
      isSending = false;
      running = null;
      form.requestSubmit(event.submitter);
    });
  });
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ keepalive: true });
  });
  restore();
  show();
}
