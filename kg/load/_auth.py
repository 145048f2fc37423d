"""What a server asks of a user, and the answer to it: HTTP Basic (RFC 7617) and Digest (RFC 7616)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Sequence
from urllib.request import parse_http_list, parse_keqv_list

_HASHES = {"MD5": "md5", "SHA-256": "sha256"}


class Challenge:
    """A server's demand, which turns a user and password into an `Authorization` header."""

    def __init__(self, scheme: str, asked: dict[str, str]) -> None:
        """`asked` holds the demand's parameters: realm, nonce and so on."""
        self.scheme = scheme
        self.asked = asked
        self._uses = 0

    @classmethod
    def parse(cls, headers: Sequence[str]) -> Challenge | None:
        """The safest demand among `WWW-Authenticate` headers that we can meet; `None` when there is none.

        >>> Challenge.parse(['Negotiate', 'Basic realm="store"']).scheme
        'basic'
        """
        found: dict[str, Challenge] = {}
        for header in headers:
            scheme, _, rest = header.partition(" ")
            asked = parse_keqv_list([pair for pair in parse_http_list(rest) if "=" in pair])
            found.setdefault(scheme.lower(), cls(scheme.lower(), asked))
        digest = found.get("digest")
        if digest and digest.asked.get("algorithm", "MD5").upper() in _HASHES and "nonce" in digest.asked:
            return digest
        return found.get("basic")

    def answer(self, user: str, password: str, *, method: str, target: str) -> str:
        """The header's value for one request; `target` is the path and query as sent."""
        if self.scheme == "basic":
            return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._uses += 1
        return "Digest " + self._digest(user, password, method=method, target=target)

    def _digest(self, user: str, password: str, *, method: str, target: str) -> str:
        asked = self.asked
        secret = self._hashed(f"{user}:{asked.get('realm', '')}:{password}")
        request = self._hashed(f"{method}:{target}")
        told = {"username": user, "realm": asked.get("realm", ""), "nonce": asked["nonce"], "uri": target}
        told |= {name: asked[name] for name in ("opaque", "algorithm") if name in asked}
        if "qop" not in asked:
            told["response"] = self._hashed(f"{secret}:{asked['nonce']}:{request}")
            return ", ".join(f'{name}="{value}"' for name, value in told.items())
        count, ours = f"{self._uses:08x}", secrets.token_hex(8)
        told["cnonce"] = ours
        told["response"] = self._hashed(f"{secret}:{asked['nonce']}:{count}:{ours}:auth:{request}")
        return ", ".join(f'{name}="{value}"' for name, value in told.items()) + f", qop=auth, nc={count}"

    def _hashed(self, text: str) -> str:
        name = _HASHES[self.asked.get("algorithm", "MD5").upper()]
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()
