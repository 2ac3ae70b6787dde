// A paragraph that somebody else changed while I am writing in it: on the server both stand side by side at once, but mine
// stays under my hands as it is until I leave it.
import { canonical, derived } from "./editor-together-merge.js";

/** By block: what stands on the server, which of it is mine, and after which block it stood. */
const held = new Map();

const words = (node) => canonical(node, true);

/** Whose words stand beside mine, by block: for the line that says so. */
export const contested = () => [...held].map(([id, { node, mine }]) => ({
  id, names: node.content.filter((_, index) => index !== mine).map(({ attrs }) => attrs.name),
}));

/**
 * The blocks as they are to be shown: where the cursor is in a block that became several, it stays one.
 * @param {object[]} blocks @param {object | null} here The block with the cursor, as it stands in the editor.
 */
export function hold(blocks, here) {
  held.clear();
  return blocks.map((node, index) => {
    if (!here || node.type !== "alternatives" || node.attrs?.id !== here.attrs?.id) return node;
    const mine = node.content.findIndex(({ content }) => content?.length === 1 && words(content[0]) === words(here));
    if (mine < 0) return node;
    held.set(node.attrs.id, { node, mine, after: blocks[index - 1]?.attrs?.id });
    return here;
  });
}

/** The blocks as they are to be sent: what is held stands side by side. */
export function whole(blocks) {
  if (!held.size) return blocks;
  const result = [...blocks];
  for (const [id, { node, mine, after }] of held) {
    const place = result.findIndex((block) => block.attrs?.id === id);
    if (result[place]?.type === "alternatives") continue;
    const own = place < 0 ? [] : [{ ...result[place], attrs: { ...result[place].attrs, id: derived(`${id}|${node.content[mine].attrs.account}|${node.content[mine].attrs.at}`) } }];
    const content = node.content.map((variant, index) => (index === mine ? { ...variant, content: own } : variant));
    const both = { ...node, content };
    if (place >= 0) result[place] = both;
    else result.splice(result.findIndex((block) => block.attrs?.id === after) + 1, 0, both);
  }
  return result;
}

/** Whether something is held that need not be any more: the cursor is elsewhere. */
export function isLeft(here) {
  return [...held.keys()].some((id) => id !== here);
}

export const letGo = () => held.clear();
