// What was typed before the editor had come: the plain form was there first, and nothing typed into it is lost.
import { newID } from "./editor-data.js";

const paragraphs = (text) => text.split(/\n\s*\n/).map((part) => part.replace(/^\n+|\n+$/g, "")).filter((part) => part.trim());

function paragraph(text) {
  const lines = text.split("\n").flatMap((line, index) => [
    ...(index ? [{ type: "hardBreak" }] : []), ...(line ? [{ type: "text", text: line }] : []),
  ]);
  return { type: "paragraph", attrs: { id: newID() }, content: lines };
}

/**
 * The document with the changes made in the plain field; nil where there were none. Blocks whose words are still there
 * stay as they were; the others become plain paragraphs (Sources/Contracts/StoryBody+PlainForm.swift does the same).
 * @param {HTMLTextAreaElement} field @param {{ content?: object[] }} body
 */
export function typedEarly(field, body) {
  if (!field || field.value === field.defaultValue) return null;
  const before = paragraphs(field.defaultValue);
  const after = paragraphs(field.value);
  const blocks = body.content ?? [];
  if (before.length !== blocks.length) {
    // An empty block or two in between: what is new goes to the end, where it can be seen.
    const fresh = after.filter((part) => !before.includes(part));
    return { type: "doc", content: [...blocks, ...fresh.map(paragraph)] };
  }
  let head = 0;
  while (head < before.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(before.length, after.length) - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const changed = after.slice(head, after.length - tail).map(paragraph);
  const content = [...blocks.slice(0, head), ...changed, ...blocks.slice(blocks.length - tail)];
  return { type: "doc", content: content.length ? content : [{ type: "paragraph" }] };
}
