"""The entrance of the 82, and a tap on it."""

import re

HERE = "/fr/accueil/82/"
TOKEN = "un-secret-de-poste"
POST = f"{HERE}poste/{TOKEN}/"
TAP = re.compile(r'name="vers" value="([^"]+)"')


def tap(client, sent="debut", address=HERE, **more):
    response = client.post(address, {"vers": sent, **more})
    assert response.status_code == 200, address
    return response.content.decode()
