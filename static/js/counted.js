/* A kept list that is opened on another day: its days left, its colours and its verdict are counted again, on
   the device alone. The words come from the page of kept lists, in its language. */

const WHOLE_DAY = 24 * 60 * 60 * 1000;
const PRESSING = 7;
const CLOSING = 14;
const TONES = ["success", "action", "neutral", "warning", "danger"];

/* The day of the préfectures, as a machine reads it: it is what the rules count with. */
export const isoDay = (moment) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date(moment));

const between = (first, second) => Math.round((Date.parse(second) - Date.parse(first)) / WHOLE_DAY);

const leftText = (words, left, hour, language) => {
  const texts = words.days[hour];
  if (!left) return texts[0];
  const rules = new Intl.PluralRules(language);
  const form = rules.select(Math.abs(left));
  const sample = [1, 2, 3, 11, 100].find((one) => rules.select(one) === form) ?? 100;
  return texts[Math.sign(left) * sample].replace(sample, Math.abs(left));
};

const paint = (element, name, tone) => {
  for (const one of TONES) element?.classList.toggle(`${name}--${one}`, one === tone);
};

const band = (card, tone, icon, label) => {
  paint(card, "answer", tone);
  if (icon) {
    const use = card.querySelector(".answer__band use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`));
  }
  if (label) card.querySelector(".answer__band span").textContent = label;
};

/* Before the window of a card that waited, it is as it was; then one can file, until its last day. */
const opened = (card, words, today, language) => {
  const { opens, closes } = card.dataset;
  if (!opens || today < opens) return false;
  const left = closes ? between(today, closes) : PRESSING + CLOSING;
  const over = left < 0;
  const tone = left > CLOSING ? "success" : left > PRESSING ? "warning" : "danger";
  band(card, tone, over ? "clock" : "success", over ? words.over : words.now);
  const lead = card.querySelector("[data-dated]");
  if (lead) lead.textContent = closes ? leftText(words, left, "", language) : "";
  lead?.removeAttribute("data-dated");
  return over;
};

/* A day that has passed gives its place to the next one that the card tells. Returns whether one did. */
const moved = (card, today) => {
  const last = card.querySelector(".answer__last");
  const day = last?.querySelector("time");
  const then = card.querySelector("[data-then]");
  if (!then || today <= (day.dataset.until ?? day.dateTime)) return false;
  last.replaceWith(then.querySelector("template").content.cloneNode(true));
  then.remove();
  moved(card, today);
  return true;
};

/* Counts a card again, and returns whether the last of its days has passed. */
const counted = (card, words, today, language) => {
  const early = opened(card, words, today, language);
  const later = moved(card, today);
  const day = card.querySelector(".answer__last time");
  card.querySelector("[data-dated]:not([data-opens] *)")?.remove();
  if (!day) return early;
  const { until = day.dateTime, hour = "" } = day.dataset;
  const left = between(today, day.dateTime);
  const over = today > until;
  const said = left < 0 && !over ? words.due : leftText(words, left, hour, language);
  const place = day.parentElement.lastElementChild;
  /* A day that is not the one to act has no days left to count. */
  if (place.textContent || left <= PRESSING) place.textContent = said;
  const leaf = card.querySelector(".leaf");
  if (over || left <= PRESSING) paint(leaf, "leaf", "danger");
  if (over) band(card, "danger", "clock", words.over);
  else if (later) band(card, left <= PRESSING ? "danger" : "warning", "clock", words.next);
  else if (left <= PRESSING && !card.dataset.opens) band(card, "danger");
  return over || early;
};

/* Counts all the cards of a kept list again, and returns the first one if its last day has passed. */
export const countAgain = (page, words, kept, today, language) => {
  if (kept === today) return null;
  for (const when of page.querySelectorAll(".step--late .step__when")) when.remove();
  const cards = [...page.querySelectorAll(".answer")];
  const over = cards.map((card) => counted(card, words, today, language));
  const first = cards.findIndex((card) => card.querySelector(".answer__last") || card.dataset.opens);
  return over[first] ? cards[first] : null;
};
