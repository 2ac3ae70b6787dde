// Results while one types: the page is asked again and only its results are put in, newest question first.
const form = document.getElementById("archive-form");
const results = document.getElementById("archive-results");
let abort = null;
let timer = 0;

function address() {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (String(value).trim()) data.append(name, value);
  const query = data.toString();
  return form.getAttribute("action") + (query ? `?${query}` : "");
}

async function look() {
  abort?.abort();
  abort = new AbortController();
  const path = address();
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(path, { credentials: "same-origin", headers: { Accept: "text/html" }, signal: abort.signal });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("archive-results");
    if (next) results.replaceChildren(...[...next.childNodes].map((node) => document.adoptNode(node)));
    const panel = document.querySelector(".panel");
    const said = page.querySelector(".panel");
    if (panel && said && !panel.contains(document.activeElement)) {
      for (const part of panel.querySelectorAll(".panel__part")) part.remove();
      panel.append(...[...said.querySelectorAll(".panel__part")].map((part) => document.adoptNode(part)));
    }
    history.replaceState(null, "", path);
    results.removeAttribute("aria-busy");
  } catch {
    // Typed on, or offline: what was found before is still there.
  }
}

if (form && results) {
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(look, event.target.name === "q" ? 120 : 0);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    look();
  });
}
