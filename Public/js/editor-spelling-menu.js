// What to do with a word that was underlined: take a suggestion, add it to a list, let it be (ARIA menu pattern).
import { say } from "./editor-data.js";
import { element } from "./phrases.js";

const kinds = {
  unknown: "spellingUnknown", phrase: "spellingPhrase", style: "spellingStyle", keys: "spellingKeys",
  encoding: "spellingEncoding",
};
let menu = null;
let done = null;

export function closeMenu() {
  menu?.remove();
  menu = null;
  document.removeEventListener("pointerdown", outside, true);
}

function outside(event) {
  if (!menu?.contains(event.target)) closeMenu();
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * @param {{ text: string, kind: string, suggestions: string[] }} finding
 * @param {{ left: number, top: number, bottom: number }} box where the word stands in the window
 */
export function openMenu(finding, box, acts) {
  closeMenu();
  done = acts.closed;
  menu = element("div", "spelling-menu");
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", say("spellingMenu", { word: short(finding.text) }));
  const line = (text, act, name = "") => {
    const item = element("button", `spelling-menu__item ${name}`, text);
    item.type = "button";
    item.setAttribute("role", "menuitem");
    item.tabIndex = -1;
    item.addEventListener("click", () => {
      closeMenu();
      act();
    });
    menu.append(item);
  };
  const head = element("p", "spelling-menu__head", say(kinds[finding.kind]));
  head.setAttribute("role", "presentation");
  menu.append(head);
  if (acts.isEditable) for (const words of finding.suggestions) line(short(words), () => acts.put(words), "spelling-menu__item--word");
  if (!finding.suggestions.length) menu.append(element("p", "spelling-menu__none", say("spellingNoIdea")));
  if (finding.kind === "unknown") {
    line(say("spellingOwn"), () => acts.add(false));
    if (acts.mayAddToHouse) line(say("spellingHouse"), () => acts.add(true));
  }
  line(say("spellingIgnore"), () => {
    acts.ignore();
    done();
  });
  const link = element("a", "spelling-menu__item", say("spellingSettings"));
  Object.assign(link, { href: "/lam-viec/chinh-ta", target: "_blank", rel: "noopener", tabIndex: -1 });
  link.setAttribute("role", "menuitem");
  menu.append(link);
  document.body.append(menu);
  place(box);

  const items = [...menu.querySelectorAll("[role=menuitem]")];
  items[0]?.focus();
  menu.addEventListener("keydown", (event) => {
    const here = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items[(here + step + items.length) % items.length].focus();
    else if (event.key === "Home") items[0].focus();
    else if (event.key === "End") items.at(-1).focus();
    else if (event.key === "Escape" || event.key === "Tab") {
      closeMenu();
      done();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", outside, true);
}

/** Under the word, or above it where there is no room; never out of the window. */
function place(box) {
  const { width, height } = menu.getBoundingClientRect();
  const isBelow = box.bottom + height + 8 < innerHeight || box.top < height + 8;
  const top = isBelow ? Math.min(box.bottom + 4, innerHeight - height - 8) : box.top - height - 4;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, top)}px`;
}
