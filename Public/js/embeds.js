// What stories show of other sites comes when a reader asks for it, not before (Sources/Web/Components/StoryParts+Embeds.swift).

function show(figure, place) {
  const frame = document.createElement("iframe");
  frame.src = figure.dataset.frame;
  frame.title = figure.dataset.title;
  frame.allow = "fullscreen; encrypted-media; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation");
  // The link stays: what another site shows may fail.
  const link = place.querySelector(".embed__link");
  place.replaceWith(frame);
  figure.querySelector("figcaption").append(" ", link);
  frame.focus();
}

export function startEmbeds() {
  for (const figure of document.querySelectorAll(".embed[data-frame]")) {
    const place = figure.querySelector(".embed__place");
    const button = place.querySelector(".embed__show");
    for (const hidden of place.querySelectorAll("[hidden]")) hidden.hidden = false;
    button.addEventListener("click", () => show(figure, place));
  }
}
