"""The HTTP server around the application: uvicorn, with limits to a request's head, in seconds and in bytes."""

from __future__ import annotations

import asyncio
import socket
import sys
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.errors import UsageError
from kg.serve import _log
from kg.serve._settings import Settings
from kg.serve._site import Site

_HEAD_WAIT = 15.0
"""Seconds until a request's head has to be there; a connection that is only held open is closed."""
_HEAD_SIZE = 256 << 10
_CONNECTIONS = 1_000
_LAST = 10.0
"""Seconds that what is being answered has when the server stops."""


class Protocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it; a head that is slow or huge ends the connection."""

    _late: asyncio.TimerHandle | None = None
    _read = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count the seconds."""
        super().connection_made(transport)
        self._late = self.loop.call_later(_HEAD_WAIT, transport.close)

    def data_received(self, data: bytes) -> None:
        """Count the bytes until the head is whole."""
        if self._late is not None and self._read > _HEAD_SIZE:
            self.transport.abort()
            return
        self._read += len(data)
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A head begins: its seconds count from now."""
        self._stop_counting()
        self._late = self.loop.call_later(_HEAD_WAIT, self.transport.close)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._stop_counting()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody to count for."""
        self._stop_counting()
        super().connection_lost(exc)

    def _stop_counting(self) -> None:
        self._read = 0
        if self._late is not None:
            self._late.cancel()
            self._late = None


class Server(uvicorn.Server):
    """Says where it serves; to be told to stop is no error, and to be told twice is to stop at once."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin, and say where."""
        await super().startup(sockets)
        for each in sockets or ():
            host, port = each.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            sys.stderr.write(f"serving at http://{shown}:{port}/ (Ctrl-C stops)\n")
        sys.stderr.flush()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Finish what is being answered, then stop."""
        del sig, frame
        self.force_exit = self.should_exit
        self.should_exit = True


def serve(app: Starlette, settings: Settings) -> int:
    """Serve until told to stop; the exit code. `UsageError` when the address is not to be had."""
    listening = _listening(settings)
    _log.start()
    config = uvicorn.Config(
        app,
        http=Protocol,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=int(_LAST),
        ws="none",
    )
    asyncio.run(_serve(app.state.site, Server(config), listening))
    return 0


async def _serve(site: Site, server: Server, listening: socket.socket) -> None:
    """Serve once the graph is open; what it does not open by is raised."""
    try:
        await site.open()
        site.watch()
        await server.serve(sockets=[listening])
    finally:
        listening.close()
        await site.close()


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((settings.host.strip("[]"), settings.port))
    except OSError as error:
        found.close()
        reason = error.strerror or str(error)
        raise UsageError(
            f"{settings.host}:{settings.port}", reason, do="choose another with --port or --host"
        ) from error
    return found
