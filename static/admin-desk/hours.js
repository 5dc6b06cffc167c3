"use strict";
// Shows what is understood of the hours while they are typed.
document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-hours]");
  if (!box) return;
  clearTimeout(box.hoursTimer);
  box.hoursTimer = setTimeout(async () => {
    const typed = new URLSearchParams();
    box.querySelectorAll("input").forEach((input) => typed.append("jour", input.value));
    const answer = await fetch(`${box.dataset.preview}?${typed}`);
    if (!answer.ok) return;
    const read = await answer.json();
    box.querySelectorAll(".desk-hours__said").forEach((said, index) => {
      said.textContent = read.lines[index].said;
      said.classList.toggle("is-fault", read.lines[index].fault);
    });
    const lines = read.public.map((text) => {
      const line = document.createElement("li");
      line.textContent = text;
      return line;
    });
    box.querySelector(".desk-hours__public ul").replaceChildren(...lines);
  }, 400);
});

// Monday's hours, on each day until Friday.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  event.preventDefault();
  const inputs = [...button.closest("[data-hours]").querySelectorAll("input")];
  inputs.slice(1, 5).forEach((input) => {
    input.value = inputs[0].value;
  });
  inputs[0].dispatchEvent(new Event("input", { bubbles: true }));
  inputs[4].focus();
});
