"""Tells whether a host is on the public internet: the portal never asks its own network."""

import ipaddress
import socket

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
