"""RDF Patch: deletions, then additions, in one transaction (https://afs.github.io/rdf-delta/rdf-patch.html)."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator

from kg.diff._compared import Compared


def patch(found: Compared) -> Iterator[bytes]:
    """The lines of the patch that makes the new graph of the old one; its id is made of what it does."""
    digest = hashlib.sha256()
    for mark, lines in ((b"D ", found.gone), (b"A ", found.come)):
        for line in lines:
            digest.update(mark + line)
    yield f"H id <urn:uuid:{uuid.UUID(bytes=digest.digest()[:16], version=5)}> .\nTX .\n".encode()
    yield from (b"D " + line for line in found.gone)
    yield from (b"A " + line for line in found.come)
    yield b"TC .\n"
