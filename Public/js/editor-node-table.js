// A table: rows of cells of words. The first row may name the columns; every row has as many cells.
import { Extension, Node, Plugin, pm } from "../vendor/prose-editor.js";
import { say } from "./editor-data.js";
import { button, partView } from "./editor-node-parts.js";
import { cellOf, clearCells, goToCell, pasteIntoCell, tableActs, tidyTables } from "./editor-table-acts.js";

const { Decoration, DecorationSet } = pm.view;

export const Table = Node.create({
  name: "table",
  group: "block",
  content: "tableRow+",
  isolating: true,
  addAttributes() {
    return {
      caption: {
        default: "",
        parseHTML: (element) => (element.dataset.caption ?? element.querySelector("caption")?.textContent ?? "").trim(),
        renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
      },
      header: {
        default: true,
        parseHTML: (element) => (element.dataset.header
          ? element.dataset.header === "yes" : Boolean(element.querySelector("tr:first-child th"))),
        renderHTML: ({ header }) => ({ "data-header": header ? "yes" : "no" }),
      },
    };
  },
  parseHTML() {
    return [{ tag: "table" }, { tag: "caption", ignore: true }, { tag: "colgroup", ignore: true }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["table", HTMLAttributes, ["tbody", 0]];
  },
  addNodeView() {
    return tableView;
  },
});

export const TableRow = Node.create({
  name: "tableRow",
  content: "tableCell+",
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

export const TableCell = Node.create({
  name: "tableCell",
  content: "inline*",
  isolating: true,
  parseHTML: () => [{ tag: "td" }, { tag: "th" }],
  renderHTML: () => ["td", 0],
});

/** A table of empty cells. */
export function emptyTable(rows = 3, columns = 3) {
  const cells = () => Array.from({ length: columns }, () => ({ type: "tableCell" }));
  return {
    type: "table", attrs: { caption: "", header: true },
    content: Array.from({ length: rows }, () => ({ type: "tableRow", content: cells() })),
  };
}

/** Keys in tables, pasting into cells, and rows that stay as long as one another. */
export const TableKeys = Extension.create({
  name: "tableKeys",
  priority: 200,
  addKeyboardShortcuts() {
    const inCell = (act) => () => Boolean(cellOf(this.editor.state)) && act();
    return {
      Tab: inCell(() => goToCell(this.editor, 1)),
      "Shift-Tab": inCell(() => goToCell(this.editor, -1)),
      Enter: inCell(() => goToCell(this.editor, "down")),
      "Shift-Enter": inCell(() => this.editor.commands.setHardBreak()),
      Backspace: () => clearCells(this.editor),
      Delete: () => clearCells(this.editor),
    };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        handlePaste: pasteIntoCell,
        // Typed over words of several cells, the cells stay.
        handleTextInput: (view, _from, _to, text) => {
          if (!clearCells(editor)) return false;
          view.dispatch(view.state.tr.insertText(text));
          return true;
        },
        // The table the caret is in shows its tools.
        decorations(state) {
          const place = cellOf(state);
          if (!place) return null;
          return DecorationSet.create(state.doc, [
            Decoration.node(place.table.from, place.table.from + place.table.node.nodeSize, { class: "is-inside" }),
          ]);
        },
      },
      appendTransaction: (transactions, before, state) => (
        transactions.some((one) => one.docChanged) ? tidyTables(before, state) : null
      ),
    })];
  },
});

function tableView(props) {
  const scroll = document.createElement("div");
  scroll.className = "editor-table";
  const table = document.createElement("table");
  const body = document.createElement("tbody");
  table.append(body);
  scroll.append(table);
  const header = button("heading-3", say("tableHeader"));
  const view = partView(props, {
    name: "table", tag: "div", label: say("table"), fields: { caption: { label: say("tableCaption") } }, content: body,
    acts: (tools) => {
      const act = (name) => () => tableActs[name](tools);
      header.addEventListener("click", () => tools.set({ header: !tools.node.attrs.header }));
      return [
        button("between-horizontal-start", say("tableRow"), act("addRow")),
        button("plus", say("tableColumn"), act("addColumn")),
        button("minus", say("tableRowRemove"), act("removeRow")),
        button("minus", say("tableColumnRemove"), act("removeColumn")),
        header,
        button("trash-2", say("tableRemove"), tools.remove),
      ];
    },
    show: (node) => {
      table.classList.toggle("has-header", node.attrs.header);
      header.setAttribute("aria-pressed", String(Boolean(node.attrs.header)));
    },
  });
  // The content is the body of the table; the view shows it in its frame that moves sideways.
  view.dom.insertBefore(scroll, view.dom.lastChild);
  table.append(body);
  // Buttons must not take the caret out of the cell they act on.
  view.dom.lastChild.addEventListener("mousedown", (event) => event.preventDefault());
  return view;
}
