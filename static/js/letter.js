/* Fills a letter on the device: fields without a name, outside of any form, nothing stored or sent. */

const letter = document.querySelector("[data-letter]");

for (const block of document.querySelectorAll("[data-fields]")) {
  block.hidden = false;
}

function frenchDay(value) {
  const [year, month, day] = value.split("-").map(Number);
  if (!day) {
    return "";
  }
  const written = new Date(Date.UTC(year, month - 1, day));
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return written.toLocaleDateString("fr-FR", options).replace(/^1 /, "1er ");
}

function fill(field) {
  const words = field.type === "date" ? frenchDay(field.value) : field.value.trim();
  for (const blank of letter.querySelectorAll(`[data-blank="${field.dataset.fills}"]`)) {
    blank.textContent = words;
    blank.classList.toggle("blank--filled", words !== "");
  }
}

function keep(name, kept) {
  for (const sentence of letter.querySelectorAll(`[data-sentence="${name}"]`)) {
    sentence.classList.toggle("sentence--kept", kept);
  }
}

/* A sentence that is not kept is not printed either, once one was chosen: of a choice, or of all. */
function choose() {
  for (const list of document.querySelectorAll("[data-chooses]")) {
    for (const option of list.options) {
      keep(option.value, option.selected);
    }
    const group = letter.querySelector(`[data-one-of="${list.dataset.chooses}"]`);
    group.classList.toggle("one-of--chosen", list.value !== "");
  }
  const boxes = [...document.querySelectorAll("[data-keeps]")];
  letter.classList.toggle("letter--chosen", boxes.some((box) => box.checked));
  for (const box of boxes) {
    keep(box.dataset.keeps, box.checked);
  }
}

function refresh() {
  document.querySelectorAll("[data-fills]").forEach(fill);
  choose();
}

if (letter) {
  document.addEventListener("input", refresh);
  const status = document.querySelector("[data-status]");
  document.querySelector("[data-erase]").addEventListener("click", () => {
    for (const field of document.querySelectorAll("[data-fills], [data-chooses]")) {
      field.value = "";
    }
    for (const box of document.querySelectorAll("[data-keeps]")) {
      box.checked = false;
    }
    refresh();
    status.textContent = "";
  });
  const copy = document.querySelector("[data-copy-letter]");
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(letter.innerText);
      status.textContent = copy.dataset.done;
    } catch {
      // Without HTTPS a browser has no clipboard to give: what is selected is copied by the keys.
      window.getSelection().selectAllChildren(letter);
    }
  });
  refresh();
}
