// Says how many characters remain, beside a field that has a limit.

const NEAR = 0.8;

function said(input) {
  const limit = Number(input.dataset.limit);
  const left = limit - [...input.value].length;
  if (left < 0) return `${limit} caractères au plus\u00a0; il y en a ${-left} de trop.`;
  return `${limit} caractères au plus\u00a0; il en reste ${left}.`;
}

function lineOf(input) {
  const known = document.getElementById(`${input.id}-left`);
  if (known) return known;
  const line = document.createElement("p");
  line.id = `${input.id}-left`;
  line.className = "help desk-left";
  line.setAttribute("role", "status");
  input.after(line);
  return line;
}

function show(input) {
  const limit = Number(input.dataset.limit);
  const used = [...input.value].length;
  const line = lineOf(input);
  line.hidden = used < NEAR * limit && document.activeElement !== input;
  line.classList.toggle("is-over", used > limit);
  line.textContent = line.hidden ? "" : said(input);
}

for (const name of ["input", "focusin", "focusout"]) {
  document.addEventListener(name, (event) => {
    const input = event.target;
    if (input.dataset && input.dataset.limit && input.id) setTimeout(() => show(input));
  });
}
