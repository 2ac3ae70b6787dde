// What stands between the text and its readers, said while one writes; each line leads to its place. The server makes the
// same findings when it comes to publishing (Sources/Newsroom/Items/Preflight.swift).
import { icon } from "./phrases.js";
import { data, say } from "./editor-data.js";
import { pictures } from "./editor-figure.js";

/** @returns {{ place: string, field?: string, text: string, blocks: boolean }[]} `field`: which of the place's fields. */
export function findings({ title, summary, body, metadata }) {
  const found = [];
  const must = (isFine, place, text, field) => isFine || found.push({ place, text, field, blocks: true });
  const should = (isFine, place, text) => isFine || found.push({ place, text, blocks: false });
  const length = (text) => [...text].length;

  must(title.trim(), "title", say("needTitle"));
  must(summary.trim(), "summary", say("needSummary"));
  must(metadata.section, "section", say("needSection"));
  must(!isEmpty(body), "body", say("needBody"));
  for (const { attrs } of (body.content ?? []).filter((node) => node.type === "figure")) {
    const place = `block-${attrs.id}`;
    must(pictures.has(attrs.picture), place, say("needPicture"));
    must(attrs.alt?.trim(), place, say("needAlt"), "figure-alt");
    must(attrs.credit?.trim(), place, say("needCredit"), "figure-credit");
  }
  if (metadata.lead) {
    const picture = pictures.get(metadata.lead);
    must(picture, "lead", say("needPicture"));
    must(picture?.alt.trim(), "lead", say("leadAlt"), "lead-alt");
    must(picture?.credit.trim(), "lead", say("leadCredit"), "lead-credit");
  }
  should(metadata.lead, "lead", say("shouldLead"));
  should(length(title) <= data.limits.title, "title", say("longTitle", { n: data.limits.title }));
  should(length(summary) <= data.limits.summary, "summary", say("longSummary", { n: data.limits.summary }));
  should(metadata.bylines.length, "bylines", say("shouldByline"));
  return found;
}

function isEmpty(node) {
  if (node.type === "text") return !node.text.trim();
  if (node.type === "figure") return false;
  return (node.content ?? []).every(isEmpty);
}

/** How many words (chữ) the text has, captions left out. */
export function wordCount(node) {
  if (node.type === "text") return node.text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return (node.content ?? []).reduce((sum, child) => sum + wordCount(child), 0);
}

let shown = "";

/** Shows the findings in the panel, and how long the text is. */
export function showChecks(page, goTo) {
  const list = document.getElementById("editor-checks");
  const found = findings(page);
  const words = document.getElementById("editor-words");
  if (words) words.textContent = say("words", { n: wordCount(page.body).toLocaleString("vi") });
  const state = JSON.stringify(found);
  if (!list || state === shown) return;
  shown = state;
  const lines = found.map(({ place, text, field, blocks }) => {
    const link = document.createElement("a");
    link.href = `#${place}`;
    link.append(icon(blocks ? "circle-alert" : "info"), text);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(place, field);
    });
    return line(link, blocks ? "bad" : "warn");
  });
  if (!lines.length) {
    const fine = document.createElement("span");
    fine.append(icon("circle-check"), say("allGood"));
    lines.push(line(fine, "ok"));
  }
  const checks = document.createElement("ul");
  checks.className = "checks";
  checks.append(...lines);
  list.replaceChildren(checks);
}

function line(content, kind) {
  const item = document.createElement("li");
  item.className = `checks__item checks__item--${kind}`;
  item.append(content);
  return item;
}
