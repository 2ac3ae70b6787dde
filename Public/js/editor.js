// The page of an item: the text becomes an editor, and everything around it follows. Without this script the same page is
// a plain form (Sources/Newsroom/Editor/EditorPage.swift).
import { Editor } from "../vendor/prose-editor.js";
import { showChecks } from "./editor-checks.js";
import { Comments } from "./editor-comments.js";
import { showConflict } from "./editor-conflict.js";
import { data, debounce, say } from "./editor-data.js";
import { typedEarly } from "./editor-early.js";
import { Metadata } from "./editor-metadata.js";
import { pastedFiles } from "./editor-paste.js";
import { choosePicture, uploadPicture } from "./editor-pictures.js";
import { Saver } from "./editor-save.js";
import { extensions, plainDocument } from "./editor-schema.js";
import { startSuggestions } from "./editor-suggest.js";
import { Together } from "./editor-together.js";
import { outgoing } from "./editor-together-fields.js";
import { editLink, startTools } from "./editor-tools.js";
import { toast } from "./toast.js";
import { startWriting } from "./editor-writing.js";

const form = document.getElementById("editor");
const title = document.getElementById("title");
const summary = document.getElementById("summary");
const surface = document.getElementById("editor-body");
const status = document.getElementById("editor-status");

if (data && form && surface) start();

function start() {
  const plain = document.querySelector("#editor-plain textarea");
  const wasTyping = document.activeElement === plain;
  const early = data.isReadOnly ? null : typedEarly(plain, data.body);
  const body = early ?? data.body;
  surface.hidden = false;
  document.getElementById("editor-plain").remove();
  document.getElementById("editor-acts")?.remove();

  const changed = () => {
    saver.changed();
    check();
  };
  const editor = new Editor({
    element: surface,
    editable: !data.isReadOnly,
    extensions: extensions(),
    content: body.content?.length ? body : { type: "doc", content: [{ type: "paragraph" }] },
    injectCSS: false,
    editorProps: {
      attributes: { "aria-label": say("text"), role: "textbox", "aria-multiline": "true", id: "body" },
      handlePaste: (_view, event) => takeFiles(pastedFiles(event.clipboardData)),
      handleDrop: (_view, event, _slice, isMoved) => !isMoved && takeFiles(event.dataTransfer?.files),
      // Typing with a picture selected goes on after it; it does not take its place.
      handleTextInput: (view, _from, _to, text) => isPicture(view.state.selection) && writeAfter(editor, text),
      handleKeyDown: (view, event) => {
        if (event.key === "Enter" && isPicture(view.state.selection)) return writeAfter(editor, "");
        if (event.key !== "k" || !(event.ctrlKey || event.metaKey)) return false;
        if (editor.state.selection.empty && !editor.isActive("link")) return false;
        event.preventDefault();
        event.stopPropagation();
        editLink(editor);
        return true;
      },
    },
    onUpdate: ({ transaction }) => {
      if (!transaction.getMeta("hoitu:shown")) changed();
    },
  });

  const metadata = new Metadata(() => changed());
  const read = () => outgoing({
    title: title.value, summary: summary.value, body: plainDocument(editor), metadata: metadata.read(),
  });
  const node = editor.schema.nodeFromJSON({ type: "doc", content: data.body.content ?? [{ type: "paragraph" }] });
  const saver = new Saver({
    read,
    seen: {
      title: title.defaultValue, summary: summary.defaultValue, body: plainDocument({ getJSON: () => node.toJSON() }),
      metadata: metadata.read(),
    },
    rebase: (...texts) => together.rebase(...texts),
    settled: () => together.look(),
    calm: () => together.calm(),
    status: (state, text) => {
      status.dataset.state = state;
      status.textContent = text;
      if (state === "signedOut") status.append(" ", signInLink());
    },
    saved: (revision) => {
      for (const input of document.querySelectorAll('input[name="revision"], input[name="base"]')) input.value = revision;
      showUnpublished(revision);
    },
    conflict: (problem) => showConflict(problem, { saver, show }),
  });
  const together = new Together({
    editor, saver, read, metadata, lines: [title, summary], shown: () => check(),
  });
  const check = debounce(200, () => showChecks(read(), (place, field) => goTo(place, field, editor)));

  /** Puts another text into the page, as when it was opened with it. */
  function show(text) {
    title.value = text.title;
    summary.value = text.summary;
    for (const line of [title, summary]) grow(line);
    editor.chain().setMeta("hoitu:shown", true).setContent(text.body).run();
    metadata.show(text.metadata);
    check();
  }

  function takeFiles(files) {
    const images = [...(files ?? [])].filter((file) => file.type.startsWith("image/"));
    if (!images.length || !editor.isEditable) return false;
    (async () => {
      for (const [index, file] of images.entries()) {
        try {
          insert(await uploadPicture(file), index === 0);
        } catch (error) {
          toast(error.message);
        }
      }
    })();
    return true;
  }

  function insert({ id, caption, credit, alt }, goesThere = true) {
    editor.chain().insertContent({ type: "figure", attrs: { picture: id, caption, credit, alt } }).run();
    // Below a picture there is always a line to write on.
    const { doc } = editor.state;
    if (doc.lastChild?.type.name === "figure") {
      editor.commands.insertContentAt(doc.content.size, { type: "paragraph" }, { updateSelection: false });
    }
    // After the frame in which a closing dialog gives the focus back.
    if (goesThere) requestAnimationFrame(() => goToFigure(editor, id));
  }

  startTools(editor, {
    addFigure: async () => {
      const picture = await choosePicture();
      if (picture) insert(picture);
    },
  });
  startWriting(editor);
  startLines(changed, editor);
  startActs(saver);
  startSuggestions(editor);
  new Comments(editor).start();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    saver.flush();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      saver.flush();
    }
  });
  if (wasTyping) editor.commands.focus("end");
  const isEarly = early || [title, summary].some((line) => line.value !== line.defaultValue);
  // Made before a save that was acknowledged while this page was on its way: the newer one is a reload away.
  if (!isEarly && saver.isBehind) return location.reload();
  takeUpJournal(saver, show, read, isEarly).then(() => together.start());
  check();
}

/** To a page beside this one: what stands here is kept and sent as soon as one comes back. */
function signInLink() {
  const link = document.createElement("a");
  link.href = "/dang-nhap?den=/lam-viec";
  link.target = "_blank";
  link.textContent = say("signIn");
  return link;
}

/** A public item was changed: readers do not see it yet, and the act that lets them is there at once. */
function showUnpublished(revision) {
  if (!data.publishedRevision || revision === data.publishedRevision) return;
  document.getElementById("editor-update")?.removeAttribute("hidden");
  const word = document.querySelector(".editor-head .state")?.firstChild;
  if (word?.nodeType === Node.TEXT_NODE && word.data !== say("changed")) word.data = say("changed");
}

/** Leads to the words of a picture that was just put in: they lie below it, often below the edge of the window. */
function goToFigure(editor, picture) {
  let place = null;
  editor.state.doc.descendants((node, position) => {
    const isIt = node.type.name === "figure" && node.attrs.picture === picture;
    if (isIt && position <= editor.state.selection.to) place = position;
  });
  const caption = place === null ? null : editor.view.nodeDOM(place)?.querySelector?.('[name="figure-caption"]');
  if (!caption) return;
  caption.focus({ preventScroll: true });
  caption.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

const isPicture = (selection) => selection.node?.type.name === "figure";

/** Begins a paragraph after the selected picture. */
function writeAfter(editor, text) {
  const content = text ? [{ type: "text", text }] : [];
  const place = editor.state.selection.to;
  editor.chain().insertContentAt(place, { type: "paragraph", content }).setTextSelection(place + 1 + text.length).run();
  return true;
}

/** Headline and sapo: one line each in the text, as many on the screen as they need. */
function startLines(changed, editor) {
  for (const line of [title, summary]) {
    grow(line);
    line.addEventListener("hoitu:grow", () => grow(line));
    line.addEventListener("input", () => {
      if (line.value.includes("\n")) line.value = line.value.replace(/\s*\n\s*/g, " ");
      grow(line);
      changed();
    });
    line.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      if (line === title) summary.focus();
      else {
        // At once, not in the next frame: the next key belongs to the text.
        editor.commands.setTextSelection(1);
        editor.view.focus();
      }
    });
  }
  addEventListener("resize", () => [title, summary].forEach(grow));
}

function grow(line) {
  if (CSS.supports("field-sizing", "content")) return;
  line.style.height = "auto";
  line.style.height = `${line.scrollHeight}px`;
}

/** Acts on the item wait until what was typed is on the server. */
function startActs(saver) {
  for (const act of document.querySelectorAll("form[data-after-save]")) {
    act.addEventListener("submit", async (event) => {
      if (!saver.isUnsaved) return;
      event.preventDefault();
      const { submitter } = event;
      if (await saver.flush()) act.requestSubmit(submitter);
      else toast(status.textContent);
    });
  }
}

async function takeUpJournal(saver, show, read, isEarly) {
  const record = await saver.recovered();
  if (isEarly) {
    // Both are kept: what an earlier page left goes into the history, what is being typed goes on.
    if (record) await saver.putAway(record);
    return saver.changed();
  }
  if (!record) return;
  const { title, summary, body, metadata } = read();
  if (JSON.stringify([record.title, record.summary, record.body, record.metadata])
    === JSON.stringify([title, summary, body, metadata])) {
    await saver.journal.forget(record.client);
    return;
  }
  show(record);
  saver.takeUp(record);
  toast(say("recovered"));
}

/** Leads to a place: a field of the panel, a line of the text, a picture in it. */
function goTo(place, name, editor) {
  const panel = document.getElementById("panel");
  const target = document.getElementById(place);
  if (!target) return;
  if (panel && !panel.contains(target) && panel.matches(":popover-open")) panel.hidePopover();
  target.scrollIntoView({ block: "center", behavior: "smooth" });
  if (place === "body") return editor.commands.focus("end");
  const field = target.matches("input, textarea, select")
    ? target : target.querySelector(name ? `[name="${name}"]` : "input, button");
  field?.focus({ preventScroll: true });
}
