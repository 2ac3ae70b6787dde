// A link to something in a folded part unfolds it: not every browser does so by itself.

function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let folded = false;
  for (let part = target.closest("details:not([open])"); part; part = part.closest("details:not([open])")) {
    part.open = true;
    folded = true;
  }
  if (folded) target.scrollIntoView();
}

export function startFolds() {
  addEventListener("hashchange", reveal);
  reveal();
}
