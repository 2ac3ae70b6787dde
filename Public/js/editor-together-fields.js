// A short field that two people changed at once: theirs is on the server, mine stands where I typed it, and neither goes
// on until I have chosen.
import { say } from "./editor-data.js";
import { whole } from "./editor-together-shadow.js";
import { element } from "./phrases.js";

/** Fields in which somebody else's words are on the server, by name: what they wrote, and a box that says so. */
const open = new Map();

/** The text to be sent: where nothing was chosen yet, what is on the server stays. */
export function outgoing(text) {
  const result = { ...text, body: { ...text.body, content: whole(text.body.content ?? []) } };
  for (const [name, { theirs }] of open) result[name] = theirs;
  return result;
}

export const isOpen = (name) => open.has(name);

/** @param {HTMLTextAreaElement} field @param {{ theirs: string, by: string, chosen: () => void }} conflict */
export function offer(field, { theirs, by, chosen }) {
  const name = field.name;
  open.get(name)?.box.remove();
  if (field.value === theirs) return void open.delete(name);
  const button = (label, act) => {
    const made = element("button", "button button--quiet", label);
    made.type = "button";
    made.addEventListener("click", () => {
      box.remove();
      open.delete(name);
      act();
      chosen();
      field.focus();
    });
    return made;
  };
  const words = element("p", "", say("fieldTheirs", { name: by }), " ", element("q", "", theirs || "…"));
  const box = element("div", "notice notice--warn field-choice", words, element("div", "form__acts",
    button(say("fieldUse"), () => {
      field.value = theirs;
      field.dispatchEvent(new Event("hoitu:shown"));
    }),
    button(say("fieldKeep"), () => {})));
  box.setAttribute("role", "status");
  field.closest(".editor-line").append(box);
  open.set(name, { theirs, box });
}

/** The other changed it again before anything was chosen. */
export function follow(field, theirs, by, chosen) {
  if (open.has(field.name) && open.get(field.name).theirs !== theirs) offer(field, { theirs, by, chosen });
}
