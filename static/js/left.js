/* Once somebody left, Back and Forward show nothing of the site for the life of the tab: each page of before
   gives its place to where they went. A page that is asked for anew is shown, and marked so that one comes
   back to it. Before anything is drawn: a page that was seen is known. The page between ours and elsewhere
   (left.html) notes it of who left by a page without site.js. */

(() => {
  let left = null;
  const { elsewhere } = document.currentScript.dataset;
  if (elsewhere) {
    try {
      localStorage.clear();
      sessionStorage.clear();
      sessionStorage.setItem("left", `${Date.now()} ${elsewhere}`);
    } catch {
      /* A browser that refuses its storage holds nothing. */
    }
    location.replace(elsewhere);
    return;
  }
  try {
    left = sessionStorage.getItem("left");
  } catch {
    /* A browser that refuses its storage knows nothing. */
  }
  const mark = () => history.replaceState(left, "");
  const hide = () => {
    document.documentElement.hidden = true;
    location.replace(left.split(" ")[1]);
  };
  /* A page that the browser kept as it was runs no script again: it may have been erased, or the tab left. */
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    try {
      left = sessionStorage.getItem("left");
    } catch {
      left = null;
    }
    if (left && history.state !== left) hide();
    else location.reload();
  });
  if (!left) return;
  const [arrival] = performance.getEntriesByType("navigation");
  if (history.state !== left && ["back_forward", "reload"].includes(arrival?.type)) hide();
  else mark();
  addEventListener("hashchange", mark);
})();
