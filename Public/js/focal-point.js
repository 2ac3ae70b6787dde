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
