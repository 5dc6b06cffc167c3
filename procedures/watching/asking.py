"""Asks an address whether it answers: politely, and never on the portal's own network."""

import contextlib
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from threading import Thread

import httpx

MOST_REDIRECTS = 5
PERMANENT = (301, 308)
GONE = (404, 410)
# Answers to a robot, or requests to log in: they tell nothing about the page.
BLOCKING = (401, 403, 407, 429, 451, 503)
# Any other failed HEAD is asked again with GET: some sites refuse HEAD, or answer it with 404.
NOT_ASKED_AGAIN = (429, 503)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of an address. ``kind`` is ok, moved, gone, blocked, refused or failed.

    ``reached`` is true if some machine answered, even to refuse.
    """

    kind: str
    status: int | None = None
    detail: str = ""
    final_url: str = ""
    reached: bool = True


class Asker:
    """Asks addresses. ``pace`` decides when each host may be asked."""

    def __init__(self, pace, agent, *, timeout=15.0, allow_private=False):
        self.pace = pace
        self.allow_private = allow_private
        self.headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Language": "fr"}
        self.options = {"timeout": timeout, "verify": ssl.create_default_context()}

    def ask(self, url):
        """Return the answer of an address, after following its redirections."""
        try:
            return self._follow(url)
        except NotPublic:
            detail = "l'adresse mène à un réseau privé : le portail ne la demande pas"
            return Answer("refused", detail=detail, reached=False)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
            return Answer("refused", detail="l'adresse ne se lit pas", reached=False)
        except httpx.TimeoutException:
            return Answer("failed", detail="le site n'a pas répondu à temps", reached=False)
        except (httpx.HTTPError, OSError) as error:
            return _failure(error)

    def _follow(self, url):
        here = httpx.URL(url)
        permanent = True
        for _ in range(MOST_REDIRECTS + 1):
            status, location = self._request(here)
            if location is None:
                return _judged(status, str(here), url, permanent)
            permanent = permanent and status in PERMANENT
            here = here.join(location).copy_with(fragment=here.fragment or None)
        return Answer("failed", detail=f"plus de {MOST_REDIRECTS} redirections")

    def _request(self, url):
        """Return (status, address of the redirection or ``None``)."""
        status, location = self._send("HEAD", url)
        if location is None and status >= 400 and status not in NOT_ASKED_AGAIN:
            status, location = self._send("GET", url)
        return status, location

    def _send(self, method, url):
        if url.scheme not in ("http", "https") or not url.host or url.userinfo:
            raise httpx.UnsupportedProtocol("only public pages")
        host = url.raw_host.decode("ascii")
        port = url.port or (443 if url.scheme == "https" else 80)
        *others, last = resolve(host, port, self.allow_private)
        with self.pace.turn(host):
            for address in others:
                with contextlib.suppress(httpx.ConnectError, httpx.ConnectTimeout):
                    return self._within_time(address, method, url)
            return self._within_time(last, method, url)

    def _within_time(self, *request):
        """Send a request, and give up after twice the timeout.

        The timeout of httpx starts again with each byte received: a slow site could answer for
        ever.
        """
        found = []
        thread = Thread(target=self._note, args=(found, request), daemon=True)
        thread.start()
        thread.join(2 * self.options["timeout"])
        if not found:
            raise httpx.ReadTimeout("too slow")
        answer, error = found[0]
        if error is not None:
            raise error
        return answer

    def _note(self, found, request):
        try:
            found.append((self._send_to(*request), None))
        # ``_within_time`` raises it again, in the thread that waits.
        except Exception as error:
            found.append((None, error))

    def _send_to(self, address, method, url):
        host = url.raw_host.decode("ascii")
        # Proxies and certificates named by environment variables are ignored, so that the address
        # asked is the one that was checked.
        with httpx.Client(trust_env=False, **self.options) as client:
            request = client.build_request(
                method,
                url.copy_with(host=address),
                headers={**self.headers, "Host": url.netloc.decode("ascii")},
                extensions={"sni_hostname": host},
            )
            # The body is never read: it may be long, and tells nothing more.
            answer = client.send(request, stream=True, follow_redirects=False)
            answer.close()
        if answer.is_redirect and answer.headers.get("location"):
            return answer.status_code, answer.headers["location"]
        return answer.status_code, None


def _judged(status, final_url, url, permanent):
    moved = final_url if final_url != str(httpx.URL(url)) else ""
    if status < 400:
        if moved and permanent:
            return Answer("moved", status, "la page a changé d'adresse", moved)
        return Answer("ok", status, "", moved)
    if status in GONE:
        return Answer("gone", status, "la page n'existe plus", moved)
    if status in BLOCKING:
        return Answer("blocked", status, "le site refuse les vérifications automatiques", moved)
    return Answer("failed", status, f"le site répond par une erreur ({status})", moved)


def _failure(error):
    """Return the answer for an exception that came before any response.

    httpx wraps the cause, from which the message is chosen.
    """
    causes = []
    while error is not None and len(causes) < 10:
        causes.append(error)
        error = error.__cause__ or error.__context__
    if any(isinstance(one, ssl.SSLError) for one in causes):
        return Answer("failed", detail="le certificat de sécurité du site n'est pas valable")
    if any(type(one).__name__ == "gaierror" for one in causes):
        return Answer("failed", detail="le nom du site est inconnu", reached=False)
    if isinstance(causes[0], httpx.ProtocolError | httpx.ReadError):
        return Answer("failed", detail="la réponse du site est coupée ou illisible")
    return Answer("failed", detail="le site ne se laisse pas joindre", reached=False)


NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Python counts these as global, and inside some networks they lead to an address of that network:
# local translations (RFC 8215, RFC 2765), « IPv4-compatible » and site-local addresses, both
# deprecated (RFC 4291, RFC 3879). No site of the internet has one.
NEVER_PUBLIC = [
    ipaddress.ip_network(network)
    for network in ("64:ff9b:1::/48", "::ffff:0:0:0/96", "::/96", "fec0::/10")
]


class NotPublic(Exception):
    """A host name leads to an address that is not public."""


def resolve(host, port, allow_private=False):
    """Return at most two network addresses of a host, one of which the caller then asks.

    Every address of the host must be public, and the caller must use these addresses: resolving the
    name again could give another one. Raises ``NotPublic``, or ``OSError`` for an unknown name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(info[4][0] for info in found))
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise NotPublic(host)
    return addresses[:2]


def is_public(text):
    """Tell whether an address is public, and also the IPv4 address that it contains, if any.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("8.8.8.8")
    (False, False, True)
    """
    address = ipaddress.ip_address(text.split("%")[0])
    if any(address in network for network in NEVER_PUBLIC):
        return False
    inner = [address, *_wrapped(address)]
    return all(one.is_global and not one.is_multicast for one in inner)


def _wrapped(address):
    if address.version == 4:
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        found.append(ipaddress.ip_address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
