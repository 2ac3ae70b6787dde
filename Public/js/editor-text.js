// The text of the document as tools see it: block by block, each letter at the place where the document has it.

/** Blocks that hold text, in order: `{ node, from, text }`; `from + n` is the place of letter `n`. */
export function textBlocks(doc) {
  const blocks = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    blocks.push({ node, from: position + 1, text: textOf(node) });
    return false;
  });
  return blocks;
}

const texts = new WeakMap();

/** What is no letter counts as many places as it takes. Nodes never change, so what was read once is known. */
export function textOf(node) {
  let text = texts.get(node);
  if (text !== undefined) return text;
  text = "";
  node.forEach((child) => {
    if (child.isText) text += child.text;
    else text += child.type.name === "hardBreak" ? "\n" : "\ufffc".repeat(child.nodeSize);
  });
  texts.set(node, text);
  return text;
}

/** How many words (in Vietnamese: chữ): runs between white space that hold a letter or a digit. */
export function countWords(text) {
  return text.match(/[^\s\ufffc]*[\p{L}\p{N}][^\s\ufffc]*/gu)?.length ?? 0;
}

const LETTERS = /[\p{L}\p{N}\p{M}]/u;
export const isLetter = (letter) => Boolean(letter) && LETTERS.test(letter);

/**
 * The text as it is looked for, and where each of its units stood: without marks `Đường` is `duong`.
 * @returns {{ text: string, at: number[] }}
 */
export function searchable(text, { marks, cases }) {
  let result = "";
  const at = [];
  for (let place = 0; place < text.length; place++) {
    let unit = text[place];
    if (!marks) {
      if (/[\u0300-\u036f]/.test(unit)) continue;
      unit = unit.normalize("NFD")[0];
      if (unit === "đ") unit = "d";
      if (unit === "Đ") unit = "D";
    }
    if (!cases) {
      const lower = unit.toLowerCase();
      if (lower.length === 1) unit = lower;
    }
    result += unit;
    at.push(place);
  }
  at.push(text.length);
  return { text: result, at };
}

/** Runs a body when the browser has nothing better to do; at the latest after `limit` milliseconds. */
export function whenIdle(body, limit = 1000) {
  if ("requestIdleCallback" in window) requestIdleCallback(body, { timeout: limit });
  else setTimeout(body, 50);
}

/** Something chosen on this device, which may keep nothing (private windows). */
export const kept = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Then it holds until the page is left.
    }
  },
};
