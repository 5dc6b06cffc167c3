/* Copies what a field holds. Without a script the field is selected by hand, and no button shows. */

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[data-copied]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = said.dataset.copied;
    } catch {
      // Without HTTPS a browser has no clipboard to give: what is selected is copied by the keys.
      said.textContent = said.dataset.chosen;
    }
  });
}
