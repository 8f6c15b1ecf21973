from __future__ import annotations

import pytest

from assistant.model import OWNER, Publicity, Role, Viewer
from assistant.people.proxy import Proxy, proxy_of
from assistant.settings import RIGHTS, Settings, SettingsError, load_settings

OFFICE = frozenset({Publicity.PUBLIC, Publicity.INTERNAL})


def made(**more: str) -> Proxy:
    settings = load_settings(proxy_addresses="10.0.0.1, 10.1.0.0/16,fd00::/8", proxy_user_header="X-User", **more)
    found = proxy_of(settings)
    assert found is not None
    return found


@pytest.mark.parametrize(("address", "trusted"), [
    ("10.0.0.1", True), ("10.0.0.2", False), ("10.1.200.3", True), ("fd00::1", True), ("::ffff:10.0.0.1", True),
    ("", False), ("evil", False), ("10.0.0.1, 8.8.8.8", False), ("127.0.0.1", False),
])  # fmt: skip
def test_addresses(address: str, trusted: bool) -> None:
    assert made().trusts(address) is trusted


def test_without_groups_everyone_named_is_a_representative() -> None:
    assert made().viewer({"x-user": ["Anna"]}) == Viewer("anna", Role.REPRESENTATIVE, OFFICE)


@pytest.mark.parametrize("headers", [
    {}, {"x-user": []}, {"x-user": [""]}, {"x-user": ["anna", "hallinto"]}, {"x-user": [OWNER.name]}, {"x-user": ["a" * 300]},
    {"x-groups": ["hallinto"]},
])  # fmt: skip
def test_nobody_is_named(headers: dict[str, list[str]]) -> None:
    assert made(proxy_group_header="X-Groups").viewer(headers) is None


def test_groups_give_roles_and_classes() -> None:
    proxy = made(
        proxy_group_header="X-Groups",
        proxy_groups="neuvottelijat=representative, hallinto=administrator, salaiset=salassa pidettävä",
    )

    def of(*groups: str) -> Viewer | None:
        return proxy.viewer({"x-user": ["anna"], "x-groups": list(groups)})

    assert of("muut, neuvottelijat") == Viewer("anna", Role.REPRESENTATIVE, OFFICE)
    assert of("neuvottelijat,salaiset") == Viewer("anna", Role.REPRESENTATIVE, frozenset(Publicity))
    assert of("hallinto,neuvottelijat") == Viewer("anna", Role.ADMINISTRATOR, frozenset(Publicity))
    assert of("salaiset") is None and of() is None and of("muut") is None
    assert of("neuvottelijat", "hallinto") is None  # the header came twice


def test_without_addresses_nobody_is_trusted() -> None:
    assert proxy_of(Settings()) is None


@pytest.mark.parametrize("flags", [
    {"proxy_addresses": "0.0.0.0/0"}, {"proxy_addresses": "::/0"}, {"proxy_addresses": "proxy.example"},
    {"proxy_user_header": "X User"}, {"proxy_groups": "x=root"}, {"proxy_groups": "=administrator"}, {"hosts": "*"},
])  # fmt: skip
def test_wrong_settings_are_named(flags: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=f"SOPURI_{next(iter(flags)).upper()}"):
        load_settings(**flags)


def test_the_rights_of_the_settings_are_those_of_the_model() -> None:
    assert sorted(RIGHTS) == sorted([*Role, *Publicity])
