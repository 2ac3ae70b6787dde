// Dialogs open by their own attributes (commandfor, command) where the browser knows them; this does it for the others.

function invoke(event) {
  const button = event.target.closest("button[commandfor]");
  if (!button) return;
  const dialog = document.getElementById(button.getAttribute("commandfor"));
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (button.getAttribute("command") === "close") dialog.close();
  else if (!dialog.open) dialog.showModal();
}

export function startDialogs() {
  if (!("commandForElement" in HTMLButtonElement.prototype)) document.addEventListener("click", invoke);
  if (!("closedBy" in HTMLDialogElement.prototype)) {
    document.addEventListener("click", (event) => {
      if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
    });
  }
  // A link to a field (from a list of problems) also puts the caret there.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (field?.matches("input, textarea, select")) setTimeout(() => field.focus());
  });
}
