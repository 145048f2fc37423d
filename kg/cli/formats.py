"""List the formats that can be read, and what each carries.

  kg formats

A format is told by what an input holds, not by its name; `--from` says it where that fails.
Inputs may be compressed (.gz .bz2 .xz .zst) or archives (.zip, .tar and compressed .tar).
"""

from __future__ import annotations

import argparse

SUMMARY = "list the formats that can be read"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes: nothing."""


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 every command is called alike
    """Print a block a format."""
    from kg.read import formats

    for name, reader in formats().items():
        print(f"{name}  ({' '.join(reader.SUFFIXES)})\n  {reader.TITLE}\n  carries: {', '.join(reader.CARRIES)}")
    return 0
