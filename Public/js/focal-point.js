// Sets the focal point by a click on the picture. The number fields do the same by keyboard and without this script.
for (const frame of document.querySelectorAll("[data-focal]")) {
  const x = document.getElementById(frame.dataset.focalX);
  const y = document.getElementById(frame.dataset.focalY);
  if (!x || !y) continue;
  const mark = document.createElement("span");
  mark.className = "focal__mark";
  mark.setAttribute("aria-hidden", "true");
  frame.append(mark);
  frame.title = frame.dataset.focalLabel;
  frame.classList.add("focal--live");

  function show() {
    mark.style.left = `${Number(x.value)}%`;
    mark.style.top = `${Number(y.value)}%`;
  }

  frame.addEventListener("click", (event) => {
    const box = frame.getBoundingClientRect();
    const share = (value, size) => String(Math.min(100, Math.max(0, Math.round((value / size) * 100))));
    x.value = share(event.clientX - box.left, box.width);
    y.value = share(event.clientY - box.top, box.height);
    for (const field of [x, y]) field.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  for (const field of [x, y]) field.addEventListener("input", show);
  show();
}

// While the picture is being prepared: look from time to time, and show it once it is there, unless somebody is typing.
const waiting = document.querySelector("[data-picture-waiting]");
if (waiting) {
  let isTouched = false;
  document.addEventListener("input", () => { isTouched = true; });
  const look = async (tries) => {
    const answer = await fetch(`/api/v1/pictures/${waiting.dataset.pictureWaiting}`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    const picture = answer?.ok ? await answer.json() : null;
    if (picture && picture.state !== "waiting" && !isTouched) location.reload();
    else if (tries > 0) setTimeout(look, 2000, tries - 1);
  };
  setTimeout(look, 2000, 60);
}
