// What the page of an item begins with (Sources/Newsroom/Editor/EditorData.swift).
const place = document.getElementById("editor-data");

export const data = place ? JSON.parse(place.textContent) : null;

/**
 * The phrase of that key with its values set in: `say("saved", { time: "10:42" })`.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  let text = data?.phrases[key] ?? key;
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, String(value));
  return text;
}

/** A new name for a block: 12 letters and digits (Sources/Contracts/StoryBody.swift). */
export function newID() {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => letters[byte & 31]).join("");
}

/** The time of day in Vietnam. */
export function clock(date) {
  return new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }).format(date);
}

/** The time of day; with the day where that is not today. */
export function when(date) {
  const day = new Intl.DateTimeFormat("vi", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" });
  return day.format(date) === day.format(new Date()) ? clock(date) : `${clock(date)} ${day.format(date)}`;
}

/** Waits until it has not been called for so long, then calls once. */
export function debounce(wait, body) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => body(...values), wait);
  };
}

/** Calls at most once in so long a time, and always after the last call. */
export function throttle(wait, body) {
  let timer;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      body();
    }, wait);
  };
}

/** Where a link may lead: the rule of the server, said before it has to. */
export function isAllowedLink(address) {
  if (!address || address.length > 2048 || /[\u0000-\u0020\u007f\\]/.test(address)) return false;
  if (address.startsWith("/")) return !address.startsWith("//");
  if (address.startsWith("#")) return true;
  return /^(https?|mailto|tel):/i.test(address);
}
