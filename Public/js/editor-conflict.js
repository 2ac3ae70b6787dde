// Two people wrote at once. Both texts are on the server; the person says which goes on.
import { clock, data, say } from "./editor-data.js";

/**
 * @param {{ current: { number: number, name: string, at: string, title: string, summary: string, body: object },
 *   kept: number }} problem The answer 409 of the server.
 * @param {{ saver: import("./editor-save.js").Saver, show: (text: object) => void }} page
 */
export function showConflict({ current, kept }, { saver, show }) {
  document.getElementById("editor-conflict")?.remove();
  const box = document.createElement("div");
  box.id = "editor-conflict";
  box.className = "notice notice--warn editor-conflict";
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = say("conflict", { name: current.name, time: clock(new Date(current.at)) });

  const compare = document.createElement("a");
  compare.className = "button";
  compare.href = `/lam-viec/bai/${data.item}/lich-su?ban=${kept}&so-voi=${current.number}`;
  compare.target = "_blank";
  compare.textContent = say("compare");

  const mine = button(say("keepMine"), () => saver.goOn(current.number, false));
  const theirs = button(say("takeTheirs", { name: current.name }), () => {
    show({ ...current, metadata: undefined });
    saver.goOn(current.number, true);
  });
  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = label;
    made.addEventListener("click", () => {
      box.remove();
      act();
    });
    return made;
  }

  const acts = document.createElement("div");
  acts.className = "form__acts";
  acts.append(compare, theirs, mine);
  box.append(words, acts);
  document.getElementById("editor").before(box);
  compare.focus();
}
