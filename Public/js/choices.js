// Light or dark, size of text: kept on this device only.

/**
 * What was chosen before, or "".
 * @param {string} name
 */
export function stored(name) {
  try {
    return localStorage.getItem("hoitu." + name) ?? "";
  } catch {
    return "";
  }
}

/**
 * Takes a choice for this page and keeps it for the next; an empty value leaves it to the device.
 * @param {string} name
 * @param {string} value
 */
export function choose(name, value) {
  if (value) document.documentElement.dataset[name] = value;
  else delete document.documentElement.dataset[name];
  try {
    if (value) localStorage.setItem("hoitu." + name, value);
    else localStorage.removeItem("hoitu." + name);
  } catch {
    // Chosen for this page, then.
  }
}

export function startChoices() {
  for (const group of document.querySelectorAll("[data-choice]")) {
    const name = group.dataset.choice;
    for (const input of group.querySelectorAll("input")) input.checked = input.value === stored(name);
    group.addEventListener("change", (event) => choose(name, event.target.value));
    group.hidden = false;
  }
}
