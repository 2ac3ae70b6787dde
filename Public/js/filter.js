// Narrows a list or table while one types, with or without diacritics: "duyet" finds "Duyệt".
import { t } from "./phrases.js";

/** Lower case without marks; đ becomes d. */
export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D").toLowerCase();
}

function rowsOf(target) {
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
