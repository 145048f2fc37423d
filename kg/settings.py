"""What a build is told beside its sources and its folder."""

from __future__ import annotations

import os

from msgspec import Struct

from kg.describe import BASE
from kg.model import PartialDate


class Settings(Struct, frozen=True, kw_only=True):
    """A build's settings.

    `base` is the IRI under which things are named; `form` the inputs' format, sniffed
    where it is not said; `as_of` the day an author page was made; `columns` which column
    of a table is which field; `vocabularies` are SKOS files that win over ours; `fast`
    leaves out what is slow in reading texts; `recogniser` names what reads them beside
    the rules, and `labels` what its labels mean (`kg.extract.Settings`); `jobs` is the
    number of processes, which makes no difference to what is built; `decisions` are files
    of verdicts, of which the later win; `evidence` says whether the graph tells where in
    the texts things stand, `views` whether pictures are drawn; `without` are records that
    are left out; `license` is the IRI of the licence under which the graph is given away;
    `keep` is the registry of an earlier build (`registry.jsonl`), or its folder, whose IRIs are kept.
    """

    base: str = BASE
    form: str | None = None
    as_of: PartialDate | None = None
    columns: tuple[tuple[str, str], ...] = ()
    vocabularies: tuple[str, ...] = ()
    fast: bool = False
    recogniser: str = "encoder"
    labels: str | None = None
    jobs: int = os.cpu_count() or 1
    decisions: tuple[str, ...] = ()
    evidence: bool = True
    views: bool = True
    without: tuple[str, ...] = ()
    license: str | None = None
    keep: str | None = None
