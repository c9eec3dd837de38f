"""Addresses that strangers wrote are asked on the open internet only, at the very address that was checked."""

import httpx
import pytest

from bot.sources._public import NotPublic, Policy, PublicHosts, is_public


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111"])
def test_the_open_internet_on_the_usual_ports_is_allowed(address: str) -> None:
    assert is_public(address, "https", 443)
    assert is_public(address, "http", 80)
    assert not is_public(address, "https", 8443)
    assert not is_public(address, "http", 443)


HIDDEN = """127.0.0.1 10.0.0.1 192.168.1.1 172.16.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255
::1 fe80::1%eth0 fc00::1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:a00:1:: ::"""


@pytest.mark.parametrize("address", HIDDEN.split())
def test_private_local_and_disguised_addresses_are_not(address: str) -> None:
    assert not is_public(address, "http", 80)


def refused(policy: Policy, address: str) -> str:
    with httpx.Client(transport=PublicHosts(policy)) as client, pytest.raises(NotPublic) as caught:
        client.get(address)
    return str(caught.value)


def test_a_name_with_one_private_address_among_public_ones_is_not_asked() -> None:
    policy = Policy(resolve=lambda _host, _port: ["1.1.1.1", "10.0.0.1"])
    assert refused(policy, "http://pictures.example/a.png") == "on a host outside the open internet"


def test_a_name_that_nobody_knows_is_told_as_that() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError("no such name")

    assert refused(Policy(resolve=unknown), "http://nowhere.example/") == "on an unknown host"


def test_addresses_of_other_kinds_are_not_asked() -> None:
    with httpx.Client(transport=PublicHosts(Policy())) as client, pytest.raises((NotPublic, httpx.UnsupportedProtocol)):
        client.get("ftp://pictures.example/a.png")


def test_the_numbers_of_this_machine_are_refused_without_any_name() -> None:
    assert refused(Policy(), "http://127.0.0.1/a.png") == "on a host outside the open internet"
