// The agency's pictures: chosen from, added to, described (room Media answers at /api/v1/pictures).
import { csrf, send } from "./send.js";
import { data, debounce, say } from "./editor-data.js";
import { origins, pictures } from "./editor-figure.js";

const address = `/api/v1/pictures?organisation=${encodeURIComponent(data?.organisation ?? "")}`;

/** The picture as the text needs it, and remembered for the figures that show it. */
function known(answer) {
  const shown = answer.renditions.find((one) => one.width >= 640) ?? answer.renditions.at(-1);
  const picture = {
    src: shown?.path, width: answer.width, height: answer.height, caption: answer.caption, credit: answer.credit,
    alt: answer.alt,
  };
  pictures.set(answer.id, picture);
  return { id: answer.id, ...picture };
}

/** Says where the words of a picture came from, where it has some. */
function fromWhere(answer, key) {
  if (!answer.caption.trim() && !answer.credit.trim()) return;
  const day = new Intl.DateTimeFormat("vi", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" })
    .format(new Date(answer.uploadedAt));
  origins.set(answer.id, say(key, { day }));
}

async function problemOf(answer) {
  const body = await answer.json().catch(() => ({}));
  return Object.values(body.errors ?? {})[0] ?? body.detail ?? body.title ?? say("pictureFailed");
}

/** Sends a picture to the library; throws with what to tell the person. */
export async function uploadPicture(file) {
  const body = new FormData();
  body.append("file", file, file.name);
  const answer = await fetch(address, {
    method: "POST", credentials: "same-origin", headers: { "X-CSRF-Token": csrf(), Accept: "application/json" }, body,
  }).catch(() => null);
  if (!answer?.ok) throw new Error(answer ? await problemOf(answer) : say("pictureFailed"));
  const picture = await answer.json();
  // The library keeps a picture once: the same one sent again is the one it had, with the words it had.
  const now = Date.parse(answer.headers.get("date") ?? "") || Date.now();
  const isKnown = pictures.has(picture.id) || now - Date.parse(picture.uploadedAt) > 30_000;
  fromWhere(picture, isKnown ? "captionKnown" : "captionFile");
  return known(picture);
}

/** Writes what a picture is, in the library. */
export async function describePicture(id, change) {
  const answer = await send(`/api/v1/pictures/${id}`, change, { method: "PATCH" }).catch(() => null);
  if (!answer?.ok) throw new Error(answer ? await problemOf(answer) : say("pictureFailed"));
  return known(await answer.json());
}

/** Looks a picture up that only its ID is known of. */
export async function findPicture(id) {
  const answer = await fetch(`/api/v1/pictures/${id}`, { credentials: "same-origin" }).catch(() => null);
  return answer?.ok ? known(await answer.json()) : null;
}

/** Opens the library; answers with the picture that was chosen, or null. */
export function choosePicture() {
  return new Promise((resolve) => {
    const dialog = new Picker(resolve);
    dialog.open();
  });
}

/** Opens the library to choose several; answers with them in the order they were chosen. */
export function choosePictures() {
  return new Promise((resolve) => {
    const dialog = new Picker((chosen) => resolve(chosen ?? []), true);
    dialog.open();
  });
}

class Picker {
  constructor(resolve, isMany = false) {
    this.resolve = resolve;
    this.isMany = isMany;
    this.chosen = null;
    this.next = null;
    this.root = document.createElement("dialog");
    this.root.className = "dialog dialog--sheet picture-picker";
    this.root.setAttribute("aria-labelledby", "picture-picker-title");
    this.root.innerHTML = `<div class="dialog__frame"><header class="dialog__head"><h2 id="picture-picker-title"></h2>
      <button type="button" class="button button--quiet" data-close></button></header><div class="dialog__body">
      <div class="field"><label class="field__label" for="picture-file"></label>
      <input class="field__control field__control--file" id="picture-file" type="file" accept="image/*"></div>
      <p class="picture-picker__status" role="status"></p>
      <div class="field"><label class="field__label" for="picture-words"></label>
      <input class="field__control" id="picture-words" type="search"></div>
      <ul class="picture-picker__grid"></ul><button type="button" class="button" data-more hidden></button></div>
      <footer class="dialog__acts" hidden><button type="button" class="button button--primary" data-add disabled></button></footer></div>`;
    const find = (selector) => this.root.querySelector(selector);
    find("h2").textContent = say("pictureTitle");
    find("[data-close]").textContent = say("close");
    find('[for="picture-file"]').textContent = say("pictureUpload");
    find('[for="picture-words"]').textContent = say("pictureSearch");
    this.status = find(".picture-picker__status");
    this.grid = find("ul");
    this.words = find("#picture-words");
    this.more = find("[data-more]");
    this.more.textContent = say("pictureMore");
    this.add = find("[data-add]");
    this.add.addEventListener("click", () => this.root.close("add"));
    find("footer").hidden = !isMany;
    find("#picture-file").multiple = isMany;
    this.showCount();
    find("[data-close]").addEventListener("click", () => {
      this.chosen = null;
      this.root.close();
    });
    this.root.addEventListener("cancel", () => (this.chosen = null));
    find("#picture-file").addEventListener("change", (event) => this.upload(event.target));
    this.words.addEventListener("input", debounce(250, () => this.load()));
    this.more.addEventListener("click", () => this.load(this.next));
    this.root.addEventListener("close", () => {
      this.root.remove();
      this.resolve(this.chosen);
    });
  }

  open() {
    document.body.append(this.root);
    this.root.showModal();
    this.load();
  }

  choose(picture, button) {
    if (!this.isMany) {
      this.chosen = picture;
      this.root.close();
      return;
    }
    this.chosen ??= [];
    const place = this.chosen.findIndex((each) => each.id === picture.id);
    if (place < 0) this.chosen.push(picture);
    else this.chosen.splice(place, 1);
    button?.setAttribute("aria-pressed", String(place < 0));
    this.showCount();
  }

  showCount() {
    const count = this.chosen?.length ?? 0;
    this.add.textContent = say("picturesAdd", { n: count });
    this.add.disabled = !count;
  }

  async upload(input) {
    const files = [...input.files];
    if (!files.length) return;
    input.disabled = true;
    this.status.textContent = say("pictureUploading");
    try {
      for (const file of files) this.choose(await uploadPicture(file));
      if (this.isMany) this.status.textContent = "";
      if (this.isMany) this.load();
    } catch (error) {
      this.status.textContent = error.message;
    } finally {
      input.disabled = false;
      input.value = "";
    }
  }

  async load(before) {
    const query = new URLSearchParams({ q: this.words.value, limit: "24" });
    if (before) query.set("before", before);
    const answer = await fetch(`${address}&${query}`, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) {
      this.status.textContent = say("pictureFailed");
      return;
    }
    const page = await answer.json();
    if (!before) this.grid.replaceChildren();
    this.grid.append(...page.items.map((item) => this.line(item)));
    this.next = page.next;
    this.more.hidden = !page.next;
    this.status.textContent = this.grid.children.length ? "" : say("pictureNone");
  }

  line(item) {
    const button = document.createElement("button");
    button.type = "button";
    const image = document.createElement("img");
    image.src = (item.square ?? item.renditions[0])?.path ?? "";
    image.alt = item.alt || item.caption || item.fileName;
    image.loading = "lazy";
    image.width = 160;
    image.height = 160;
    const words = document.createElement("span");
    words.textContent = item.caption || item.fileName;
    button.append(image, words);
    if (this.isMany) {
      button.setAttribute("aria-pressed", String(Boolean(this.chosen?.some((each) => each.id === item.id))));
    }
    button.addEventListener("click", () => {
      fromWhere(item, "captionLibrary");
      this.choose(known(item), button);
    });
    const line = document.createElement("li");
    line.append(button);
    return line;
  }
}
