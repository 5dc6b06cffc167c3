/* Reading aloud, with a voice that this device has: nothing that is read leaves it. static/js/site.js
   loads this late, where there is such a voice for the language of the page. */

const language = document.documentElement.lang;
const speech = window.speechSynthesis;
const model = document.querySelector("[data-aloud]");
const PARTS = "[data-send], .result__verdict, .result__section";
let reading = null;

const stop = () => {
  speech.cancel();
  reading?.setAttribute("aria-pressed", "false");
  reading = null;
};

/* What is seen, line by line; what stands in another language waits for a voice of that one. */
const lines = (part) => {
  const unread = [...part.querySelectorAll(`[data-listen], .visually-hidden, [lang]:not([lang="${language}"])`)];
  const shown = unread.filter((one) => !one.hidden);
  shown.forEach((one) => (one.hidden = true));
  const text = part.innerText;
  shown.forEach((one) => (one.hidden = false));
  return text.split("\n").filter((line) => line.trim());
};

const read = (button, part) => {
  const own = reading === button;
  stop();
  if (own) return;
  const voice = speech.getVoices().find((one) => one.localService && one.lang.startsWith(language));
  if (!voice) return;
  const sentences = lines(part).map((line) => Object.assign(new SpeechSynthesisUtterance(line), { voice, lang: voice.lang }));
  if (!sentences.length) return;
  reading = button;
  button.setAttribute("aria-pressed", "true");
  sentences.at(-1).addEventListener("end", () => reading === button && stop());
  sentences.forEach((sentence) => speech.speak(sentence));
};

for (const part of document.querySelectorAll(PARTS)) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--link no-print";
  button.dataset.listen = "";
  button.textContent = model.dataset.word;
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => read(button, part));
  const title = part.querySelector(":scope > h2");
  if (title) title.after(button);
  else part.prepend(button);
}

window.addEventListener("pagehide", stop);
