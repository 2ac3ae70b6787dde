// Lists as programs write them: Word's are paragraphs with a style, Google Docs puts lists where items belong.

const levelOf = (paragraph) => {
  const found = /mso-list\s*:[^;]*?\blevel(\d)/i.exec(paragraph.dataset.style ?? "");
  return found ? Number(found[1]) : null;
};

/** Makes real lists of them, nested as they were. */
export function tidyLists(body) {
  wordLists(body);
  // A list that stands beside items belongs to the item before it.
  for (const list of [...body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")]) {
    const before = list.previousElementSibling;
    if (before?.localName === "li") before.append(list);
    else {
      const item = document.createElement("li");
      list.before(item);
      item.append(list);
    }
  }
  // An item begins with words.
  for (const item of body.querySelectorAll("li")) {
    if (item.firstElementChild && !item.firstElementChild.previousSibling && /^(ul|ol)$/.test(item.firstElementChild.localName)) {
      item.prepend(document.createElement("p"));
    }
    // Boxes to tick are no words.
    for (const box of item.querySelectorAll("input")) box.remove();
  }
}

function wordLists(body) {
  const paragraphs = [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")].filter((each) => levelOf(each) !== null);
  const done = new Set();
  for (const first of paragraphs) {
    if (done.has(first)) continue;
    const run = [];
    for (let each = first; each && levelOf(each) !== null; each = each.nextElementSibling) {
      run.push(each);
      done.add(each);
    }
    // A numbered heading is a heading.
    if (/^h[1-6]$/.test(first.localName)) {
      for (const each of run) marker(each);
      continue;
    }
    const place = document.createComment("");
    first.before(place);
    place.replaceWith(built(run));
  }
}

/** Takes the number or bullet out of a paragraph; answers with its letters. */
function marker(paragraph) {
  const found = paragraph.querySelector('[data-style*="mso-list"][data-style*="gnore" i]');
  if (found) {
    const text = found.textContent.replace(/[\s\u00a0]+/g, "");
    found.remove();
    return text;
  }
  // Where the clipboard's conditional comments are gone, only the text is left of it.
  const text = paragraph.textContent;
  const lead = /^\s*((?:[·•▪o§–-]|(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,5})[.)]))[\s\u00a0]{2,}/.exec(text);
  if (!lead) return "";
  const node = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode();
  if (node && node.data.length >= lead[0].length) node.data = node.data.slice(lead[0].length);
  return lead[1];
}

const isNumber = (text) => /^\(?(\d{1,4}|[a-zA-Z]|[ivxlc]{1,6}|[IVXLC]{1,6})[.)]/.test(text);

function built(run) {
  const all = document.createDocumentFragment();
  const open = [];
  for (const paragraph of run) {
    const level = levelOf(paragraph);
    const text = marker(paragraph);
    const kind = isNumber(text) ? "ol" : "ul";
    while (open.length && (open.at(-1).level > level || (open.at(-1).level === level && open.at(-1).list.localName !== kind))) {
      open.pop();
    }
    if (!open.length || open.at(-1).level < level) {
      const list = document.createElement(kind);
      const start = Number.parseInt(text, 10);
      if (kind === "ol" && start > 1) list.setAttribute("start", String(start));
      const parent = open.at(-1)?.list.lastElementChild;
      (parent ?? all).append(list);
      open.push({ level, list });
    }
    const item = document.createElement("li");
    const words = document.createElement("p");
    words.append(...paragraph.childNodes);
    item.append(words);
    open.at(-1).list.append(item);
    paragraph.remove();
  }
  return all;
}
