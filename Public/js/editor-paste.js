// What is pasted from Word, Google Docs and websites becomes clean text: words and their meaning stay, dress goes.
import { Extension, Plugin } from "../vendor/prose-editor.js";
import { isAllowedLink, say } from "./editor-data.js";
import { tidyLists } from "./editor-paste-lists.js";
import { tidyTables } from "./editor-paste-tables.js";
import { insertBlock } from "./editor-node-parts.js";
import { uploadPicture } from "./editor-pictures.js";
import { toast } from "./toast.js";

const dropped = "script, style, meta, link, title, noscript, template, object, svg, math, form, button, input, select, "
  + "textarea, xml, head, nav, [hidden], [aria-hidden=true]";
const headings = { H1: "h2", H2: "h2", H3: "h3", H4: "h3", H5: "h3", H6: "h3" };
const kept = new Set(["href", "start", "colspan", "rowspan", "data-footnote", "data-text", "data-header"]);

/** In composed letters, without characters that nobody sees; quotation marks and dashes stay as they are. */
export function cleanText(text) {
  return text.normalize("NFC").replace(/[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g, "").replace(/\u00a0/g, " ");
}

/** Whether it was copied in this editor: then it is as it should be. */
const isOurs = (html) => /data-pm-slice/.test(html);

/** Clean markup for what a clipboard holds as HTML; pictures with their bytes are put into `images`. */
export function cleanHTML(html, images = { files: [], lost: 0 }) {
  if (isOurs(html)) return html;
  const fragment = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/i.exec(html);
  // Cells copied without their table around them.
  const inner = fragment && !/^\s*<(tr|td|col)/i.test(fragment[1]) ? fragment[1] : html;
  const { body } = new DOMParser().parseFromString(harmless(inner), "text/html");
  comments(body);
  notes(body);
  for (const element of body.querySelectorAll(dropped)) element.remove();
  tidyLists(body);
  meaning(body);
  takeImages(body, images);
  tidyTables(body);
  breaks(body);
  plain(body);
  return body.innerHTML;
}

/**
 * The markup with its dress put away as data, which is read here and never worn, and without what runs: the policy of
 * our pages would complain of both, even in a document that nobody sees.
 */
function harmless(html) {
  return html.replace(/<!\[(if|endif)[^>]*>|<\/?[ovw]:[^>]*>|<\?xml[^>]*>/gi, "")
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'])(style|on[a-z]+)\s*=/gi, (_, before, name) => (
      `${before}${name.toLowerCase() === "style" ? "data-style" : "data-off"}=`)));
}

function comments(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
  const all = [];
  while (walker.nextNode()) all.push(walker.currentNode);
  for (const one of all) one.remove();
}

/** Notes of Word and Google Docs: their words go from the end of the text to where their number stands. */
function notes(body) {
  for (const mark of body.querySelectorAll('a[href*="#_ftn"], a[href*="#_edn"], a[href*="#ftnt"]')) {
    const name = mark.getAttribute("href").split("#")[1];
    if (/ref/.test(name)) continue;
    const back = [...body.querySelectorAll("a[href]")].find((each) => {
      const to = each.getAttribute("href").split("#")[1] ?? "";
      return /ref/.test(to) && to.replace(/_?ref/, "") === name.replace(/^_?/, to.startsWith("_") ? "_" : "");
    });
    const holder = back?.closest("div[id], p, li");
    if (!holder) continue;
    back.remove();
    const text = cleanText(holder.textContent).replace(/\s+/g, " ").trim();
    const list = holder.closest('div[data-style*="mso-element"]') ?? holder;
    if (holder.isConnected) (list.contains(mark) ? holder : list).remove();
    const note = document.createElement("sup");
    note.setAttribute("data-footnote", "");
    note.setAttribute("data-text", text);
    const outer = mark.closest("sup") ?? mark;
    if (text) outer.replaceWith(note);
  }
  // The line above them, and what held them.
  for (const list of body.querySelectorAll('div[data-style*="footnote-list"], div[data-style*="endnote-list"]')) {
    if (!list.textContent.trim()) list.remove();
  }
}

/** Dress that means something becomes an element that says so; the rest of the dress is taken off. */
function meaning(body) {
  for (const element of [...body.querySelectorAll("*")]) {
    if (!element.isConnected) continue;
    const style = element.dataset.style ?? "";
    if (/display\s*:\s*none|mso-hide\s*:\s*all/i.test(style)) {
      element.remove();
      continue;
    }
    const name = element.localName;
    if (/^h[1-6]$/.test(name) || /\bMsoTitle\b/.test(element.className)) {
      rename(element, headings[element.tagName] ?? "h2", true);
      continue;
    }
    const isBold = /(^|[;\s])font-weight\s*:\s*(bold|[6-9]00)/i.test(style);
    const isItalic = /font-style\s*:\s*italic/i.test(style);
    const above = /vertical-align\s*:\s*super/i.test(style);
    const below = /vertical-align\s*:\s*sub/i.test(style);
    // Google Docs wraps all of it in <b style="font-weight:normal">.
    const isUndone = (["b", "strong"].includes(name) && /(^|[;\s])font-weight\s*:\s*(normal|400)/i.test(style))
      || (["i", "em"].includes(name) && /font-style\s*:\s*normal/i.test(style));
    if (isUndone) element.replaceWith(...element.childNodes);
    else if (element.textContent.trim() && !element.closest("h2, h3")) {
      if (isBold && name !== "b" && name !== "strong") wrap(element, "strong");
      if (isItalic && name !== "i" && name !== "em") wrap(element, "em");
      if (above && name !== "sup") wrap(element, "sup");
      if (below && name !== "sub") wrap(element, "sub");
    }
  }
  // In headings bold says nothing.
  for (const each of body.querySelectorAll(":is(h2, h3) :is(b, strong, span, font)")) each.replaceWith(...each.childNodes);
}

/** Puts the content of an element into one that means it; around blocks it would not hold. */
function wrap(element, name) {
  const blocks = element.querySelectorAll("p, div, li, td, h2, h3");
  for (const holder of blocks.length ? blocks : [element]) {
    if (!holder.textContent.trim() || holder.querySelector("p, div, li, td")) continue;
    const made = document.createElement(name);
    made.append(...holder.childNodes);
    holder.append(made);
  }
}

function rename(element, name) {
  const made = document.createElement(name);
  made.append(...element.childNodes);
  element.replaceWith(made);
}

/** Pictures whose bytes are there are kept for the library; of the others only their number is known. */
function takeImages(body, images) {
  for (const image of body.querySelectorAll("img, picture, video, audio, iframe, embed")) {
    if (!image.isConnected) continue;
    const source = image.getAttribute("src") ?? "";
    const isTiny = [image.getAttribute("width"), image.getAttribute("height")].some((size) => size && Number(size) < 24);
    if (image.localName === "img" && !isTiny) {
      const file = fileOf(source);
      if (file) images.files.push(file);
      else images.lost += 1;
    }
    if (image.localName === "iframe" && isAllowedLink(source)) {
      const link = document.createElement("p");
      link.append(Object.assign(document.createElement("a"), { href: source, textContent: source }));
      image.replaceWith(link);
    } else image.remove();
  }
}

function fileOf(source) {
  const parts = /^data:(image\/(?:png|jpeg|webp|gif));base64,([A-Za-z0-9+/=\s]+)$/.exec(source);
  if (!parts) return null;
  try {
    const bytes = Uint8Array.from(atob(parts[2]), (letter) => letter.charCodeAt(0));
    return new File([bytes], `anh-dan.${parts[1].split("/")[1]}`, { type: parts[1] });
  } catch {
    return null;
  }
}

const blockNames = /^(p|div|ul|ol|table|h[1-6]|blockquote|figure|hr|section|article|pre)$/;

/** Two line breaks one after the other begin a new paragraph. */
function breaks(body) {
  const holders = new Set([...body.querySelectorAll("br")].map((each) => each.closest("p, div, section, article, blockquote, td, li, h2, h3") ?? body));
  for (const holder of holders) {
    if (/^(td|li|h2|h3)$/.test(holder.localName)) continue;
    const parts = [];
    let part = null;
    let line = null;
    for (const node of [...holder.childNodes]) {
      const isBlank = node.nodeType === Node.TEXT_NODE && !node.data.trim();
      if (blockNames.test(node.localName ?? "")) {
        parts.push(node);
        part = null;
      } else if (node.nodeName === "BR") {
        if (line) part = null;
        line = line ? null : node;
      } else if (!isBlank || part) {
        if (!part) parts.push((part = document.createElement("p")));
        else if (line) part.append(line);
        if (!isBlank) line = null;
        part.append(node);
      }
    }
    if (holder.localName === "p") holder.replaceWith(...parts);
    else holder.replaceChildren(...parts);
  }
}

/** Attributes and letters: only what the document knows, composed. Empty paragraphs go. */
function plain(body) {
  for (const element of [...body.querySelectorAll("*")]) {
    for (const { name } of [...element.attributes]) if (!kept.has(name)) element.removeAttribute(name);
    if (element.localName === "a") tidyLink(element);
  }
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.localName === "a" || text.parentElement.dataset.footnote === undefined) text.data = cleanText(text.data);
  }
  for (const element of [...body.querySelectorAll("p, h2, h3, li")].reverse()) {
    if (!element.textContent.trim() && !element.querySelector("img, table, [data-footnote], hr")) element.remove();
  }
}

function tidyLink(link) {
  let address = link.getAttribute("href") ?? "";
  // Google Docs sends readers by way of itself.
  if (/^https?:\/\/(www\.)?google\.[a-z.]+\/url\?/.test(address)) {
    const query = new URL(address).searchParams;
    address = query.get("q") ?? query.get("url") ?? address;
  }
  if (!isAllowedLink(address) || address.startsWith("#") || address.startsWith("/")) link.replaceWith(...link.childNodes);
  else link.setAttribute("href", address);
}

/** The pictures of a paste, or of a drop: none where there are words, of which programs send a picture too. */
export function pastedFiles(clipboard) {
  const html = clipboard?.getData?.("text/html") ?? "";
  const words = new DOMParser().parseFromString(harmless(html), "text/html").body.textContent;
  return words.trim() || isOurs(html) ? [] : [...(clipboard?.files ?? [])];
}

export const Paste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        transformPastedHTML: (html) => {
          const images = { files: [], lost: 0 };
          const clean = cleanHTML(html, images);
          if (images.files.length || images.lost) setTimeout(() => keepImages(editor, images));
          return clean;
        },
        transformPastedText: cleanText,
      },
    })];
  },
});

/** Puts the pictures that came with a paste into the library and below it; says how many could not be had. */
async function keepImages(editor, { files, lost }) {
  let refused = lost;
  for (const file of files) {
    try {
      const { id, caption, credit, alt } = await uploadPicture(file);
      insertBlock(editor, { type: "figure", attrs: { picture: id, caption, credit, alt } }, { goesIn: false });
    } catch {
      refused += 1;
    }
  }
  if (refused) toast(say("pastePictures", { n: refused }));
}
