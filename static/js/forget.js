/* What a tap on « Garder sur ce téléphone » stored, or an older page; browsers without Clear-Site-Data keep it. */

export function forget() {
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      window[storage].clear();
    } catch {
      /* A browser that refuses its storage holds nothing. */
    }
  }
  window.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)), () => {});
  navigator.serviceWorker
    ?.getRegistrations()
    .then((workers) => workers.forEach((worker) => worker.unregister()), () => {});
}
