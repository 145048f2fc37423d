"""Data flows one way: no stage imports a later one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "kg"
LAYERS = (
    ("errors", "model", "keys", "registry", "files", "progress", "parallel", "callable_module", "vocabulary", "urls"),
    ("garbage",),
    ("plain", "sentence"),
    ("output",),
    ("sorted_file",),
    ("read",),
    ("extract",),
    ("resolve",),
    ("evaluate",),
    ("train",),
    ("describe",),
    ("measure",),
    ("store",),
    ("find",),
    ("ask",),
    ("validate",),
    ("document",),
    ("view",),
    ("export",),
    ("load",),
    ("settings", "folder", "report", "gather", "manifest", "past", "verdicts", "marked", "explained"),
    ("reach", "ranks"),
    ("write",),
    ("graph", "why", "decide", "nearby"),
    ("build",),
    ("update", "diff"),
    ("serve",),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def imports(tree: ast.AST, package: str) -> Iterator[str]:
    """The modules of `kg` that a module imports, wherever in it, relative ones resolved."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            base = ".".join(part for part in (start, node.module) if part)
            yield from ([f"kg.{alias.name}" for alias in node.names] if base == "kg" else [base])


def violations(path: Path, source: str) -> list[str]:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    own = parts[1]
    package = ".".join(parts[:-1])
    if own in ("__init__", "__main__"):
        return []
    found = []
    for name in imports(ast.parse(source), package):
        stage = name.split(".")[1] if name.startswith("kg.") else own
        if stage in RANK and RANK[stage] > RANK[own]:
            found.append(f"{path.name}: {own} imports {name}")
    return found


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_stage_imports_a_later_one(path: Path) -> None:
    assert violations(path, path.read_text(encoding="utf-8")) == []


def test_every_module_has_its_layer() -> None:
    tops = {path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert tops - {"__init__", "__main__", "sample"} == set(RANK)


@pytest.mark.parametrize(
    "planted",
    [
        "from kg.view import page",
        "import kg.cli.build",
        "def f():\n    from kg import describe",
        "from ..store import quads",
    ],
)
def test_a_planted_import_is_caught(planted: str) -> None:
    assert violations(ROOT / "read" / "planted.py", planted)
