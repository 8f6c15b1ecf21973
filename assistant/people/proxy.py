"""Single sign-on: a reverse proxy that has found out who is there says so in headers.

Only a proxy whose address is trusted is believed; the header from anywhere else says nothing.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.model import OWNER, Publicity, Role, Viewer
from assistant.people.accounts import USUALLY_SEES, account_name
from assistant.settings import Settings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Proxy:
    """Which proxies are believed, and how they say who is there.

    ``groups`` says what a group gives: a role, or a class of documents to see.
    """

    addresses: tuple[Network, ...]
    user_header: str
    group_header: str = ""
    groups: tuple[tuple[str, Role | Publicity], ...] = ()

    def trusts(self, address: str) -> bool:
        """Whether a connection from ``address`` comes from such a proxy."""
        try:
            given = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(given, "ipv4_mapped", None)
        return any((mapped or given) in network for network in self.addresses)

    def viewer(self, headers: Mapping[str, Sequence[str]]) -> Viewer | None:
        """Who the proxy says is there, by headers with small letters; None where it names nobody, or nobody with a role.

        A header that comes twice is believed in neither form: one of them may have come through the proxy from outside.
        """
        named = headers.get(self.user_header.lower(), ())
        if len(named) != 1 or not (name := account_name(named[0])) or len(name) > _LONGEST or name == OWNER.name:
            return None
        given = headers.get(self.group_header.lower(), ()) if self.group_header else ()
        if len(given) > 1:
            return None
        member = {group.strip() for group in given[0].split(",")} if given else set()
        rights = [right for group, right in self.groups if group in member]
        roles = {right for right in rights if isinstance(right, Role)}
        if any(isinstance(right, Role) for _, right in self.groups) and not roles:
            return None
        role = Role.ADMINISTRATOR if Role.ADMINISTRATOR in roles else Role.REPRESENTATIVE
        classes = frozenset(right for right in rights if isinstance(right, Publicity))
        return Viewer(name, role, USUALLY_SEES[role] | classes)


def proxy_of(settings: Settings) -> Proxy | None:
    """The trusted proxy of the settings, where there is one."""
    if not settings.proxy_addresses:
        return None
    return Proxy(
        tuple(ipaddress.ip_network(part) for part in settings.proxy_addresses),
        settings.proxy_user_header,
        settings.proxy_group_header,
        tuple((group, _right(right)) for group, right in settings.proxy_groups),
    )


def _right(text: str) -> Role | Publicity:
    return Role(text) if text in set(Role) else Publicity(text)
