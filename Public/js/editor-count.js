// How long the text is: words, letters, minutes to read, and what the agency wants of this kind.
import { data, debounce, say } from "./editor-data.js";
import { countWords, textBlocks } from "./editor-text.js";
import { element } from "./phrases.js";

/** Words that people read in a minute, silently: syllables, since Vietnamese writes them apart. */
const PER_MINUTE = 250;
const figures = (number) => number.toLocaleString("vi-VN");

export function startCount(editor, place) {
  const known = new WeakMap();
  let shown = "";

  function count() {
    let [words, letters] = [0, 0];
    for (const { node, text } of textBlocks(editor.state.doc)) {
      // A block that has not changed is counted already.
      let one = known.get(node);
      if (!one) known.set(node, (one = { words: countWords(text), letters: [...text.replaceAll("\ufffc", "")].length }));
      words += one.words;
      letters += one.letters;
    }
    return { words, letters };
  }

  function show() {
    const { words, letters } = count();
    const { from, to, empty } = editor.state.selection;
    const chosen = empty ? 0 : countWords(editor.state.doc.textBetween(from, to, " ", " "));
    const parts = [chosen ? say("countSelected", { n: figures(chosen), m: figures(words) }) : say("countWords", { n: figures(words) })];
    const { leastWords = 0, mostWords = 0 } = data.rules ?? {};
    if (mostWords && words > mostWords) parts.push(say("countLong", { n: figures(words - mostWords) }));
    else if (leastWords && words < leastWords) parts.push(say("countShort", { n: figures(leastWords - words) }));
    parts.push(say("countLetters", { n: figures(letters) }));
    parts.push(say("countReading", { n: figures(Math.max(1, Math.round(words / PER_MINUTE))) }));
    for (const [id, name] of [["title", "countTitle"], ["summary", "countSummary"]]) {
      const [length, limit] = [[...(document.getElementById(id)?.value ?? "")].length, data.limits[id]];
      if (limit && length > limit * 0.9) parts.push(say(name, { n: length, m: limit }));
    }
    const text = parts.join(" · ");
    place.dataset.over = String(Boolean(mostWords && words > mostWords));
    if (text === shown) return;
    shown = text;
    place.replaceChildren(...parts.map((part, index) => element("span", "", index ? ` · ${part}` : part)));
  }

  const later = debounce(200, show);
  editor.on("update", later);
  editor.on("selectionUpdate", later);
  for (const id of ["title", "summary"]) document.getElementById(id)?.addEventListener("input", later);
  show();
}
