"""The bundle of sigma.js is what its lock file says, knows our shapes and has the licences of all that is in it."""

import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from kg.view._looks import SHAPES

HERE = Path(str(files("kg.view"))) / "_assets" / "sigma"


def read(name):
    return (HERE / name).read_text(encoding="utf-8")


def test_versions_are_pinned_and_named():
    wanted = json.loads(read("package.json"))["dependencies"]
    locked = json.loads(read("package-lock.json"))["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    banner = read("sigma.min.js").partition("\n")[0]
    assert all(f"{name} {version}" in banner for name, version in wanted.items())


def test_the_lock_names_no_host_and_checks_every_package():
    lock = read("package-lock.json")
    assert "resolved" not in lock
    assert "://" not in re.sub(r'"(funding|url)":.*', "", lock)
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)


def test_licences_of_all_that_is_in_it():
    licences = read("LICENSE.txt")
    used = [
        name
        for name, package in json.loads(read("package-lock.json"))["packages"].items()
        if name and not package.get("dev")
    ]
    bundled = {name.removeprefix("node_modules/") for name in used} - {"graphology-types"}  # types alone: no code
    assert bundled == set(re.findall(r"^== (\S+) ==$", licences, re.MULTILINE))
    assert "Permission is hereby granted" in licences


def test_shapes_are_those_of_the_legend():
    names = re.search(r"export const NAMES = \[(.*?)\]", read("shape.js"), re.DOTALL)[1]
    assert re.findall(r'"(\w+)"', names) == list(SHAPES)


def test_nothing_in_our_scripts_ends_a_script():
    for path in HERE.parent.rglob("*.js"):
        assert not re.search(r"</script|<!--", path.read_text(encoding="utf-8"), re.IGNORECASE), path.name


@pytest.mark.slow
def test_a_new_build_gives_the_same_bytes(tmp_path):
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    for name in ("package.json", "package-lock.json", "entry.js", "shape.js", "build.sh"):
        shutil.copy(HERE / name, tmp_path)
    made = subprocess.run(["sh", tmp_path / "build.sh"], capture_output=True, check=False, text=True)
    if "ENOTFOUND" in made.stderr or "ECONNREFUSED" in made.stderr:
        pytest.skip("no package registry can be reached")
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "sigma.min.js").read_text(encoding="utf-8") == read("sigma.min.js")
    assert (tmp_path / "LICENSE.txt").read_text(encoding="utf-8") == read("LICENSE.txt")
