// The list of the guide's pages is open where there is room beside the page.
const list = document.querySelector(".writing__fold");
const wide = window.matchMedia("(min-width: 1024px)");
const fit = () => { if (list) list.open = wide.matches; };
wide.addEventListener("change", fit);
fit();
