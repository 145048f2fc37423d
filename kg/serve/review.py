"""The page on which pairs are looked over: who and what may be one, both sides of each, and a person's verdicts.

Reading it is free; verdicts are written by who says the token, where the server may
change anything at all. They go to the build's folder, as those of `kg decide` do.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.decide import Doubt, Made, Saying, doubts, own_verdicts, verdict_of, withdraw, write
from kg.errors import KgError, UsageError
from kg.model import Decision, DecisionKind, Verdict
from kg.serve._hangup import while_there
from kg.serve._pages import page
from kg.serve._problem import Problem
from kg.serve._protocol import body, pairs
from kg.serve._site import Site
from kg.serve._update import says_token
from kg.verdicts import OWN

PATHS = ("/review",)
METHODS = ("GET", "POST")
SUMMARY = "pairs to look over: who and what may be one"
KINDS: dict[str, DecisionKind] = {"papers": "paper", "persons": "person", "things": "entity"}
MOST, DECIDED = 20, 200
"""So many pairs are shown at once, and of those that are decided the last ones."""
_CHANGES = ("same", "different", "undecided", "undo")


async def answer(request: Request) -> Response:
    """The page; after a POST, once the verdicts are written, the way to what is left."""
    kind = request.query_params.get("kind", "")
    if kind and kind not in KINDS:
        raise Problem(400, f"no kind {kind!r}; expected {', '.join(KINDS)}")
    if request.method == "POST":
        return await _written(request, kind)
    return await _shown(request, kind)


async def _shown(request: Request, kind: str, told: str = "", given: dict[str, str] | None = None) -> Response:
    site: Site = request.app.state.site
    where = _folder(site)
    seen = (where / OWN).stat().st_mtime_ns if (where / OWN).exists() else 0
    found = await while_there(
        request, site.once(f"review {kind} {seen}", lambda: asyncio.to_thread(_found, where, kind))
    )
    return page(
        request,
        "review.html.j2",
        found=found,
        own=(await asyncio.to_thread(own_verdicts, where))[-DECIDED:],
        kind=kind,
        kinds=[*KINDS],
        told=told,
        given=given or {},
        written=request.query_params.get("written", ""),
        writable=site.settings.writable,
        where=where.name,
        ids=_ids,
    )


def _folder(site: Site) -> Path:
    try:
        return Made(site.settings.graph).folder
    except UsageError as error:
        raise Problem(404, "only the graph of a build's folder can be looked over") from error


def _found(where: Path, kind: str) -> list[Doubt]:
    return doubts(Made(where), MOST, [KINDS[kind]] if kind else [])


def _ids(decision: Decision) -> str:
    """How a form calls a pair."""
    return "\n".join((decision.kind, decision.left, decision.right))


async def _written(request: Request, kind: str) -> Response:
    """Write the verdicts of a form, or show it again with what is wrong."""
    site: Site = request.app.state.site
    where = _folder(site)
    fields = dict(pairs((await body(request)).decode("utf-8", "replace")))
    given = {fields.get(f"pair{name[7:]}", "").replace("\r\n", "\n"): value for name, value in _choices(fields)}
    try:
        says_token(site, fields.get("token", ""))
        number = await asyncio.to_thread(_write, where, given, fields.get("who", ""))
    except Problem as problem:
        response = await _shown(request, kind, problem.detail, given)
        response.status_code = problem.status
        return response
    except KgError as error:
        response = await _shown(request, kind, str(error), given)
        response.status_code = 400
        return response
    return RedirectResponse(f"/review?{f'kind={kind}&' if kind else ''}written={number}", 303)


def _choices(fields: dict[str, str]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in fields.items() if name.startswith("verdict") and value in _CHANGES]


def _write(where: Path, given: dict[str, str], who: str) -> int:
    """How many verdicts were written or taken back, all of them or none."""
    known = {_ids(each): each for each in (*own_verdicts(where), *Made(where).decisions()) if _ids(each) in given}
    if missing := sorted(given.keys() - known.keys()):
        raise Problem(409, f"{len(missing)} of the pairs are not in this build any more; look at the page again")
    said = [verdict_of(known[ids], Saying(Verdict(each), who)) for ids, each in given.items() if each != "undo"]
    write(Made(where), said)
    for ids, each in given.items():
        if each == "undo":
            withdraw(Made(where), known[ids])
    return len(given)
