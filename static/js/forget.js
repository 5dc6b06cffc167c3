/* What a tap on « Garder sur ce téléphone » stored, the ticks of the tab, or an older page; browsers without
   Clear-Site-Data keep it. That the tab was left is not forgotten: its history stays hidden (left.js). */

export function forget() {
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      const left = sessionStorage.getItem("left");
      window[storage].clear();
      if (left) sessionStorage.setItem("left", left);
    } catch {
      /* A browser that refuses its storage holds nothing. */
    }
  }
  const caught = window.caches?.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  const found = navigator.serviceWorker?.getRegistrations();
  const gone = found?.then((workers) => Promise.all(workers.map((worker) => worker.unregister())));
  return Promise.allSettled([caught, gone]);
}
