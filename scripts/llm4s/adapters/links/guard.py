"""The only way out: names are resolved once, every resolved address is checked, and only then a connection is made to it."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable

import httpcore

Resolver = Callable[[str, int], Awaitable[list[str]]]
_METADATA = frozenset(map(ipaddress.ip_address, ("168.63.129.16", "169.254.169.254", "100.100.100.200", "fd00:ec2::254")))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNKNOWN = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_FAIL") if hasattr(socket, name)}


class UnsafeError(Exception):
    """The address leads where a checker must not go."""


class NoHostError(Exception):
    """There is no such host."""


class NoAnswerError(Exception):
    """The name service did not answer: nothing is known of the host."""


async def system_resolver(host: str, port: int) -> list[str]:
    """Ask the machine's own resolver.

    Raises:
        NoHostError: there is no such host.
        NoAnswerError: nobody could say.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise NoHostError(host) from error
    except socket.gaierror as error:
        raise (NoHostError if error.errno in _UNKNOWN else NoAnswerError)(host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_allowed(text: str, *, loopback: bool = False) -> bool:
    """Tell whether an IP address is one of the public net; loopback only where a test asks for it."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if address in _METADATA:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_allowed(str(inner), loopback=loopback)
    if address.is_loopback:
        return loopback
    return address.is_global and not address.is_multicast and not address.is_reserved


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Opens connections to checked addresses only, and none to sockets of files. The name is not resolved again, so it cannot change in between."""

    def __init__(self, resolve: Resolver = system_resolver, *, loopback: bool = False) -> None:
        self._resolve, self._loopback = resolve, loopback
        self._known: dict[tuple[str, int], list[str]] = {}
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._checked(host, port)
        for address in addresses[:-1][:2]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._network.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)

    async def _checked(self, host: str, port: int) -> list[str]:
        if (host, port) not in self._known:
            name = host.strip("[]").rstrip(".")
            self._known[host, port] = [name] if _is_literal(name) else await self._resolve(name, port)
        addresses = self._known[host, port]
        if not addresses:
            raise NoHostError(host)
        if not all(is_allowed(address, loopback=self._loopback) for address in addresses):
            raise UnsafeError(f"{host} is {', '.join(addresses)}")
        return addresses


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
