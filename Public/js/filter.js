// Narrows a list or table while one types, with or without diacritics: "duyet" finds "Duyệt".
import { t } from "./phrases.js";

/** Lower case without marks; đ becomes d. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
}

function rowsOf(target) {
  if (target.dataset.filterRows) return [...target.querySelectorAll(target.dataset.filterRows)];
  return target.tBodies ? [...target.tBodies].flatMap((body) => [...body.rows]) : [...target.children];
}

function start(bar) {
  const target = document.getElementById(bar.dataset.filterFor);
  const label = bar.querySelector(".filter-bar__field");
  const input = label?.querySelector("input");
  const output = bar.querySelector("output");
  if (!target || !input) return;
  label.hidden = false;
  const narrow = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    const rows = rowsOf(target);
    let shown = 0;
    for (const row of rows) {
      row.dataset.text ??= fold(row.textContent);
      const fits = words.every((word) => row.dataset.text.includes(word));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    // Rows in folded groups: those with something found unfold, those without are gone; as they were without words.
    if (target.dataset.filterRows) {
      for (const group of target.querySelectorAll("details:has(> :is(.table-frame, table))")) {
        group.hidden = rows.every((row) => row.hidden || !group.contains(row));
        group.open = words.length > 0 && !group.hidden;
      }
    }
    if (output) {
      output.textContent =
        shown === rows.length ? t("count", { n: shown }) : t("countOf", { n: shown, m: rows.length });
    }
  };
  input.addEventListener("input", narrow);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    input.value = "";
    narrow();
  });
  if (input.value) narrow();
}

export function startFilters() {
  document.querySelectorAll("[data-filter-for]").forEach(start);
}
