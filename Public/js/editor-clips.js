// The agency's sound and video: chosen from, added to (room Media answers at /api/v1/clips).
import { chooseFrom } from "./editor-ask.js";
import { data, say } from "./editor-data.js";
import { csrf } from "./send.js";

const address = `/api/v1/clips?organisation=${encodeURIComponent(data?.organisation ?? "")}`;

async function read(path) {
  const answer = await fetch(path, { credentials: "same-origin", headers: { Accept: "application/json" } }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** What the library knows of a clip; null where it is not there. */
export const clipInfo = (id) => (id ? read(`/api/v1/clips/${id}`) : Promise.resolve(null));

/** The clip as the text holds it. */
export const clipNode = ({ id, kind, credit }) => ({ type: kind, attrs: { clip: id, caption: "", credit: credit ?? "" } });

/** Opens the library; answers with the clip that was chosen, or null. */
export function chooseClip() {
  return chooseFrom({
    title: say("clipTitle"), label: say("clipSearch"), none: say("clipNone"), above: uploadField(),
    find: async (words) => {
      const page = await read(`${address}&${new URLSearchParams({ q: words, limit: "24" })}`);
      return (page?.items ?? []).map((clip) => ({
        title: clip.title || clip.fileName, picture: clip.poster, value: clip,
        detail: `${clip.kind === "video" ? say("clipVideo") : say("clipAudio")} · ${length(clip.duration)}`,
      }));
    },
  });
}

function length(seconds) {
  const whole = Math.round(seconds ?? 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function uploadField() {
  const holder = document.createElement("div");
  holder.className = "field";
  holder.innerHTML = `<label class="field__label" for="clip-file"></label>
    <input class="field__control field__control--file" id="clip-file" type="file" accept="audio/*,video/*">
    <progress max="1" value="0" hidden></progress><p class="field__error" role="alert" hidden></p>`;
  const [label, input, bar, error] = holder.children;
  label.textContent = say("clipUpload");
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    input.disabled = true;
    bar.hidden = false;
    error.hidden = true;
    try {
      const clip = await uploadClip(file, (share) => (bar.value = share));
      holder.dispatchEvent(new CustomEvent("hoitu:chosen", { detail: clip, bubbles: true }));
    } catch (problem) {
      error.textContent = problem.message;
      error.hidden = false;
    } finally {
      input.disabled = false;
      bar.hidden = true;
      input.value = "";
    }
  });
  return holder;
}

/** Sends a clip to the library, telling how far it is; throws with what to tell the person. */
export function uploadClip(file, onProgress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("clip", file, file.name);
    request.open("POST", address);
    request.setRequestHeader("X-CSRF-Token", csrf());
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && onProgress(event.loaded / event.total));
    request.addEventListener("load", () => {
      const answer = request.response ?? {};
      if (request.status === 201) resolve(answer);
      else reject(new Error(Object.values(answer.errors ?? {})[0] ?? answer.detail ?? answer.title ?? say("clipFailed")));
    });
    request.addEventListener("error", () => reject(new Error(say("clipFailed"))));
    request.send(body);
  });
}
