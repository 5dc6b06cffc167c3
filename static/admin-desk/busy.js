// A form that was sent says so until its page answers, and is not sent twice meanwhile.

// What answers sooner needs no words.
const SOON = 500;
// After this, the answer may never come: whoever waits may press again.
const LONG = 30000;

const line = document.createElement("p");
line.className = "desk-busy";
line.setAttribute("aria-live", "polite");
(document.getElementById("main") || document.body).append(line);

// The form that was sent, and what is to be said of it.
let sent = null;
let timers = [];

const buttonsOf = (form) => [...form.elements].filter((one) => /^(submit|image)$/.test(one.type));

function nameOf(button) {
  const words = button.tagName === "INPUT" ? button.value : button.textContent;
  return words.replace(/\s+/g, " ").trim();
}

function free(words = "") {
  timers.forEach(clearTimeout);
  timers = [];
  line.textContent = words;
  if (!sent) return;
  sent.removeAttribute("aria-busy");
  for (const button of buttonsOf(sent)) button.removeAttribute("aria-disabled");
  sent = null;
}

function hold(form, button) {
  free();
  sent = form;
  timers = [
    setTimeout(() => {
      form.setAttribute("aria-busy", "true");
      for (const one of buttonsOf(form)) one.setAttribute("aria-disabled", "true");
      // A page on which one waits says more already.
      if (form.closest(".desk-wait")) return;
      line.textContent = button ? `«\u00a0${nameOf(button)}\u00a0»\u00a0: en cours…` : "En cours…";
    }, SOON),
    setTimeout(() => free("Pas encore de réponse. Vous pouvez essayer de nouveau."), LONG),
  ];
}

// Another window, or a file, leaves this page as it is.
function staysHere(form, button) {
  const target = (button && button.formTarget) || form.target;
  return form.dataset.file === undefined && (!target || target === "_self");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form === sent) {
    event.preventDefault();
    return;
  }
  const button = event.submitter || buttonsOf(form)[0];
  if (staysHere(form, button)) hold(form, button);
});

// Who stops the page from loading, or comes back to it, finds the form as it was.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") free();
});
window.addEventListener("pageshow", () => free());
