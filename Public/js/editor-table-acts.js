// What is done to tables: rows and columns, moving between cells, clearing and pasting.
import { pm } from "../vendor/prose-editor.js";

const { Fragment, Slice } = pm.model;
const { TextSelection } = pm.state;

/** The cell that holds a position: its table, row and column; null outside tables. */
function cellAt($place) {
  for (let depth = $place.depth; depth > 1; depth -= 1) {
    if ($place.node(depth).type.name !== "tableCell") continue;
    return {
      table: { from: $place.before(depth - 2), node: $place.node(depth - 2) },
      row: $place.index(depth - 2), column: $place.index(depth - 1),
      from: $place.before(depth), to: $place.after(depth),
    };
  }
  return null;
}

/** The cell with the caret. */
export const cellOf = ({ selection }) => cellAt(selection.$from);

/** Where a cell begins: inside the table that stands at `from`. */
function cellPosition(node, from, row, column) {
  let position = from + 1;
  for (let index = 0; index < row; index += 1) position += node.child(index).nodeSize;
  position += 1;
  for (let index = 0; index < column; index += 1) position += node.child(row).child(index).nodeSize;
  return position;
}

function caretIn(tr, from, row, column) {
  const node = tr.doc.nodeAt(from);
  const place = cellPosition(node, from, Math.min(row, node.childCount - 1), Math.min(column, node.child(0).childCount - 1));
  return tr.setSelection(TextSelection.near(tr.doc.resolve(place + 1))).scrollIntoView();
}

/** The place acted on: the caret's cell where it is in this table, else the last one. */
function placeIn({ editor, node, getPos }) {
  const from = getPos();
  const cell = cellOf(editor.state);
  if (cell?.table.from === from) return { from, row: cell.row, column: cell.column };
  return { from, row: node.childCount - 1, column: node.child(0).childCount - 1 };
}

/** What the buttons of a table do. */
export const tableActs = {
  addRow(tools) {
    const { from, row, column } = placeIn(tools);
    const { nodes } = tools.editor.schema;
    const cells = Array.from({ length: tools.node.child(0).childCount }, () => nodes.tableCell.create());
    const after = cellPosition(tools.node, from, row, 0) - 1 + tools.node.child(row).nodeSize;
    const tr = tools.editor.state.tr.insert(after, nodes.tableRow.create(null, cells));
    done(tools.editor, caretIn(tr, from, row + 1, column));
  },
  addColumn(tools) {
    const { from, row, column } = placeIn(tools);
    if (tools.node.child(0).childCount >= 50) return;
    const { tr } = tools.editor.state;
    for (let index = tools.node.childCount - 1; index >= 0; index -= 1) {
      const cell = tools.node.child(index).child(column);
      tr.insert(cellPosition(tools.node, from, index, column) + cell.nodeSize, tools.editor.schema.nodes.tableCell.create());
    }
    done(tools.editor, caretIn(tr, from, row, column + 1));
  },
  removeRow(tools) {
    const { from, row, column } = placeIn(tools);
    if (tools.node.childCount === 1) return tools.remove();
    const start = cellPosition(tools.node, from, row, 0) - 1;
    const tr = tools.editor.state.tr.delete(start, start + tools.node.child(row).nodeSize);
    done(tools.editor, caretIn(tr, from, row, column));
  },
  removeColumn(tools) {
    const { from, row, column } = placeIn(tools);
    if (tools.node.child(0).childCount === 1) return tools.remove();
    const { tr } = tools.editor.state;
    for (let index = tools.node.childCount - 1; index >= 0; index -= 1) {
      const start = cellPosition(tools.node, from, index, column);
      tr.delete(start, start + tools.node.child(index).child(column).nodeSize);
    }
    done(tools.editor, caretIn(tr, from, row, column));
  },
};

function done(editor, tr) {
  editor.view.dispatch(tr);
  editor.view.focus();
}

/** Goes to the next or the last cell, or to the one below; from the end of the table a new row, or the line below it. */
export function goToCell(editor, step) {
  const { state } = editor;
  const { table, row, column } = cellOf(state);
  const width = table.node.child(0).childCount;
  const isLast = row === table.node.childCount - 1;
  const tools = { editor, node: table.node, getPos: () => table.from, remove: () => {} };
  if (step === "down") {
    if (!isLast) editor.view.dispatch(caretIn(state.tr, table.from, row + 1, column));
    else leave(editor, table);
    return true;
  }
  const next = row * width + column + step;
  if (next < 0) return true;
  if (next >= width * table.node.childCount) {
    tableActs.addRow(tools);
    editor.view.dispatch(caretIn(editor.state.tr, table.from, row + 1, 0));
    return true;
  }
  editor.view.dispatch(caretIn(state.tr, table.from, Math.floor(next / width), next % width));
  return true;
}

function leave(editor, { from, node }) {
  const after = from + node.nodeSize;
  const { tr, schema } = editor.state;
  if (tr.doc.nodeAt(after)?.type.name !== "paragraph") tr.insert(after, schema.nodes.paragraph.create());
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(after + 1))).scrollIntoView());
}

/** Where words of several cells are selected, their words go and the cells stay. */
export function clearCells(editor) {
  const { state } = editor;
  const { from, to, $from, $to } = state.selection;
  const [first, last] = [cellAt($from), cellAt($to)];
  if (!first || !last || first.table.from !== last.table.from || first.from === last.from) return false;
  const { tr } = state;
  state.doc.nodesBetween(from, to, (node, position) => {
    if (node.type.name !== "tableCell") return true;
    const start = Math.max(from, position + 1);
    const end = Math.min(to, position + node.nodeSize - 1);
    if (end > start) tr.delete(tr.mapping.map(start), tr.mapping.map(end));
    return false;
  });
  editor.view.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(first.from + 1))));
  return true;
}

/** What is pasted into a cell: a table fills the cells from here, anything else becomes words of this cell. */
export function pasteIntoCell(view, _event, slice) {
  const cell = cellOf(view.state);
  if (!cell) return false;
  const { state } = view;
  let table = null;
  slice.content.descendants((node) => {
    if (node.type.name === "table") table ??= node;
    return !table;
  });
  if (table) {
    view.dispatch(filled(state, cell, table));
    return true;
  }
  const lines = [];
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true;
    lines.push(node.content);
    return false;
  });
  if (!lines.length) return false;
  const words = lines.reduce((all, line, index) => {
    return index === 0 ? line : all.append(Fragment.from(state.schema.nodes.hardBreak.create())).append(line);
  }, Fragment.empty);
  view.dispatch(state.tr.replaceSelection(new Slice(words, 0, 0)).scrollIntoView());
  return true;
}

function filled(state, cell, pasted) {
  const { nodes } = state.schema;
  const { tr } = state;
  const rows = [];
  cell.table.node.forEach((row) => rows.push(Array.from({ length: row.childCount }, (_, index) => row.child(index))));
  pasted.forEach((row, _offset, index) => {
    const target = (rows[cell.row + index] ??= Array.from({ length: rows[0].length }, () => nodes.tableCell.create()));
    row.forEach((each, _place, column) => {
      if (cell.column + column < 50) target[cell.column + column] = each;
    });
  });
  const width = Math.max(...rows.map((row) => row.length));
  const made = rows.map((row) => nodes.tableRow.create(
    null, Array.from({ length: width }, (_, index) => row[index] ?? nodes.tableCell.create()),
  ));
  tr.replaceWith(cell.table.from, cell.table.from + cell.table.node.nodeSize,
    nodes.table.create(cell.table.node.attrs, made));
  return caretIn(tr, cell.table.from, cell.row, cell.column);
}

/** Fills rows up that have become shorter than others; only tables that were changed are looked at. */
export function tidyTables(before, state) {
  let tr = null;
  const { doc } = state;
  const known = new Set();
  before.doc.forEach((node) => node.type.name === "table" && known.add(node));
  doc.forEach((table, from) => {
    if (table.type.name !== "table" || known.has(table)) return;
    let width = 0;
    table.forEach((row) => (width = Math.max(width, row.childCount)));
    table.forEach((row, offset) => {
      if (row.childCount === width) return;
      tr ??= state.tr;
      const cells = Array.from({ length: width - row.childCount }, () => state.schema.nodes.tableCell.create());
      tr.insert(tr.mapping.map(from + 1 + offset + row.nodeSize - 1), cells);
    });
  });
  return tr;
}
