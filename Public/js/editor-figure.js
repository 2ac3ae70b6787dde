// A picture in the text: seen as readers will, with its caption, credit and description written in place.
import { icon } from "./phrases.js";
import { data, say } from "./editor-data.js";

/** Pictures that are known by their ID; the picker adds to them. */
export const pictures = new Map(Object.entries(data?.pictures ?? {}));

/** Where the words of a picture came from that nobody typed here, by the picture's ID; the picker says so. */
export const origins = new Map();

/** The picture above the text, set by the panel (`change`); a picture in the text can ask to be it (`offer`). */
export const lead = Object.assign(new EventTarget(), { id: data?.metadata.lead ?? null });

function button(name, words) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button button--quiet";
  made.append(icon(name), Object.assign(document.createElement("span"), { textContent: words }));
  return made;
}

function field(name, label, node, isLong) {
  const holder = document.createElement("label");
  holder.className = `editor-figure__field editor-figure__field--${name}`;
  const words = document.createElement("span");
  words.textContent = label;
  const control = document.createElement(isLong ? "textarea" : "input");
  control.name = `figure-${name}`;
  control.maxLength = 1000;
  control.value = node.attrs[name];
  if (isLong) control.rows = 1;
  holder.append(words, control);
  return { holder, control };
}

/** Changes places with the picture before or after it in the same gallery. */
function moveInGallery(editor, position, step, pressed) {
  const { doc, tr } = editor.state;
  const $place = doc.resolve(position);
  const node = $place.nodeAfter;
  const other = $place.parent.maybeChild($place.index() + step);
  if (!other) return;
  const target = step < 0 ? position - other.nodeSize : position + other.nodeSize;
  editor.view.dispatch(tr.delete(position, position + node.nodeSize).insert(target, node));
  const name = pressed.textContent;
  const again = [...(editor.view.nodeDOM(target)?.querySelectorAll?.("button") ?? [])];
  (again.find((each) => each.textContent === name && !each.hidden) ?? again.find((each) => !each.hidden))?.focus();
}

/** The view of a figure node, as ProseMirror asks for it. */
export function figureView({ node: first, editor, getPos }) {
  let node = first;
  const dom = document.createElement("figure");
  dom.className = "editor-figure";
  dom.dataset.picture = node.attrs.picture;

  const image = document.createElement("img");
  const missing = document.createElement("p");
  missing.className = "editor-figure__missing";
  missing.textContent = say("needPicture");
  const caption = document.createElement("figcaption");
  const fields = {
    caption: field("caption", say("caption"), node, true),
    credit: field("credit", say("credit"), node),
    alt: field("alt", say("alt"), node),
  };
  const origin = document.createElement("p");
  origin.className = "editor-figure__origin";
  caption.append(fields.caption.holder, origin, fields.credit.holder, fields.alt.holder);
  const offer = button("star", say("leadUse"));
  const remove = button("trash-2", say("pictureRemove"));
  const acts = document.createElement("div");
  acts.className = "editor-figure__acts";
  // In a gallery, the way to another place that needs no mouse.
  const move = [["chevron-left", "pictureBefore", -1], ["chevron-right", "pictureAfter", 1]].map(([name, key, step]) => {
    const made = button(name, say(key));
    made.addEventListener("click", () => moveInGallery(editor, getPos(), step, made));
    return made;
  });
  acts.append(...move, offer, remove);
  caption.append(acts);
  dom.append(image, missing, caption);

  function show() {
    const picture = pictures.get(node.attrs.picture);
    image.hidden = !picture?.src;
    missing.hidden = Boolean(picture);
    if (picture?.src) {
      if (image.getAttribute("src") !== picture.src) image.src = picture.src;
      image.width = picture.width;
      image.height = picture.height;
    }
    image.alt = node.attrs.alt;
    dom.id = `block-${node.attrs.id}`;
    for (const [name, { control }] of Object.entries(fields)) {
      if (control !== document.activeElement && control.value !== node.attrs[name]) control.value = node.attrs[name];
      control.readOnly = !editor.isEditable;
      control.classList.toggle("is-missing", name !== "caption" && !node.attrs[name].trim());
    }
    origin.textContent = origins.get(node.attrs.picture) ?? "";
    origin.hidden = !origin.textContent;
    remove.hidden = !editor.isEditable;
    const position = getPos();
    const $place = position === undefined ? null : editor.state.doc.resolve(position);
    const gallery = $place?.parent.type.name === "gallery" ? $place.parent : null;
    move[0].hidden = !gallery || !editor.isEditable || $place.index() === 0;
    move[1].hidden = !gallery || !editor.isEditable || $place.index() === gallery.childCount - 1;
    offer.hidden = !editor.isEditable || Boolean(lead.id) || !picture;
  }

  for (const [name, { control }] of Object.entries(fields)) {
    control.addEventListener("input", () => {
      const position = getPos();
      if (position === undefined) return;
      editor.view.dispatch(editor.state.tr.setNodeMarkup(position, null, { ...node.attrs, [name]: control.value }));
    });
    control.addEventListener("keydown", (event) => {
      // Enter leaves the field; a caption is one line.
      if (event.key === "Enter") event.preventDefault();
    });
  }
  remove.addEventListener("click", () => {
    const position = getPos();
    if (position === undefined) return;
    editor.chain().focus().deleteRange({ from: position, to: position + node.nodeSize }).run();
  });

  offer.addEventListener("click", () => {
    const { picture, credit, alt } = node.attrs;
    lead.dispatchEvent(new CustomEvent("offer", { detail: { id: picture, credit, alt } }));
    fields.caption.control.focus({ preventScroll: true });
  });
  lead.addEventListener("change", show);

  show();
  return {
    dom,
    update(next) {
      if (next.type !== node.type) return false;
      node = next;
      show();
      return true;
    },
    selectNode: () => dom.classList.add("is-selected"),
    deselectNode: () => dom.classList.remove("is-selected"),
    stopEvent: (event) => caption.contains(event.target),
    ignoreMutation: () => true,
    destroy: () => lead.removeEventListener("change", show),
  };
}
