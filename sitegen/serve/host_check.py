"""Where the server can be reached: the sockets it listens on, and the names it answers to."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from sitegen.errors import OutputError

PORTS = 100
"""Ports that are tried, the one asked for and those after it."""

LOOPBACK = ("127.0.0.1", "::1")
"""Where the server listens unless told otherwise: on what a browser may take `localhost` for."""

_MISSING = frozenset({errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL, errno.EPROTONOSUPPORT})
"""This machine does not speak that version of the protocol."""


class Endpoint(Struct, frozen=True):
    """Open sockets with what may be said to them."""

    sockets: tuple[socket.socket, ...]
    url: str
    port: int
    hosts: frozenset[str]
    """What the header Host may say; anything else comes from a page that only pretends to be this server."""
    any_address: bool
    """Whether every address of this machine leads here."""
    local: bool
    """Whether only programs on this machine can reach it."""
    named: frozenset[str] = frozenset()
    """Further names that a person said lead here; without a port they do with any."""

    def admits(self, host: str, here: str) -> bool:
        """Whether a request that names `host` and came to the address `here` is meant for this server."""
        host = host.lower()
        return host in self.hosts or self.leads(host) or (self.any_address and host == _host(here, self.port))

    def leads(self, host: str) -> bool:
        """Whether a person said that `host` leads here, perhaps by way of a server that speaks for it."""
        name, _, port = host.lower().rpartition(":")
        return host.lower() in self.named or (port.isdecimal() and name in self.named)


def open_endpoint(bind: str | None, port: int, named: Iterable[str] = ()) -> Endpoint:
    """The sockets of a server on `port`, or on the next free one; with port 0 on any.

    `named` are further names that lead to it.

    Raises:
        OutputError: there is no such address here, or no port is free.
    """
    addresses = LOOPBACK if bind is None else tuple(_resolved(bind))
    for number in [0] * PORTS if port == 0 else range(port, min(port + PORTS, 65536)):
        try:
            sockets = _listening(addresses, number)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise OutputError(f"cannot listen on {bind or 'localhost'} ({error.strerror})") from error
        return replace(_endpoint(bind, addresses, sockets), named=frozenset(map(str.lower, named)))
    raise OutputError(
        f"none of the ports {port} to {min(port + PORTS, 65536) - 1} is free; name another with --port N"
    )


def _endpoint(bind: str | None, addresses: tuple[str, ...], sockets: tuple[socket.socket, ...]) -> Endpoint:
    port = sockets[0].getsockname()[1]
    kinds = [ipaddress.ip_address(address.partition("%")[0]) for address in addresses]
    anywhere = any(kind.is_unspecified for kind in kinds)
    names = {"localhost", *LOOPBACK, *addresses, *([bind] if bind else [])}
    hosts = {_host(name.lower(), port) for name in names}
    if port == 80:
        hosts |= {_host(name.lower(), port).removesuffix(":80") for name in names}
    shown = "localhost" if bind is None or anywhere else bind
    return Endpoint(
        sockets=sockets,
        url=f"http://{_host(shown, port)}/",
        port=port,
        hosts=frozenset(hosts),
        any_address=anywhere,
        local=all(kind.is_loopback for kind in kinds),
    )


def _host(address: str, port: int) -> str:
    """An address with its port as the header Host writes it.

    >>> _host("::1", 8000), _host("::ffff:127.0.0.1", 8000)
    ('[::1]:8000', '127.0.0.1:8000')
    """
    address = address.removeprefix("::ffff:") if "." in address else address
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def _resolved(bind: str) -> Iterator[str]:
    """The addresses that a name stands for."""
    try:
        found = socket.getaddrinfo(bind.strip("[]"), None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise OutputError(f"--bind {bind}: this machine knows no such address") from error
    yield from dict.fromkeys(str(each[4][0]) for each in found)


def _listening(addresses: tuple[str, ...], port: int) -> tuple[socket.socket, ...]:
    """A socket on each address, all on one port.

    Raises:
        OSError: the port is taken on one of them, or none of them exists.
    """
    opened: list[socket.socket] = []
    try:
        for address in addresses:
            try:
                opened.append(_socket(address, opened[0].getsockname()[1] if opened else port))
            except OSError as error:
                if error.errno not in _MISSING or (address == addresses[-1] and not opened):
                    raise
    except OSError:
        for each in opened:
            each.close()
        raise
    return tuple(opened)


def _socket(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, address != "::")
        # Elsewhere than on Windows this does no more than let a port be used again at once.
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(128)
    except OSError:
        made.close()
        raise
    made.settimeout(0)
    return made
