/* The pages of inquiries that were kept at a tap on « Garder cette page sur cet appareil », without a
   network. VERSION, FILES and PAGES come before, from questionnaire/inquiries.py. */

const NAME = `enquetes-${VERSION}`;

self.addEventListener("install", (event) => {
  const kept = caches.open(NAME).then((cache) => cache.addAll(FILES));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const former = (name) => name.startsWith("enquetes-") && name !== NAME && name !== PAGES;
  const others = caches.keys().then((names) => Promise.all(names.filter(former).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()));
});

const held = async (name, path) => (await caches.open(name)).match(path, { ignoreVary: true });

/* A page comes from the network, and the copy is renewed; without one, the copy stands in. */
const page = async (request, path) => {
  const kept = await held(PAGES, path);
  try {
    const response = await fetch(request);
    if (kept && response.ok) await (await caches.open(PAGES)).put(path, response.clone());
    return response;
  } catch (error) {
    if (!kept) throw error;
    return kept;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (FILES.includes(pathname)) {
    event.respondWith(held(NAME, pathname).then((found) => found ?? fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(page(request, pathname));
  }
});
