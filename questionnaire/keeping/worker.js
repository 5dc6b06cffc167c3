/* The pages of kept lists, the pages between two cards that were opened, and the files that they show,
   without a network. A tap on « Garder sur ce téléphone », or a page of PAGES, installs it. No other page is
   kept, none of a run, and no word that was looked for. The constants come before, from device.py. */

const NAME = `gardees-${VERSION}`;
const MOST_PAGES = 40;

const isPublic = (pathname) => PAGES.some((start) => pathname.startsWith(start));

self.addEventListener("install", (event) => {
  const kept = caches.open(NAME).then((cache) => cache.addAll([...FILES, ...Object.values(SHELLS)]));
  event.waitUntil(kept.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const others = caches
    .keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("gardees-") && name !== NAME).map((name) => caches.delete(name))));
  event.waitUntil(others.then(() => self.clients.claim()).then(keepOpen));
});

/* The page that installed it came before it. */
const keepOpen = async () => {
  const open = await self.clients.matchAll({ type: "window" });
  const asked = open.map(({ url }) => new URL(url)).filter(({ pathname, search }) => isPublic(pathname) && !search);
  await Promise.allSettled(asked.map(async ({ pathname }) => keep(pathname, await fetch(pathname))));
};

/* After leaving or erasing there is no cache any more: none is made again. The oldest pages give their place. */
const keep = async (pathname, response) => {
  if (!response.ok || response.redirected || !(await caches.has(NAME))) return;
  const cache = await caches.open(NAME);
  await cache.put(pathname, response);
  const pages = (await cache.keys()).filter(({ url }) => isPublic(new URL(url).pathname));
  await Promise.all(pages.slice(0, -MOST_PAGES).map((page) => cache.delete(page)));
};

const held = async (path) =>
  (await caches.has(NAME)) ? (await caches.open(NAME)).match(path, { ignoreVary: true }) : undefined;

/* A page comes from the network; without one, what is kept is offered instead: itself, or the kept lists. */
const page = async (event, { pathname, search }, shell) => {
  try {
    const response = await fetch(event.request);
    if (isPublic(pathname) && !search) event.waitUntil(keep(pathname, response.clone()));
    return response;
  } catch (error) {
    const found = await held(pathname);
    if (found) return found;
    if (await held(shell)) return Response.redirect(shell);
    throw error;
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (FILES.includes(address.pathname)) {
    event.respondWith(held(address.pathname).then((found) => found ?? fetch(request)));
  } else if (request.mode === "navigate") {
    const shell = SHELLS[address.pathname.split("/")[1]];
    if (shell) event.respondWith(page(event, address, shell));
  }
});
