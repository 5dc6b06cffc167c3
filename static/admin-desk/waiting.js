// While a page is made: asks how far it is each second, then opens it.
const PAUSE = 1000;

const pause = () => new Promise((done) => setTimeout(done, PAUSE));
const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

// Shows how far a work is until it is done.
async function follow(box) {
  for (;;) {
    await pause();
    let answer;
    try {
      answer = await fetch(box.dataset.work, { credentials: "same-origin" });
    } catch {
      continue;
    }
    if (answer.status !== 200 || answer.redirected) return;
    const stages = parsed(await answer.text()).querySelector(".desk-wait__stages");
    if (!stages) return;
    box.querySelector("[data-state]").replaceChildren(stages);
    const said = (box.closest("[data-later]") || box).querySelector("[role=status]");
    // Only the stage is read aloud: its counts change each second.
    if (said.textContent !== stages.dataset.said) said.textContent = stages.dataset.said;
  }
}

async function wait(box) {
  await follow(box);
  const form = box.querySelector("form");
  if (form) {
    form.requestSubmit();
    return;
  }
  if (box.dataset.ready) {
    // A file leaves this page where it is.
    for (const one of box.querySelectorAll("h2, [data-state]")) one.remove();
    box.querySelector("[role=status]").textContent = box.dataset.ready;
  }
  location.replace(box.dataset.again);
}

// A part of a page that takes longer than the page: its waiting takes its place, then itself.
async function fill(part) {
  const address = part.dataset.later;
  for (;;) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) return;
    const found = parsed(await answer.text());
    const waits = found.querySelector("[data-work]");
    if (!waits) {
      const made = [...found.querySelectorAll("[data-made]")];
      if (made.length) part.replaceWith(...made);
      return;
    }
    const shown = part.querySelector("[data-wait]");
    shown.replaceChildren(waits.querySelector("[data-state]"));
    shown.dataset.work = waits.dataset.work;
    await follow(shown);
  }
}

document.querySelectorAll(".desk-wait[data-work]").forEach(wait);
document.querySelectorAll("[data-later]").forEach(fill);
