// From one large picture of a gallery to the next, by button and by arrow; opening and closing is the browser's own work.

function start(gallery) {
  const all = [...gallery.querySelectorAll(".gallery__large")];
  all.forEach((large, place) => {
    const go = (step) => {
      const next = all[(place + step + all.length) % all.length];
      if (next === large) return;
      // Not as something within it: closing the next one must not show this one again.
      large.hidePopover();
      next.showPopover();
    };
    for (const button of large.querySelectorAll("[data-step]")) {
      button.hidden = false;
      button.addEventListener("click", () => go(Number(button.dataset.step)));
    }
    large.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) go(step);
    });
  });
}

export function startGalleries() {
  if (!("popover" in HTMLElement.prototype)) return;
  for (const gallery of document.querySelectorAll(".story__gallery")) start(gallery);
}
