// What belongs to the text, in the panel: section, names, tags, place, the picture above it. Saved with the text.
import { data, debounce, say } from "./editor-data.js";
import { lead, pictures } from "./editor-figure.js";
import { icon } from "./phrases.js";
import { choosePicture, describePicture } from "./editor-pictures.js";

const names = (text) => text.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);

/** Administrative units of today by the beginning of a name. */
async function units(words) {
  if (words.length < 2) return [];
  const answer = await fetch(`/api/v1/units?q=${encodeURIComponent(words)}&limit=8`, { credentials: "same-origin" })
    .catch(() => null);
  if (!answer?.ok) return [];
  const body = await answer.json();
  return body.items ?? body;
}

export class Metadata {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.form = document.getElementById("editor-metadata");
    this.place = { id: data.metadata.place ?? null, name: data.metadata.placeName ?? "" };
    this.lead = data.metadata.lead ?? null;
    this.leadBox = document.getElementById("editor-lead");
    if (!this.form) return;
    document.getElementById("editor-metadata-acts")?.remove();
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", (event) => {
      if (event.target.id !== "place" && !event.target.closest("#editor-lead")) changed();
    });
    this.otherPlaces = data.metadata.otherPlaces ?? [];
    this.startPlace();
    this.startPlaces();
    this.showLead();
    lead.addEventListener("offer", ({ detail }) => this.takeLead(detail));
  }

  read() {
    if (!this.form) return data.metadata;
    const field = (name) => this.form.elements[name]?.value ?? "";
    return {
      section: field("section") || null, bylines: names(field("bylines")), tags: names(field("tags")),
      place: this.place.id, lead: this.lead, ...this.readDetails(),
    };
  }

  /** The fields that a profile may hide; one that is not there stays as it is. */
  readDetails() {
    const kept = data.metadata;
    const field = (name, old) => this.form.elements[name]?.value ?? old ?? "";
    const topics = this.form.querySelector('[name="has-topics"]')
      ? [...this.form.querySelectorAll('[name="topics"]:checked')].map((box) => box.value) : kept.topics ?? [];
    return {
      genre: field("genre", kept.genre) || null, slugline: field("slugline", kept.slugline),
      urgency: Number(field("urgency", kept.urgency)) || null, topics, otherPlaces: this.otherPlaces,
      shares: field("shares", kept.shares), rightsNote: field("rights", kept.rightsNote),
    };
  }

  showDetails(metadata) {
    const set = (name, value) => {
      if (this.form.elements[name] && !(this.form.elements[name] instanceof RadioNodeList)) {
        this.form.elements[name].value = value ?? "";
      }
    };
    set("genre", metadata.genre);
    set("slugline", metadata.slugline);
    set("urgency", metadata.urgency);
    // Kept as a person types it; a revision from the server has it as a list.
    if (typeof metadata.shares === "string") set("shares", metadata.shares);
    set("rights", metadata.rightsNote);
    for (const box of this.form.querySelectorAll('[name="topics"]')) {
      box.checked = (metadata.topics ?? []).includes(box.value);
    }
    this.otherPlaces = metadata.otherPlaces ?? [];
    this.showPlaces?.();
  }

  /** Further places: what is chosen stands as a list; one is added by its name, as the first is. */
  startPlaces() {
    const area = this.form.elements.places;
    if (!area) return;
    const frame = area.closest(".field");
    const list = document.createElement("ul");
    list.className = "editor-places";
    const input = document.createElement("input");
    input.className = "field__control";
    input.id = area.id;
    input.setAttribute("list", "other-places");
    input.autocomplete = "off";
    const offers = document.createElement("datalist");
    offers.id = "other-places";
    area.replaceWith(list, input, offers);
    frame.querySelector(".field__hint")?.remove();
    const found = new Map();
    this.showPlaces = () => list.replaceChildren(...this.otherPlaces.map((place) => {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "button button--icon button--quiet";
      remove.append(icon("x"));
      remove.setAttribute("aria-label", say("placeRemove", { name: place.name }));
      remove.addEventListener("click", () => {
        this.otherPlaces = this.otherPlaces.filter((other) => other.id !== place.id);
        this.showPlaces();
        this.changed();
        input.focus();
      });
      item.append(place.name, remove);
      return item;
    }));
    const take = () => {
      const name = input.value.trim();
      const id = found.get(name);
      if (!id) return false;
      if (!this.otherPlaces.some((place) => place.id === id)) this.otherPlaces = [...this.otherPlaces, { id, name }];
      input.value = "";
      this.showPlaces();
      this.changed();
      return true;
    };
    const look = debounce(200, async () => {
      for (const unit of await units(input.value.trim())) found.set(unit.fullName ?? unit.name, unit.id);
      offers.replaceChildren(...[...found.keys()].map((name) => new Option(name)));
    });
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      if (!take()) look();
    });
    this.showPlaces();
  }

  /** Shows what a record of the journal, or another's revision, says. */
  show(metadata) {
    if (!this.form || !metadata) return;
    this.form.elements.section.value = metadata.section ?? "";
    this.form.elements.bylines.value = (metadata.bylines ?? []).join(", ");
    this.form.elements.tags.value = (metadata.tags ?? []).join(", ");
    this.lead = metadata.lead ?? null;
    if (metadata.place !== this.place.id) {
      this.place = { id: metadata.place ?? null, name: metadata.placeName ?? "" };
      this.form.elements.place.value = this.place.name;
    }
    this.showDetails(metadata);
    this.showLead();
  }

  startPlace() {
    const field = this.form.elements.place;
    const list = document.createElement("datalist");
    list.id = "place-offers";
    field.setAttribute("list", "place-offers");
    const hint = document.createElement("p");
    hint.className = "field__hint";
    hint.setAttribute("role", "status");
    field.after(list, hint);
    const found = new Map();
    if (this.place.id) found.set(this.place.name, this.place.id);

    const take = () => {
      const name = field.value.trim();
      const id = name ? found.get(name) ?? null : null;
      hint.textContent = "";
      if (name && !id) return false;
      if (id !== this.place.id) {
        this.place = { id, name };
        this.changed();
      }
      return true;
    };
    const look = debounce(200, async () => {
      const words = field.value.trim();
      if (words.length < 2) return;
      const offered = await units(words);
      for (const unit of offered) found.set(unit.fullName ?? unit.name, unit.id);
      list.replaceChildren(...offered.map((unit) => new Option(unit.fullName ?? unit.name)));
      hint.textContent = offered.length ? "" : say("placeNone");
      take();
    });
    field.addEventListener("input", () => {
      if (!take()) look();
    });
    field.addEventListener("change", () => {
      // A name that is none of the offered ones is not kept; the last good one comes back.
      if (!take()) {
        hint.textContent = say("placeNone");
        field.value = this.place.name;
      }
    });
  }

  setLead(id) {
    this.lead = id;
    this.showLead();
    this.changed();
  }

  /** Takes a picture of the text; what the library does not know of it yet, the text says. */
  async takeLead({ id, credit, alt }) {
    this.setLead(id);
    const known = pictures.get(id);
    const change = Object.fromEntries(
      Object.entries({ credit, alt }).filter(([name, words]) => words.trim() && !known?.[name]?.trim()));
    if (!Object.keys(change).length) return;
    // Not everybody may write in the library; the checks then say what is missing.
    const described = await describePicture(id, change).catch(() => null);
    if (!described || this.lead !== id) return;
    this.showLead();
    this.changed();
  }

  showLead() {
    if (lead.id !== this.lead) {
      lead.id = this.lead;
      lead.dispatchEvent(new Event("change"));
    }
    if (!this.leadBox || !this.form) return;
    const picture = this.lead ? pictures.get(this.lead) : null;
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "button button--quiet";
      made.textContent = label;
      made.addEventListener("click", act);
      return made;
    };
    const choose = button(say("leadChoose"), async () => {
      const chosen = await choosePicture();
      if (chosen) this.setLead(chosen.id);
    });
    const parts = [];
    if (picture) {
      const image = document.createElement("img");
      image.src = picture.src ?? "";
      image.width = picture.width;
      image.height = picture.height;
      image.alt = picture.alt;
      parts.push(image, this.words("alt", picture), this.words("credit", picture), choose);
      parts.push(button(say("leadRemove"), () => this.setLead(null)));
    } else {
      const none = document.createElement("p");
      none.className = "quiet";
      none.textContent = this.lead ? say("needPicture") : say("leadNone");
      parts.push(none, choose);
      if (this.lead) parts.push(button(say("leadRemove"), () => this.setLead(null)));
    }
    this.leadBox.replaceChildren(...parts);
  }

  /** A picture's own words, written into the library. */
  words(name, picture) {
    const label = document.createElement("label");
    label.className = "field";
    const title = document.createElement("span");
    title.className = "field__label";
    title.textContent = say(name);
    const input = document.createElement("input");
    input.className = "field__control";
    input.name = `lead-${name}`;
    input.value = picture[name];
    input.maxLength = 1000;
    const error = document.createElement("p");
    error.className = "field__error";
    error.setAttribute("role", "alert");
    const id = this.lead;
    input.addEventListener("change", async () => {
      try {
        await describePicture(id, { [name]: input.value });
        error.textContent = "";
        this.changed();
      } catch (problem) {
        error.textContent = problem.message;
      }
    });
    label.append(title, input, error);
    return label;
  }
}
