// Sets another text into the open editor block by block: what does not differ is not touched, and the cursor, the
// selection and one's own undo stay where they are.
import { pm } from "../vendor/prose-editor.js";
import { canonical } from "./editor-together-merge.js";

const idOf = (node) => node.attrs.id ?? null;

/**
 * @param {import("../vendor/prose-editor.js").Editor} editor
 * @param {object[]} blocks The blocks as JSON, as they are to stand there.
 * @param {(node: object) => string} write What a block says, to see whether it differs.
 */
export function applyBlocks(editor, blocks, write) {
  const { schema, doc } = editor.state;
  const wanted = blocks.map((block) => schema.nodeFromJSON(block));
  if (!wanted.length) wanted.push(doc.childCount === 1 && !doc.textContent ? doc.child(0) : schema.nodes.paragraph.create());
  const tr = editor.state.tr;
  const caret = caretOf(editor.state);
  const names = new Set(wanted.map(idOf));
  for (let index = tr.doc.childCount - 1; index >= 0; index -= 1) {
    // The document is never empty: the last one goes once there is another.
    if (!names.has(idOf(tr.doc.child(index))) && tr.doc.childCount > 1) remove(tr, index);
  }
  wanted.forEach((node, index) => {
    const here = index < tr.doc.childCount ? tr.doc.child(index) : null;
    if (here && idOf(here) === idOf(node)) return change(tr, index, node, write);
    for (let later = index + 1; later < tr.doc.childCount; later += 1) {
      if (idOf(tr.doc.child(later)) === idOf(node)) {
        remove(tr, later);
        break;
      }
    }
    tr.insert(placeOf(tr.doc, index), node);
  });
  while (tr.doc.childCount > wanted.length) remove(tr, tr.doc.childCount - 1);
  if (!tr.docChanged) return;
  keepCaret(tr, caret);
  editor.view.dispatch(tr.setMeta("addToHistory", false).setMeta("hoitu:shown", true));
}

const placeOf = (doc, index) => {
  let place = 0;
  for (let one = 0; one < index; one += 1) place += doc.child(one).nodeSize;
  return place;
};

function remove(tr, index) {
  const place = placeOf(tr.doc, index);
  tr.delete(place, place + tr.doc.child(index).nodeSize);
}

/** Makes one block say what it should, with the smallest change that does. */
function change(tr, index, node, write) {
  const before = tr.doc.child(index);
  if (write(before.toJSON()) === write(node.toJSON())) return;
  const place = placeOf(tr.doc, index);
  if (before.type === node.type && !node.isLeaf && !node.isAtom) {
    if (canonical(before.attrs) !== canonical(node.attrs)) tr.setNodeMarkup(place, null, node.attrs);
    const start = before.content.findDiffStart(node.content);
    if (start === null) return;
    let { a, b } = before.content.findDiffEnd(node.content);
    const overlap = start - Math.min(a, b);
    if (overlap > 0) {
      a += overlap;
      b += overlap;
    }
    const trial = new pm.transform.Transform(tr.doc);
    try {
      trial.replace(place + 1 + start, place + 1 + a, node.slice(start, b));
      if (trial.doc.child(index).eq(node)) {
        for (const step of trial.steps) tr.step(step);
        return;
      }
    } catch {
      // Too tangled for one replacement: the block is set in whole.
    }
  }
  tr.replaceWith(place, place + before.nodeSize, node);
}

/** Where the cursor is: in which block, after which words of it. */
function caretOf({ selection, doc }) {
  const { $head } = selection;
  if (!$head.depth || !$head.parent.isTextblock) return null;
  return { id: idOf(doc.child($head.index(0))), offset: $head.parentOffset, text: $head.parent.textContent };
}

/** A block that became several side by side: the cursor goes on in the one with one's own words. */
function keepCaret(tr, caret) {
  if (!caret) return;
  const { $head } = tr.selection;
  if ($head.parent.isTextblock && $head.parent.textContent === caret.text) return;
  let found = null;
  tr.doc.forEach((block, place) => {
    if (idOf(block) !== caret.id || found !== null) return;
    block.descendants((node, inner) => {
      if (node.isTextblock && node.textContent === caret.text) found = place + 1 + inner + 1 + caret.offset;
    });
  });
  if (found !== null) tr.setSelection(pm.state.TextSelection.near(tr.doc.resolve(found)));
}
