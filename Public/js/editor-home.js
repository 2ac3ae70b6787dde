// The front page's order by dragging; the buttons do the same without it (WCAG 2.2 SC 2.5.7).
const form = document.getElementById("home-form");
const places = document.getElementById("home-places");
const candidates = document.getElementById("home-candidates");

if (form && (places || candidates)) {
  let dragged = null;
  const lines = [...form.querySelectorAll("[data-item]")];
  for (const line of lines) {
    line.draggable = true;
    line.addEventListener("dragstart", (event) => {
      dragged = line;
      line.classList.add("is-dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", line.dataset.item);
    });
    line.addEventListener("dragend", () => {
      line.classList.remove("is-dragged");
      dragged = null;
    });
  }

  places?.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    const below = [...places.children].find((line) => {
      const box = line.getBoundingClientRect();
      return line !== dragged && event.clientY < box.top + box.height / 2;
    });
    places.insertBefore(dragged, below ?? null);
  });
  places?.addEventListener("drop", (event) => {
    event.preventDefault();
    const limit = Number(form.dataset.places) || 7;
    const order = [...places.children].map((line) => line.dataset.item).slice(0, limit);
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "order";
    field.value = order.join(" ");
    form.append(field);
    form.submit();
  });
}
