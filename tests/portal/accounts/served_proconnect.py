"""A ProConnect of this machine, on a port of its own, with a certificate: it signs what it tells.

It refuses what the real one refuses: an address to come back to that was not declared, a short
state or nonce, a code that was used, is another's or comes without what proves who asked for it.
"""

import hashlib
import json
import secrets
import ssl
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

CLIENT_ID, SECRET = "site", "a secret that both know"
SHORTEST = 32
HOST = "127.0.0.1"


def made_key():
    return rsa.generate_private_key(65537, 2048)


class Asked(BaseHTTPRequestHandler):
    """One request to the service, which is that of its server."""

    def do_GET(self):
        path, query = self.parts()
        service = self.server.service
        if path.endswith("/.well-known/openid-configuration"):
            self.tell(service.configuration())
        elif path.endswith("/jwks"):
            self.tell(service.keys())
        elif path.endswith("/authorize"):
            self.send_back(query)
        elif path.endswith("/userinfo"):
            self.tell_of_the_person()
        else:
            self.refuse(404)

    def do_POST(self):
        path, _ = self.parts()
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        given = self.server.service.exchange(read(sent)) if path.endswith("/token") else None
        self.tell(given) if given else self.refuse(400)

    def parts(self):
        split = urlsplit(self.path)
        self.server.service.asked.append(split.path)
        return split.path, read(split.query)

    def send_back(self, query):
        place = self.server.service.accept(query)
        if place is None:
            self.refuse(400)
            return
        self.send_response(302)
        self.send_header("Location", place)
        self.end_headers()

    def tell_of_the_person(self):
        service = self.server.service
        if self.headers["Authorization"] != f"Bearer {service.opened}":
            self.refuse(401)
            return
        time.sleep(service.slowness)
        self.write(service.signed(service.person).encode(), "application/jwt")

    def tell(self, what):
        self.write(json.dumps(what).encode(), "application/json")

    def write(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        """Say nothing of each request."""


class ServedProConnect:
    """The service: whom it knows, and how it signs. ``declared`` is where a browser may go back."""

    def __init__(self, url, declared):
        self.url, self.declared = url, declared
        self.key = self.shown = made_key()
        self.person = {"email": "agent@example.org", "usual_name": "Durand", "siret": "1"}
        self.codes, self.asked, self.slowness = {}, [], 0
        self.opened = secrets.token_urlsafe()

    def configuration(self):
        paths = {"authorization_endpoint": "authorize", "token_endpoint": "token"}
        paths |= {"userinfo_endpoint": "userinfo", "jwks_uri": "jwks"}
        return {"issuer": self.url} | {name: f"{self.url}/{path}" for name, path in paths.items()}

    def keys(self):
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.shown.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def accept(self, query):
        """Return where the browser goes on with a code, or ``None`` for what is not accepted."""
        long = all(len(query.get(name, "")) >= SHORTEST for name in ("state", "nonce"))
        expected = {"client_id": CLIENT_ID, "response_type": "code", "redirect_uri": self.declared}
        expected |= {"code_challenge_method": "S256", "acr_values": "eidas1"}
        if not long or any(query.get(name) != one for name, one in expected.items()):
            return None
        code = secrets.token_urlsafe()
        self.codes[code] = query
        return f"{self.declared}?{urlencode({'code': code, 'state': query['state']})}"

    def exchange(self, sent):
        """Return the tokens for a code that is used for the first time, or ``None``."""
        query = self.codes.pop(sent.get("code"), None)
        if query is None or (sent.get("client_id"), sent.get("client_secret")) != (
            CLIENT_ID,
            SECRET,
        ):
            return None
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = urlsafe_b64encode(digest).rstrip(b"=").decode()
        if proof != query["code_challenge"] or sent.get("redirect_uri") != self.declared:
            return None
        identity = self.signed({"nonce": query["nonce"]}, key=self.shown)
        return {"access_token": self.opened, "token_type": "Bearer", "id_token": identity}

    def signed(self, claims, key=None):
        now = int(time.time())
        common = {"sub": "abc", "iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60}
        return jwt.encode(common | claims, key or self.key, "RS256", headers={"kid": "one"})


def read(text):
    return {name: one for name, (one, *_) in parse_qs(text).items()}


@contextmanager
def served_proconnect(folder, declared):
    """Serve a ProConnect; yield it, and the file of the certificate that whoever asks must trust.

    What does not trust it is an error of its own: the server says nothing of a broken handshake.
    """
    certificate = write_certificate(folder)
    server = ThreadingHTTPServer((HOST, 0), Asked)
    server.handle_error = lambda *_: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.service = ServedProConnect(f"https://{HOST}:{server.server_port}/api/v2", declared)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.service, certificate
    finally:
        server.shutdown()
        server.server_close()


def write_certificate(folder):
    """Write a key and the certificate of this machine, signed by itself, into one file."""
    key, now = made_key(), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "proconnect.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file
