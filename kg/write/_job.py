"""What is to be written, and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from kg import folder
from kg.describe import Counts, Iris, Origin, Quad, common, dataset, describe, nouns
from kg.measure import Summary
from kg.model import Extraction, Record
from kg.output import atomic
from kg.past import Known
from kg.progress import steps
from kg.resolve import Placement, Resolution


class Written(Struct, frozen=True):
    """How many triples were written, what the graph says in short, and which IRIs they are of that have changed.

    Measures do not count as a change of what they are of. `changed` is `None` where that is more than is worth telling.
    """

    triples: int
    summary: Summary
    changed: frozenset[str] | None = None


class How(Struct, frozen=True):
    """How a graph is described: its IRIs, what it is made from, who may sign what it says, and whether it says where.

    `settings` are those under which texts are read.
    """

    iris: Iris
    origin: Origin
    signatures: tuple[str, ...]
    evidence: bool = True
    settings: tuple[str, ...] = ()

    def part(self, placed: tuple[Record, Extraction, Placement]) -> list[str]:
        """The lines of one record's part of the graph, in pieces that are sorted as they are."""
        return describe(*placed, self.iris, evidence=self.evidence)

    def lines(self, placed: tuple[Record, Extraction, Placement]) -> list[bytes]:
        """The lines of one record's part of the graph, one by one."""
        return "".join(self.part(placed)).encode().splitlines(keepends=True)


class Job(Struct, frozen=True):
    """A build's folder with its stages at rest, what they resolved to, and how they are described.

    `contents` are the digests of the records' contents, in their order.
    """

    stage: Path
    resolution: Resolution
    how: How
    contents: list[str]

    def nouns(self) -> Iterator[Quad]:
        """The quads of each thing, person and decision, and on who wrote with whom."""
        return nouns(self.resolution, self.how.iris)

    def common(self) -> Iterator[Quad]:
        """All other quads that no single record has."""
        return common(self.resolution, [*self.how.signatures], self.how.iris, self.how.settings)

    def dataset(self, counts: Counts) -> Iterator[Quad]:
        """The quads on the graph as a whole, of which so much was counted."""
        return dataset(counts, self.how.origin, self.how.iris)

    def placed(self) -> Iterator[tuple[str, Known]]:
        """The digest of every record's content and its lines; those of where names went are written as they go by."""
        with atomic(self.stage / folder.PLACED) as out:
            stages = steps(folder.stages(self.stage), "describing", len(self.contents))
            for content, lines in zip(self.contents, stages, strict=True):
                placed = folder.placed_line(content, self.resolution.placed(lines.outline()))
                out.write(placed)
                yield content, Known(lines, placed)
