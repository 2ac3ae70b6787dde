// Figures that change in place while the page is open, without moving the focus or the page.
// <div data-live-source="/lam-viec/…/su-kien"> holds elements with data-live="key"; events are {"key": value}.

function set(node, value) {
  if (node instanceof HTMLProgressElement) {
    node.value = Number(value);
    return;
  }
  const text = typeof value === "number" ? value.toLocaleString("vi-VN") : String(value);
  if (node.textContent !== text) node.textContent = text;
}

function listen(root) {
  const source = new EventSource(root.dataset.liveSource, { withCredentials: true });
  source.addEventListener("message", (event) => {
    let values;
    try {
      values = JSON.parse(event.data);
    } catch {
      return;
    }
    for (const [key, value] of Object.entries(values)) {
      for (const node of root.querySelectorAll(`[data-live="${CSS.escape(key)}"]`)) set(node, value);
    }
    root.dispatchEvent(new CustomEvent("hoitu:live", { detail: values, bubbles: true }));
  });
  // The server says when there is nothing more to come.
  source.addEventListener("end", () => {
    source.close();
    if ("liveReload" in root.dataset) location.reload();
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

export function startLive() {
  document.querySelectorAll("[data-live-source]").forEach(listen);
}
