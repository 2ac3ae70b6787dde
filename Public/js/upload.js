// Sends pictures or clips one after the other with a progress bar. Without this script the form does the same in one request.
const form = document.querySelector("form[data-upload]");

if (form) {
  const input = form.querySelector("input[type=file]");
  const state = form.querySelector(".upload__state");
  const bar = state.querySelector("progress");
  const words = state.querySelector("span");
  const page = form.dataset.uploadPage ?? "/lam-viec/anh";
  const button = form.querySelector("button[type=submit]");

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    // The page's own guard against sending twice must not stop this.
    event.stopImmediatePropagation();
    sendAll([...input.files]);
  }, { capture: true });

  async function sendAll(files) {
    button.disabled = true;
    state.hidden = false;
    const kept = [];
    const refused = [];
    for (const [index, file] of files.entries()) {
      words.textContent = `${index + 1}/${files.length} · ${file.name}`;
      try {
        kept.push(await send(file, (share) => { bar.value = ((index + share) / files.length) * 100; }));
      } catch (error) {
        refused.push(`${file.name}: ${error.message}`);
      }
    }
    button.disabled = false;
    if (refused.length) {
      words.textContent = refused.join(" · ");
      state.classList.add("upload__state--bad");
      input.value = "";
    } else if (kept.length === 1) {
      location.assign(`${page}/${kept[0].id}`);
    } else {
      location.assign(`${page}?moi=${kept.length}`);
    }
  }

  function send(file, onProgress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append(input.name, file);
      request.open("POST", `${form.dataset.upload || "/api/v1/pictures"}${new URL(form.action).search}`);
      request.setRequestHeader("X-CSRF-Token", form.elements._csrf.value);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) onProgress(event.loaded / event.total);
      });
      request.addEventListener("load", () => {
        const answer = request.response ?? {};
        if (request.status === 201) resolve(answer);
        else reject(new Error(Object.values(answer.errors ?? {})[0] ?? answer.detail ?? answer.title ?? request.statusText));
      });
      request.addEventListener("error", () => reject(new Error(form.dataset.uploadLost)));
      request.send(body);
    });
  }
}
