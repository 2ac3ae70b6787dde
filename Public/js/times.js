// Keeps relative times right while the page is open, as Sources/Web/Components/TimeText.swift writes them.
import { t } from "./phrases.js";

const zone = "Asia/Ho_Chi_Minh";
const clockFormat = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone });
const dayFormat = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone });

/** Days since 1970 in Vietnam. */
function dayNumber(date) {
  return Math.round(Date.parse(`${dayFormat.format(date)}T00:00:00Z`) / 86_400_000);
}

/**
 * @param {Date} date
 * @param {Date} now
 */
export function relative(date, now) {
  const seconds = Math.round((date - now) / 1000);
  if (seconds > -60 && seconds <= 0) return t("now");
  if (seconds > 0 && seconds < 60) return t("soon");
  if (seconds <= -60 && seconds > -3600) return t("minutesAgo", { n: Math.floor(-seconds / 60) });
  if (seconds >= 60 && seconds < 3600) return t("minutesLeft", { n: Math.floor(seconds / 60) });
  if (seconds <= -3600 && seconds > -21_600) return t("hoursAgo", { n: Math.floor(-seconds / 3600) });
  const clock = clockFormat.format(date);
  const days = dayNumber(date) - dayNumber(now);
  if (days === 0) return t("today", { n: clock });
  if (days === -1) return t("yesterday", { n: clock });
  if (days === 1) return t("tomorrow", { n: clock });
  const [year, month, day] = dayFormat.format(date).split("-");
  return `${clock} ${day}/${month}/${year}`;
}

function tick() {
  const now = new Date();
  for (const time of document.querySelectorAll("time[data-ticks]")) {
    const words = relative(new Date(time.dateTime), now);
    if (time.textContent !== words) time.textContent = words;
  }
}

export function startTimes() {
  setInterval(() => document.hidden || tick(), 20_000);
  document.addEventListener("visibilitychange", () => document.hidden || tick());
}
