// Lines of a list that is typed: as the last one fills, another comes. Without scripts there are a few to begin with.

function start(pick) {
  pick.addEventListener("input", () => {
    const lines = pick.querySelectorAll("input");
    const last = lines[lines.length - 1];
    if (!last.value || lines.length >= 40) return;
    const next = last.cloneNode();
    next.value = "";
    next.required = false;
    for (const name of ["id", "aria-invalid", "aria-describedby"]) next.removeAttribute(name);
    const label = last.getAttribute("aria-label") ?? "";
    next.setAttribute("aria-label", label.replace(/\d+/, String(lines.length + 1)));
    last.after(next);
  });
}

export function startPicks() {
  document.querySelectorAll("[data-pick]").forEach(start);
}
