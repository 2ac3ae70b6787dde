// What stands between the text and its readers, said while one writes; each line leads to its place. What the page can
// see is said at once; the rest (rights, links, machines' work, people's data, doubles) comes from the server after a save.
// The server makes all findings anew when it comes to publishing (Sources/Newsroom/Items/Preflight.swift).
import { icon } from "./phrases.js";
import { data, debounce, say } from "./editor-data.js";
import { pictures } from "./editor-figure.js";

/** How strict the agency is: `off`, `warn`, `block` (Sources/Newsroom/Profiles/ContentProfile.swift). */
const severity = (rule) => data.rules.severities[rule] ?? "block";

/** What the page itself sees of a kind of finding, so that the server's word on it, older by a save, is left out. */
const seenHere = new Set([
  "title", "summary", "section", "body", "lead", "bylines", "title-length", "summary-length", "required-field",
  "lead-picture", "body-length",
]);
const ofFigures = new Set(["picture", "alt", "credit"]);

/** @returns {{ place: string, field?: string, text: string, blocks: boolean }[]} `field`: which of the place's fields. */
export function findings({ title, summary, body, metadata }) {
  const found = [];
  const find = (rule, isFine, place, text, field) => {
    if (!isFine && severity(rule) !== "off") found.push({ place, text, field, blocks: severity(rule) === "block" });
  };
  const length = (text) => [...text].length;

  find("title", title.trim(), "title", say("needTitle"));
  find("summary", summary.trim(), "summary", say("needSummary"));
  find("section", metadata.section, "section", say("needSection"));
  find("body", !isEmpty(body), "body", say("needBody"));
  const figures = (body.content ?? []).flatMap((node) => (node.type === "gallery" ? node.content ?? [] : [node]))
    .filter((node) => node.type === "figure");
  for (const { attrs } of figures) {
    const place = `block-${attrs.id}`;
    find("picture", pictures.has(attrs.picture), place, say("needPicture"));
    find("alt", attrs.alt?.trim(), place, say("needAlt"), "figure-alt");
    find("credit", attrs.credit?.trim(), place, say("needCredit"), "figure-credit");
  }
  if (metadata.lead) {
    const picture = pictures.get(metadata.lead);
    find("picture", picture, "lead", say("needPicture"));
    find("lead-picture", picture?.alt.trim(), "lead", say("leadAlt"), "lead-alt");
    find("lead-picture", picture?.credit.trim(), "lead", say("leadCredit"), "lead-credit");
  }
  findFields(find, metadata);
  find("title-length", length(title) <= data.limits.title, "title", say("longTitle", { n: data.limits.title }));
  find("summary-length", length(summary) <= data.limits.summary, "summary", say("longSummary", { n: data.limits.summary }));
  const words = wordCount(body);
  const { leastWords, mostWords } = data.rules;
  if (words) {
    find("body-length", words >= leastWords, "body", say("shortBody", { words, n: leastWords }));
    find("body-length", !mostWords || words <= mostWords, "body", say("longBody", { words, n: mostWords }));
  }

  const here = new Set(figures.map(({ attrs }) => `block-${attrs.id}`));
  for (const { rule, place: at, text, blocks, isOverridden } of told) {
    const place = at.replace("block:", "block-");
    const isSeen = seenHere.has(rule) || (ofFigures.has(rule) && (here.has(place) || place === "lead"));
    if (isOverridden) {
      // What somebody let pass does not block, also where this page found it.
      const index = found.findIndex((one) => one.place === place && one.text === text);
      if (index >= 0) found.splice(index, 1);
    } else if (!isSeen) {
      found.push({ place, text, blocks });
    }
  }
  return found.sort((one, other) => other.blocks - one.blocks);
}

function findFields(find, metadata) {
  const values = {
    bylines: metadata.bylines, tags: metadata.tags, place: metadata.place, places: metadata.otherPlaces,
    lead: metadata.lead, genre: metadata.genre, topics: metadata.topics, slugline: metadata.slugline,
    urgency: metadata.urgency, rights: metadata.rightsNote,
    shares: metadata.bylines.length < 2 || metadata.shares,
  };
  const isThere = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
  for (const [field, text] of Object.entries(data.rules.required)) {
    find("required-field", isThere(values[field]), field, text);
  }
  if (!data.rules.required.lead) find("lead", metadata.lead, "lead", say("shouldLead"));
  if (!data.rules.required.bylines) find("bylines", metadata.bylines.length, "bylines", say("shouldByline"));
}

/** What the server said of the text as it was saved last. */
let told = data?.findings ?? [];

/** Asks once typing and saving have come to rest. */
const ask = debounce(4000, async (again) => {
  const answer = await fetch(`/api/v1/items/${data.item}/checks`, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return;
  const body = await answer.json().catch(() => null);
  if (!body || JSON.stringify(body.findings) === JSON.stringify(told)) return;
  told = body.findings;
  again();
});

function isEmpty(node) {
  if (node.type === "text") return !node.text.trim();
  if (["figure", "gallery", "audio", "video", "embed"].includes(node.type)) return false;
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
  if (!data.isReadOnly) ask(() => showChecks(page, goTo));
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
