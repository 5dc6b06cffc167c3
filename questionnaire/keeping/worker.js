/* The pages of kept lists, and the files that they show, without a network. It is installed by a tap on
   « Garder sur ce téléphone » only. No other page is kept, and no page of a run. VERSION, FILES and
   SHELLS come before, from questionnaire/keeping/device.py. */

const NAME = `gardees-${VERSION}`;

self.addEventListener("install", (event) => {
  const kept = caches.open(NAME).then((cache) => cache.addAll([...FILES, ...Object.values(SHELLS)]));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const others = caches
    .keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("gardees-") && name !== NAME).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

const held = async (path) =>
  (await caches.has(NAME)) ? (await caches.open(NAME)).match(path, { ignoreVary: true }) : undefined;

/* A page comes from the network; without one, what is kept is offered instead. */
const page = async (request, path, shell) => {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await held(shell);
    if (!found) throw error;
    return path === shell ? found : Response.redirect(shell);
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (FILES.includes(pathname)) {
    event.respondWith(held(pathname).then((found) => found ?? fetch(request)));
  } else if (request.mode === "navigate") {
    const shell = SHELLS[pathname.split("/")[1]];
    if (shell) event.respondWith(page(request, pathname, shell));
  }
});
