// Nothing but the text: rails, panel and marks are out of sight, and the line in hand stays in the middle. Remembered on
// this device.
import { kept } from "./editor-text.js";

const KEEP = "hoitu:focus";

export function startFocus(editor, button) {
  const root = document.documentElement;
  const isOn = () => root.classList.contains("is-focus");

  function set(on) {
    root.classList.toggle("is-focus", on);
    button.setAttribute("aria-pressed", String(on));
    kept.set(KEEP, on ? "1" : "");
    if (on) middle();
  }

  /** Like a typewriter: the paper moves, not the hand. */
  function middle() {
    const { view, state } = editor;
    if (!isOn() || !view.hasFocus()) return;
    const box = view.coordsAtPos(state.selection.head);
    const aim = innerHeight * 0.45;
    if (Math.abs(box.top - aim) > innerHeight * 0.2) scrollBy({ top: box.top - aim });
  }

  editor.on("update", () => isOn() && requestAnimationFrame(middle));
  button.addEventListener("click", () => {
    set(!isOn());
    editor.view.focus();
  });
  set(kept.get(KEEP) === "1");
  return { toggle: () => set(!isOn()), leave: () => set(false), isOn };
}
