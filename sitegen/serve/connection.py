"""uvicorn for a server that others may try to stall: clients that are slow, silent or deaf are let go."""

from __future__ import annotations

import asyncio
import socket
from threading import Event
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sitegen.serve.http import HEAD_BYTES

HEAD_SECONDS = 10.0
"""Time for the head of a request to arrive."""

IDLE_SECONDS = 5
"""How long a connection is kept for another request."""

DEAF_SECONDS = 20.0
"""Time in which a client has to read some of what waits for it."""

MOST_CONNECTIONS = 600
"""Connections at one time, event streams included."""

_SWEEP = 20
"""Ticks of a tenth of a second between two looks at every connection."""


class Connection(H11Protocol):
    """One connection, which knows since when nothing has come of it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as in uvicorn
        """Take a connection, unless there are too many."""
        self._idle_since = self._moved = self.loop.time()
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._idle_since = self.loop.time()
        super().on_response_complete()

    def resume_writing(self) -> None:
        """Go on, since the client reads."""
        self._moved = self.loop.time()
        super().resume_writing()

    def sweep(self) -> None:
        """Cut the connection where nothing comes of it any more."""
        now = self.loop.time()
        busy = self.cycle is not None and not self.cycle.response_complete
        if not (self.flow.write_paused or self.transport.is_closing()):
            self._moved = now
        deaf = now - self._moved > DEAF_SECONDS
        silent = not busy and now - self._idle_since > HEAD_SECONDS
        if deaf or silent:
            self.transport.abort()


class Server(uvicorn.Server):
    """A server for a thread of its own; it starts on sockets that are open already."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401 uvicorn's own type for it
        """`app` is an ASGI application."""
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                loop="asyncio",
                ws="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                log_level="critical",
                access_log=False,
                # Every client is on this machine, so nobody's word on where a request comes from counts.
                proxy_headers=False,
                server_header=False,
                date_header=False,
                h11_max_incomplete_event_size=HEAD_BYTES,
                timeout_keep_alive=IDLE_SECONDS,
                timeout_graceful_shutdown=1,
            )
        )
        self.ready = Event()
        """Set when requests are answered."""
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        self.loop = asyncio.get_running_loop()
        self.ready.set()

    async def on_tick(self, counter: int) -> bool:
        """Look at every connection now and then."""
        if counter % _SWEEP == 0:
            for connection in list(self.server_state.connections):
                if isinstance(connection, Connection):
                    connection.sweep()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Cut every connection and end; nobody waits for a client that does not read."""
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        # What is cut is told so in the next turn of the loop.
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await super().shutdown(sockets)
