// The last day of an announcement follows its first one while it is empty or before it, and as long
// as nobody wrote another.

const order = (day) => day.trim().split("/").reverse().join("");
const seen = new WeakMap();
const given = new WeakMap();

function follow(first) {
  const last = document.getElementById(first.id.replace(/starts_on$/, "ends_on"));
  if (!last || seen.get(first) === first.value) return;
  seen.set(first, first.value);
  if (!/^\d\d\/\d\d\/\d{4}$/.test(first.value.trim())) return;
  const own = last.value.trim() && last.value !== given.get(last);
  if (own && order(last.value) >= order(first.value)) return;
  last.value = first.value;
  given.set(last, last.value);
}

// Django's calendar writes a day without saying so, then goes to the field.
for (const kind of ["input", "change", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.matches?.("input[id$=starts_on]")) follow(target);
  });
}
for (const first of document.querySelectorAll("input[id$=starts_on]")) {
  seen.set(first, first.value);
  // What is of one day stays of one day.
  const last = document.getElementById(first.id.replace(/starts_on$/, "ends_on"));
  if (last?.value === first.value) given.set(last, last.value);
}
