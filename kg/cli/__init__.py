"""The `kg` command: one file a command, found by looking in this folder.

A command's module has `SUMMARY` (one line), `arguments(parser)` and `run(args)`,
which gives the exit code; its docstring is its help. Nothing heavy is imported
before `run`, so that `kg --help` answers at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

import kg
from kg import registry
from kg.errors import KgError

ORDER = (
    "demo", "build", "remove", "diff", "extract", "evaluate", "query", "queries", "find", "why", "why-same", "review",
    "decide", "view", "serve", "export", "load", "validate", "ontology", "formats", "train", "completion",
)  # fmt: skip
"""The order of commands in the help: as one meets them."""


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="kg",
        description=kg.__doc__,
        epilog="kg COMMAND --help shows a command's options and an example.\n"
        "exit codes: 0 done; 1 failed; 2 wrong usage or unreadable input; 3 done, but some records were rejected",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"kg {kg.__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    found = registry.members(sys.modules[__name__])
    for name in sorted(found, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)):
        module = found[name]
        command = commands.add_parser(
            name,
            help=module.SUMMARY,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(command)
        command.set_defaults(run=module.run)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. An error is one line on stderr."""
    args = parser().parse_args(argv)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # matrices are small here: more threads only wait for each other
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of our output has left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("kg: interrupted; nothing half-written is left", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"kg: {error.filename or 'system'}: {error.strerror or error}", file=sys.stderr)
        return 1
    except Exception as error:  # the one place: a person gets a line, a developer the traceback
        if os.environ.get("KG_TRACEBACK"):
            raise
        print(f"kg: unexpected {type(error).__name__}: {error}; KG_TRACEBACK=1 shows where", file=sys.stderr)
        return 1
