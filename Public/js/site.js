// Small comforts for readers: choices, listening, larger text, sharing. Pages are whole without them.
import { choose, startChoices, stored } from "./choices.js";
import { startEmbeds } from "./embeds.js";
import { startGalleries } from "./gallery.js";

/** The words of a part without the numbers of notes. */
function spoken(part) {
  const copy = part.cloneNode(true);
  for (const number of copy.querySelectorAll(".note")) number.remove();
  return copy.textContent.trim();
}

/** Only where the device has a Vietnamese voice: another one would make nonsense of the text. */
function startListening(button) {
  if (!("speechSynthesis" in window)) return;
  const language = document.documentElement.lang || "vi";
  const label = button.querySelector("span");
  const words = label.textContent;
  let isReading = false;
  const stop = () => {
    isReading = false;
    speechSynthesis.cancel();
    label.textContent = words;
    button.setAttribute("aria-pressed", "false");
  };
  const read = (voice) => {
    const parts = document.querySelectorAll(
      ".story__title, .story__sapo, .story__body :is(p, li, h2, h3, blockquote):not(figure *, .story__notes *)",
    );
    const texts = [...parts].map(spoken).filter(Boolean);
    isReading = true;
    label.textContent = button.dataset.stop;
    button.setAttribute("aria-pressed", "true");
    texts.forEach((text, index) => {
      const speech = new SpeechSynthesisUtterance(text);
      speech.voice = voice;
      speech.lang = voice.lang;
      if (index === texts.length - 1) speech.onend = stop;
      speechSynthesis.speak(speech);
    });
  };
  const offer = () => {
    const voice = speechSynthesis.getVoices().find((each) => each.lang.toLowerCase().startsWith(language));
    if (!voice || !button.hidden) return;
    button.hidden = false;
    button.addEventListener("click", () => (isReading ? stop() : read(voice)));
    addEventListener("pagehide", stop);
  };
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
}

/** Three sizes in turn, the same as in the choices at the foot. */
function startTextSize(button) {
  const sizes = ["", "large", "larger"];
  const names = button.dataset.sizes.split(",");
  const label = button.querySelector("span");
  const show = () => {
    label.textContent = stored("text") ? names[sizes.indexOf(stored("text"))] : label.dataset.plain;
  };
  label.dataset.plain = label.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    choose("text", sizes[(sizes.indexOf(stored("text")) + 1) % sizes.length]);
    show();
  });
  show();
}

function startSharing(button) {
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const data = { title: document.querySelector("h1")?.textContent ?? document.title, url: address };
  const canCopy = Boolean(navigator.clipboard);
  if (!navigator.share && !canCopy) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) return await navigator.share(data);
      await navigator.clipboard.writeText(address);
      const label = button.querySelector("span");
      const words = label.textContent;
      label.textContent = button.dataset.copied;
      setTimeout(() => (label.textContent = words), 3000);
    } catch {
      // The reader closed the sheet.
    }
  });
}

/** A kept page may be from yesterday; its date line is not. */
function startDate(time) {
  const zone = "Asia/Ho_Chi_Minh";
  const now = new Date();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now);
  if (time.dateTime === today) return;
  const [year, month, day] = today.split("-");
  const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: zone }).format(now);
  time.dateTime = today;
  const name = weekday[0].toUpperCase() + weekday.slice(1).toLowerCase();
  time.textContent = `${name}, ${day}/${month}/${year}`;
}

/** The section we are in, in sight where the bar is longer than the screen. */
function startSectionBar(bar) {
  const current = bar.querySelector("[aria-current]");
  if (current) bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
}

const parts = [
  ["[data-listen]", startListening],
  ["[data-text-size]", startTextSize],
  ["[data-share]", startSharing],
  ["[data-today]", startDate],
  [".section-bar ul", startSectionBar],
];
startChoices();
startEmbeds();
startGalleries();
for (const [selector, start] of parts) document.querySelectorAll(selector).forEach(start);
