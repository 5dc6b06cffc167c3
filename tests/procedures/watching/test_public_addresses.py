"""The portal asks no machine of its own network, whatever a link says."""

import socket

import pytest

from procedures.watching import asking

PRIVATE = (
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - refused, never listened to.
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "64:ff9b::a00:1",
    "2002:7f00:1::",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b:1::7f00:1",
    "fec0::1",
)


@pytest.mark.parametrize("address", PRIVATE)
def test_address_of_a_network_of_our_own_is_not_public(address):
    assert not asking.is_public(address)


@pytest.mark.parametrize(
    "address", ["9.9.9.9", "2620:fe::fe", "::ffff:9.9.9.9", "64:ff9b::909:909"]
)
def test_address_of_the_internet_is_public(address):
    assert asking.is_public(address)


def resolving_to(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(asking.socket, "getaddrinfo", lambda *args, **options: found)


def test_name_that_also_leads_inside_is_refused(monkeypatch):
    resolving_to(monkeypatch, "9.9.9.9", "10.0.0.1")
    with pytest.raises(asking.NotPublic):
        asking.resolve("exemple.fr", 443)


def test_name_of_a_public_machine_is_resolved_once(monkeypatch):
    resolving_to(monkeypatch, "9.9.9.9", "9.9.9.9")
    assert asking.resolve("exemple.fr", 443) == ["9.9.9.9"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1"])
def test_other_writings_of_this_machine_are_refused(host):
    with pytest.raises(asking.NotPublic):
        asking.resolve(host, 80)
