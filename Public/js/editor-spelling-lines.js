// Spelling of the headline and the sapo: lines that take no underlines, so that what is found stands below them.
import { element } from "./phrases.js";

const lines = ["title", "summary"].map((id) => document.getElementById(id)).filter(Boolean);

/** What is to be asked for besides the text. */
export const lineTexts = () => lines.map((line) => line.value).filter((text) => text.trim());

/** Shows what was found below each line. `open(finding, box, put)` offers what to do with one. */
export function showLines(findingsOf, isOn, open) {
  let count = 0;
  for (const line of lines) {
    const found = isOn && !line.readOnly ? findingsOf(line.value) : [];
    count += found.length;
    const id = `${line.id}-spelling`;
    const before = document.getElementById(id);
    const key = found.map((one) => `${one.start} ${one.text}`).join("|");
    if (before?.dataset.key === key || (!before && !key)) continue;
    before?.remove();
    if (!key) continue;
    const row = element("p", "line-spelling");
    row.id = id;
    row.dataset.key = key;
    for (const finding of found) {
      const button = element("button", `button button--quiet misspelt misspelt--${finding.kind}`, finding.text.slice(0, 40));
      button.type = "button";
      button.setAttribute("aria-haspopup", "menu");
      button.addEventListener("click", () => open(finding, button.getBoundingClientRect(), (words) => put(line, finding, words), () => line.focus()));
      row.append(button);
    }
    line.parentElement.append(row);
  }
  return count;
}

/** Puts other words there, if the line still has those that were found. */
function put(line, { start, length, text }, words) {
  if (line.value.slice(start, start + length) !== text) return;
  line.setRangeText(words, start, start + length, "end");
  line.dispatchEvent(new Event("input", { bubbles: true }));
  line.focus();
}

export function onLines(body) {
  for (const line of lines) line.addEventListener("input", body);
}
