"""Updates: who may run them, which are refused, and how the graphs that a request names get into them."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from kg.ask._guard import checked_update
from kg.serve._orders import Change
from kg.serve._problem import Problem
from kg.serve._protocol import Operation
from kg.serve._site import Site
from kg.store._tokens import tokens


def allowed(request: Request) -> Site:
    """The site, when the request may change it; else `Problem`: nobody may, or it does not say the token."""
    site: Site = request.app.state.site
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    says_token(site, token.strip() if scheme.lower() == "bearer" else "")
    return site


def says_token(site: Site, token: str) -> None:
    """Raise `Problem` unless the site may be changed and this is its token."""
    if site.settings.token is None:
        raise Problem(403, "this server changes nothing; it would have to be started with --writable")
    if not hmac.compare_digest(token.encode(), site.settings.token.encode()):
        raise Problem(401, "a change wants the server's token", headers={"WWW-Authenticate": 'Bearer realm="kg serve"'})


async def updated(request: Request, asked: Operation) -> Response:
    """Nothing, once the update is done. A hang-up does not stop it: it is done whole or not at all."""
    site = allowed(request)
    checked_update(asked.text)
    text = using(asked.text, asked.default, asked.named)
    await site.change(Change(text, "", str(request.url.replace(query=""))))
    return Response(status_code=204)


def using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The update with the graphs that the request names as USING clauses, which each of its patterns reads from.

    SPARQL 1.1 Protocol, section 2.2.3: an update that has USING or WITH itself is refused then.

    >>> using("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["http://example.org/g"], [])
    'DELETE { ?s ?p 1 }  USING <http://example.org/g> WHERE { ?s ?p 1 }'
    """
    from pyoxigraph import NamedNode

    if not default and not named:
        return update
    try:
        clauses = [f"USING {NamedNode(graph)}" for graph in default]
        clauses += [f"USING NAMED {NamedNode(graph)}" for graph in named]
    except ValueError as error:
        raise Problem(400, f"a graph that is no IRI ({error})") from error
    parts, at = [], 0
    for place in _patterns(update):
        parts += [update[at:place], f" {' '.join(clauses)} "]
        at = place
    return "".join([*parts, update[at:]])


def _patterns(update: str) -> list[int]:
    """Where WHERE stands in each operation that has a pattern apart from what it deletes."""
    found, depth, previous = [], 0, ""
    for token in tokens(update):
        depth += (token.kind == "open") - (token.kind == "close")
        word = token.text.upper() if token.kind == "word" and depth == 0 else ""
        if word in {"USING", "WITH"}:
            raise Problem(400, f"graphs named in the request, and {word} in the update: one or the other")
        if word == "WHERE" and previous != "DELETE":
            found.append(token.end - len(token.text))
        previous = word
    return found
