"""kg.ttl is in OWL 2 DL, by the OWL API's own check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

KG = Path(__file__).parents[2] / "ontology" / "kg.ttl"


def test_the_ontology_is_in_owl_2_dl(owl_profile: Callable[[Path], list[str]]) -> None:
    axioms, *violations = owl_profile(KG)
    assert violations == []
    assert int(axioms.split()[0]) > 900


def test_what_is_not_in_the_profile_is_found(owl_profile: Callable[[Path], list[str]], tmp_path: Path) -> None:
    planted = tmp_path / "planted.ttl"
    planted.write_text(
        KG.read_text(encoding="utf-8") + "\nkg:score a owl:ObjectProperty .\nkg:uses kg:never kg:seen .\n"
    )
    violations = "\n".join(owl_profile(planted)[1:])
    assert "https://w3id.org/paperkg/ontology#score" in violations
    assert "https://w3id.org/paperkg/ontology#never" in violations
