// Tables as they are pasted: every row with as many cells, in each cell words only.

const blocks = "p, div, li, h1, h2, h3, h4, h5, h6, blockquote, section, ul, ol";

/** Makes them tables of ours, or paragraphs where a table only held things in place. */
export function tidyTables(body) {
  for (const inner of [...body.querySelectorAll("td table, th table")].reverse()) {
    inner.replaceWith(...[...inner.rows].map((row) => paragraph([...row.cells].map((cell) => cell.textContent.trim()).join(" · "))));
  }
  for (const table of [...body.querySelectorAll("table")]) {
    const cells = [...table.rows].flatMap((row) => [...row.cells]);
    if (cells.length <= 1 || [...table.rows].every((row) => row.cells.length <= 1 && row.textContent.length > 400)) {
      table.replaceWith(...cells.flatMap((cell) => [...cell.childNodes]));
    } else table.replaceWith(rebuilt(table));
  }
}

function paragraph(text) {
  return Object.assign(document.createElement("p"), { textContent: text });
}

function rebuilt(table) {
  const rows = [];
  const take = (row, column) => {
    while (rows[row]?.[column]) column += 1;
    return column;
  };
  [...table.rows].forEach((row, at) => {
    rows[at] ??= [];
    let column = 0;
    for (const cell of row.cells) {
      column = take(at, column);
      const width = Math.min(cell.colSpan || 1, 50);
      const height = Math.min(cell.rowSpan || 1, table.rows.length - at);
      for (let down = 0; down < height; down += 1) {
        for (let across = 0; across < width; across += 1) {
          rows[at + down] ??= [];
          rows[at + down][column + across] = down || across ? "empty" : cell;
        }
      }
      column += width;
    }
  });
  const width = Math.min(50, Math.max(...rows.map((row) => row.length)));
  const made = document.createElement("table");
  const hasHeader = Boolean(table.tHead?.rows.length) || [...(table.rows[0]?.cells ?? [])].every((cell) => isHeading(cell));
  made.setAttribute("data-header", hasHeader ? "yes" : "no");
  const caption = table.caption?.textContent.trim();
  if (caption) made.append(Object.assign(document.createElement("caption"), { textContent: caption }));
  const body = made.createTBody();
  for (const row of rows) {
    if (!row.some((cell) => cell instanceof Element && cell.textContent.trim())) continue;
    const line = body.insertRow();
    for (let column = 0; column < width; column += 1) {
      const cell = line.insertCell();
      if (row[column] instanceof Element) cell.append(...flat(row[column]));
    }
  }
  // What names the columns is set bold as such.
  if (hasHeader) for (const bold of body.rows[0]?.querySelectorAll("b, strong") ?? []) bold.replaceWith(...bold.childNodes);
  return made;
}

const isHeading = (cell) => cell.localName === "th"
  || (cell.textContent.trim() && [...cell.querySelectorAll("b, strong")].map((each) => each.textContent).join("").trim() === cell.textContent.trim());

/** The content of a cell as words with breaks between what were blocks. */
function flat(cell) {
  for (const block of [...cell.querySelectorAll(blocks)].reverse()) {
    const words = [...block.childNodes];
    if (block.previousSibling && block.textContent.trim()) words.unshift(document.createElement("br"));
    block.replaceWith(...words);
  }
  for (const node of [...cell.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.data = node.data.replace(/\s+/g, " ");
  return [...cell.childNodes];
}
