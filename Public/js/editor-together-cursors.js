// Where the others are in the text: a thin line with a name, drawn over it, never in it.
import { Plugin, pm } from "../vendor/prose-editor.js";
import { say } from "./editor-data.js";
import { element } from "./phrases.js";

const { Decoration, DecorationSet } = pm.view;

/** One of eight colours for each account that is there; the same on every screen, and different as long as they last. */
export const colours = {
  known: new Map(),
  assign(accounts) {
    this.known.clear();
    const taken = new Set();
    for (const account of [...new Set(accounts)].sort()) {
      let sum = 0;
      for (const letter of account) sum = (sum * 31 + letter.codePointAt(0)) >>> 0;
      let colour = sum % 8;
      while (taken.has(colour) && taken.size < 8) colour = (colour + 1) % 8;
      taken.add(colour);
      this.known.set(account, `who--${colour}`);
    }
  },
  of(account) {
    return this.known.get(account) ?? "who--0";
  },
};

/**
 * @param {() => Iterable<{ client: string, account: string, name: string, block?: string, offset?: number }>} others
 * @param {() => { id: string, names: string[] }[]} contested Blocks that others changed while I write in them.
 */
export function cursors(others, contested) {
  return new Plugin({
    props: {
      decorations({ doc }) {
        const places = new Map();
        doc.forEach((node, place) => node.attrs.id && places.set(node.attrs.id, { node, place }));
        const marks = [];
        for (const person of others()) {
          const found = places.get(person.block);
          if (!found) continue;
          const most = Math.max(0, found.node.nodeSize - 2);
          const place = found.place + 1 + Math.min(Math.max(0, person.offset ?? 0), most);
          const isInText = !found.node.isAtom && doc.resolve(place).parent.isTextblock;
          const key = `${person.client}:${person.block}:${person.offset}:${colours.of(person.account)}`;
          if (isInText) marks.push(Decoration.widget(place, () => line(person), { side: 10, key, ignoreSelection: true }));
          else marks.push(Decoration.node(found.place, found.place + found.node.nodeSize, { class: `who ${colours.of(person.account)}` }));
        }
        for (const { id, names } of contested()) {
          const found = places.get(id);
          if (found) marks.push(Decoration.widget(found.place, () => beside(names), { side: -1, key: `beside:${id}` }));
        }
        return DecorationSet.create(doc, marks);
      },
    },
  });
}

function line({ account, name }) {
  const words = name.split(/\s+/);
  const flag = element("span", "who__name", words.at(-1) ?? "");
  const mark = element("span", `who who__line ${colours.of(account)}`, flag);
  mark.setAttribute("aria-hidden", "true");
  mark.contentEditable = "false";
  return mark;
}

function beside(names) {
  const words = element("p", "who__beside", say("alsoWrites", { name: names.join(", ") }));
  words.contentEditable = "false";
  return words;
}
