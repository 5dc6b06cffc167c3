"""A ProConnect without any network: it signs its tokens with a key of the tests."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

SERVER = "https://fca.proconnect.example/api/v2"
KEY = rsa.generate_private_key(65537, 2048)


class Answer:
    status_code = 200

    def __init__(self, data=None, text="", kind="application/json"):
        self.data, self.text, self.headers = data, text, {"content-type": kind}

    def json(self):
        return self.data

    def raise_for_status(self):
        pass


class LocalProConnect:
    """Answers as ProConnect does; ``told`` and ``signed`` change what it says and how."""

    def __init__(self):
        self.nonce, self.asked = "", []
        self.told, self.identity = {}, {}
        self.endings, self.given = {"end_session_endpoint": "session/end"}, []
        self.key, self.algorithm, self.kind = KEY, "RS256", "application/jwt"
        # {end of an address: what it answers instead, which may be a failure}
        self.instead = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def get(self, url, headers=None):
        self.asked.append(url)
        for other in (one for end, one in self.instead.items() if url.endswith(end)):
            if isinstance(other, Exception):
                raise other
            return Answer(other)
        if url.endswith("openid-configuration"):
            paths = {"token_endpoint": "token", "authorization_endpoint": "authorize"}
            paths |= {"userinfo_endpoint": "userinfo", "jwks_uri": "jwks", **self.endings}
            found = {name: f"{SERVER}/{path}" for name, path in paths.items() if path}
            return Answer({"issuer": SERVER, **found})
        if url.endswith("jwks"):
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return Answer({"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]})
        assert headers == {"Authorization": "Bearer opened"}
        told = {"email": "agent@example.org", "usual_name": "Durand", "siret": "1", **self.told}
        return Answer(text=self.signed(told), kind=self.kind)

    def request(self, method, url, **sent):
        assert sent["data"]["code_verifier"]
        identity = self.signed({"nonce": self.nonce, **self.identity}, key=KEY, algorithm="RS256")
        self.given.append(identity)
        return Answer({"access_token": "opened", "token_type": "Bearer", "id_token": identity})

    def signed(self, claims, key=None, algorithm=None):
        now = int(time.time())
        common = {"sub": "abc", "iss": SERVER, "aud": "site", "iat": now, "exp": now + 60}
        full = {name: one for name, one in {**common, **claims}.items() if one is not None}
        algorithm = algorithm or self.algorithm
        return jwt.encode(full, key or self.key, algorithm, headers={"kid": "one"})


def go(client, proconnect, **query):
    """Go to ProConnect and come back with its answer."""
    response = client.get(reverse("proconnect_login"), query)
    asked = {name: one for name, (one,) in parse_qs(urlsplit(response.url).query).items()}
    proconnect.nonce = proconnect.nonce or asked["nonce"]
    back = {"code": "given", "state": asked["state"]}
    return asked, client.get(reverse("proconnect_callback"), back)
