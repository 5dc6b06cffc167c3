/* The attempts that this device noted, in French, for who is shown them. The fragment names their list: no server is
   sent it. */

import { one, read, when } from "./kept.js";

/* The page to print: its blank rows are filled, the first attempt first. */
const table = one("[data-proofs]");
const list = table && read(window.location.hash.slice(1));
if (list) {
  const body = one("tbody", table);
  [...list.log].reverse().forEach(({ at, what }, index) => {
    const row = body.rows[index] ?? body.appendChild(body.rows[0].cloneNode(true));
    const cells = [when(at, { dateStyle: "long" }, "fr"), when(at, { timeStyle: "short" }, "fr"), "", table.dataset[what] ?? "", ""];
    cells.forEach((words, place) => (row.cells[place].textContent = words));
  });
  one("[data-of]").textContent = [list.french, list.place].filter(Boolean).join(" — ");
}
