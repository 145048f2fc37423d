"""What the word that is being typed on the command line may become."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from kg import cli, registry


def completed(words: Sequence[str]) -> list[str]:
    """The words that the last of these, which stand behind `kg`, may become, sorted; none where a file may stand."""
    *before, typed = words or [""]
    return sorted(word for word in _possible(before, typed) if word.startswith(typed))


def _possible(before: list[str], typed: str) -> Iterable[str]:
    if not before:
        return registry.names(cli)
    command, *given = before
    if command not in registry.names(cli):
        return ()
    parser = argparse.ArgumentParser()
    registry.member(cli, command).arguments(parser)
    options = {word: action for action in parser._actions for word in action.option_strings}
    if given and given[-1] in options and options[given[-1]].nargs != 0:
        return _values(command, options[given[-1]].dest, given)
    if typed.startswith("-"):
        return options
    return () if _places(given, options) else _names(command)


def _places(given: list[str], options: dict[str, argparse.Action]) -> list[str]:
    """The words that are neither options nor their values."""
    found, value = [], False
    for word in given:
        if not value and not word.startswith("-"):
            found.append(word)
        value = word in options and options[word].nargs != 0
    return found


def _names(command: str) -> Iterable[str]:
    """What may stand in the command's first place."""
    if command in {"query", "queries"}:
        from kg.ask import catalogue

        return catalogue.names()
    if command in {"view", "export", "load"}:
        import importlib

        return registry.names(importlib.import_module(f"kg.{command}"))
    if command == "completion":
        from kg.cli.completion import SHELLS

        return SHELLS
    return ()


def _values(command: str, option: str, given: list[str]) -> Iterable[str]:
    """What an option of `kg query` may be given."""
    if command == "query" and option == "format":
        from kg.ask import FORMATS

        return FORMATS
    if command == "query" and option == "param":
        from kg.ask import catalogue

        asked = [name for name in given if name in catalogue.names()]
        return [f"{name}=" for name in catalogue.named(asked[0]).params] if asked else ()
    return ()
