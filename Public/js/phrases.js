// What scripts say, in the language of the page (Sources/Web/Layout/DeskPhrases.swift).
let phrases = {};
try {
  phrases = JSON.parse(document.body.dataset.phrases ?? "{}");
} catch {
  // Without them the keys are shown: wrong, but nothing else fails.
}

/**
 * The phrase of that key with its values set in: `t("minutesAgo", { n: 3 })`.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  let text = phrases[key] ?? key;
  for (const [name, value] of Object.entries(values)) text = text.replaceAll(`{${name}}`, String(value));
  return text;
}

/**
 * An icon from the sprite that the page's own icons come from.
 * @param {string} name
 */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  const known = document.querySelector("svg.icon use")?.getAttribute("href") ?? "/assets/vendor/icons.svg#";
  use.setAttribute("href", `${known.split("#")[0]}#${name}`);
  svg.append(use);
  return svg;
}

/**
 * An element with its class and content.
 * @param {string} tag
 * @param {string} [className]
 * @param {...(Node | string)} content
 */
export function element(tag, className = "", ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}
