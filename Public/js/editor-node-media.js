// Galleries of pictures, sound and video, and what is shown of other sites.
import { Node } from "../vendor/prose-editor.js";
import { clipInfo } from "./editor-clips.js";
import { say } from "./editor-data.js";
import { choosePictures } from "./editor-pictures.js";
import { button, dataAttributes, missing, partView } from "./editor-node-parts.js";

const figureJSON = ({ id, caption, credit, alt }) => ({ type: "figure", attrs: { picture: id, caption, credit, alt } });

/** A gallery of the pictures that were chosen. */
export const galleryOf = (pictures) => ({ type: "gallery", attrs: { caption: "" }, content: pictures.map(figureJSON) });

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: "figure*",
  isolating: true,
  addAttributes: () => dataAttributes(["caption"]),
  parseHTML: () => [{ tag: "div[data-gallery]" }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...HTMLAttributes, "data-gallery": "" }, 0],
  addNodeView() {
    return (props) => {
      const grid = document.createElement("div");
      grid.className = "editor-gallery";
      grid.dataset.empty = say("galleryEmpty");
      return partView(props, {
        name: "gallery", tag: "div", label: say("insertGallery"), content: grid,
        fields: { caption: { label: say("galleryCaption"), isLong: true } },
        acts: (tools) => [
          button("image-plus", say("galleryAdd"), async () => {
            const pictures = await choosePictures();
            const position = tools.getPos();
            if (!pictures.length || position === undefined) return;
            const nodes = pictures.map((each) => tools.editor.schema.nodeFromJSON(figureJSON(each)));
            tools.editor.view.dispatch(tools.editor.state.tr.insert(position + tools.node.nodeSize - 1, nodes));
          }),
          button("trash-2", say("galleryRemove"), tools.remove),
        ],
      });
    };
  },
});

/** Sound and video are the same but for their name: what they are, the library knows. */
const clip = (name) => Node.create({
  name,
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => dataAttributes(["clip", "caption", "credit"]),
  parseHTML: () => [{ tag: `div[data-part="${name}"]` }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...HTMLAttributes, "data-part": name }],
  addNodeView() {
    return (props) => {
      const place = document.createElement("div");
      place.className = "editor-clip";
      let shown = "";
      let timer;
      const load = async (id) => {
        const info = await clipInfo(id);
        if (shown !== id) return;
        place.replaceChildren(...player(info));
        if (info && !info.path && info.state !== "failed") timer = setTimeout(() => load(id), 4_000);
      };
      return partView(props, {
        name: "clip", label: name === "video" ? say("clipVideo") : say("clipAudio"), above: [place],
        fields: { caption: { label: say("caption"), isLong: true }, credit: { label: say("clipCredit") } },
        acts: (tools) => [button("trash-2", say("clipRemove"), tools.remove)],
        show: ({ attrs }) => {
          if (shown === attrs.clip) return;
          shown = attrs.clip;
          load(attrs.clip);
        },
        destroy: () => clearTimeout(timer),
      });
    };
  },
});

function player(info) {
  if (!info) return [missing(say("clipMissing"))];
  const title = Object.assign(document.createElement("p"), { className: "editor-clip__title", textContent: info.title });
  if (!info.path) return [title, missing(say("clipMaking"))];
  const made = document.createElement(info.kind === "video" ? "video" : "audio");
  Object.assign(made, { controls: true, preload: "none", src: info.path });
  if (info.poster) made.poster = info.poster;
  made.setAttribute("aria-label", info.title);
  return [title, made];
}

export const Audio = clip("audio");
export const Video = clip("video");

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => dataAttributes(["provider", "url", "caption"]),
  parseHTML: () => [{ tag: 'div[data-part="embed"]' }],
  renderHTML: ({ HTMLAttributes }) => ["div", { ...HTMLAttributes, "data-part": "embed" }],
  addNodeView() {
    return (props) => {
      // Nothing of the other site is loaded here either.
      const place = document.createElement("div");
      place.className = "editor-embed";
      const link = document.createElement("a");
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      const note = Object.assign(document.createElement("p"), { className: "quiet" });
      place.append(link, note);
      return partView(props, {
        name: "embed", label: say("insertEmbed"), above: [place], fields: { caption: { label: say("caption"), isLong: true } },
        acts: (tools) => [button("trash-2", say("embedRemove"), tools.remove)],
        show: ({ attrs }) => {
          link.href = attrs.url;
          link.textContent = attrs.url;
          note.textContent = say("embedQuiet", { name: hostName(attrs.url) });
        },
      });
    };
  },
});

function hostName(address) {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, "") : address;
}
