"""Programs that are not Python's: Jena's riot, Raptor's rapper and the OWL API, as Debian packages them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

JARS = Path("/usr/share/java")
JENA = (
    "jena-arq", "jena-base", "jena-cmds", "jena-core", "jena-dboe-base", "jena-dboe-index", "jena-dboe-storage",
    "jena-dboe-trans-data", "jena-dboe-transaction", "jena-iri", "jena-shacl", "jena-tdb", "jena-tdb2", "commons-cli",
    "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3", "dexx", "gson", "guava",
    "failureaccess", "httpclient", "httpclient-cache", "httpcore", "jackson-annotations", "jackson-core",
    "jackson-databind", "jcl-over-slf4j", "jsonld-java",
    "protobuf", "slf4j-api", "slf4j-simple", "thrift", "titanium-json-ld",
)  # fmt: skip
OWL = (
    "owlapi-api", "owlapi-apibinding", "owlapi-impl", "owlapi-parsers", "owlapi-rio", "owlapi-tools",
    "owlapi-oboformat", "atinject-jsr330-api", "caffeine", "commons-codec", "commons-io", "commons-logging",
    "commons-rdf-api", "failureaccess", "guava", "hppcrt", "httpclient", "httpcore", "jackson-annotations",
    "jackson-core", "jackson-databind", "jsr305", "slf4j-api", "slf4j-nop", "xz",
)  # fmt: skip

Convert = Callable[[Path, str], bytes]
"""A file, and the syntax to write it in; what is written."""


def _path(names: tuple[str, ...], *more: Path) -> str:
    """A class path of the jars that are there: a jar that some release has not is none that it needs."""
    return ":".join(map(str, [*more, *(jar for jar in (JARS / f"{name}.jar" for name in names) if jar.exists())]))


def _said(command: list[str]) -> bytes:
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


@pytest.fixture(scope="session")
def jena(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Jena's class path. Debian put the messages of its XML part where its classes do not look: they are put back."""
    if not (JARS / "jena-cmds.jar").exists() or not shutil.which("java"):
        pytest.skip("no Jena here: sh tests/stores/install.sh")
    mended = tmp_path_factory.mktemp("jena")
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith("org/apache/jena/ext/xerces/") and not name.endswith((".class", "/")):
                place = mended / name.removeprefix("org/apache/jena/ext/")
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    return _path(JENA, mended)


@pytest.fixture(scope="session")
def riot(jena: str) -> Convert:
    """Jena's parser."""
    command = ["java", "-cp", jena, "riotcmd.riot", "--check", "--strict"]

    def convert(path: Path, syntax: str) -> bytes:
        """What is written; a warning, as of an IRI that Jena holds for wrong, is an error."""
        given = ["--syntax=jsonld10"] if path.suffix == ".jsonld" else []  # Debian lacks a part of Jena's reader of 1.1
        done = subprocess.run([*command, *given, f"--output={syntax}", str(path)], capture_output=True, check=False)
        assert (done.returncode, done.stderr.decode()[-2000:]) == (0, "")
        return done.stdout

    return convert


@pytest.fixture(scope="session")
def rapper() -> Convert:
    """Raptor's parser."""
    if not shutil.which("rapper"):
        pytest.skip("no rapper here: sh tests/stores/install.sh")
    given = {".nq": "nquads", ".nt": "ntriples", ".ttl": "turtle", ".rdf": "rdfxml", ".trig": "trig"}
    return lambda path, syntax: _said(["rapper", "-q", "-i", given[path.suffix], "-o", syntax, str(path)])


@pytest.fixture(scope="session")
def owl_profile() -> Callable[[Path], list[str]]:
    """What in an ontology's file is not OWL 2 DL, by the OWL API."""
    if not (JARS / "owlapi-api.jar").exists() or not shutil.which("javac"):
        pytest.skip("no OWL API or no JDK here: sh tests/stores/install.sh")
    rdf4j = tuple(path.stem for path in JARS.glob("rdf4j-*.jar"))
    command = ["java", "-cp", _path((*OWL, *rdf4j)), str(Path(__file__).with_name("Profile.java"))]
    return lambda path: _said([*command, str(path)]).decode().splitlines()
