/* The pages between two cards that were opened open again without a network. What is looked for is not kept. */

navigator.serviceWorker?.register("/hors-ligne.js").catch(() => {});

const field = document.querySelector("#recherche");
const lost = document.querySelector("[data-lost-search]");
if (lost) lost.hidden = field.value !== "" || !location.search;
