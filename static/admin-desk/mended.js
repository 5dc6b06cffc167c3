// What says that a field is empty goes once it is filled, and is back if the field is emptied.

function linesOf(field) {
  return document.querySelectorAll(`.desk-mistakes a[href="#${CSS.escape(field.id)}"]`);
}

// The summary goes with its last line, and with the sentence that leads to it.
function tidy() {
  for (const box of document.querySelectorAll(".desk-mistakes")) {
    box.hidden = !box.querySelector("li:not([hidden])");
    const lead = box.previousElementSibling;
    if (lead && lead.matches("p.errornote")) lead.hidden = box.hidden;
  }
}

function watch(list) {
  const field = document.getElementById(list.id.replace(/_error$/, ""));
  // What was filled, and refused, stays refused until it is sent again.
  if (!field || field.value === undefined || field.value.trim()) return;
  const row = list.closest(".form-row");
  const show = () => {
    const filled = Boolean(field.value.trim());
    list.hidden = filled;
    field.setAttribute("aria-invalid", String(!filled));
    if (row) row.classList.toggle("errors", Boolean(row.querySelector(".errorlist:not([hidden])")));
    for (const link of linesOf(field)) link.closest("li").hidden = filled;
    tidy();
  };
  // The buttons beside a date write it without a word, and put the focus in it.
  for (const moment of ["input", "change", "focus"]) field.addEventListener(moment, show);
}

document.querySelectorAll(".errorlist[id$=_error]").forEach(watch);
