"""A table on a terminal: fitted to its width, wrapped, a screen at a time, with a line that counts the rows."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys

from kg.ask._formats import readable
from kg.ask._graph import Graph
from kg.store import Table


def shown(table: Table, graph: Graph) -> None:
    """Print the table to the terminal; through the pager when it is longer than the screen."""
    from rich import box
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    columns, rows = readable(table, graph)
    for column in columns:
        grid.add_column(Text(column), overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    screen = Console(highlight=False)
    console = Console(
        file=io.StringIO(), highlight=False, width=screen.width, force_terminal=True, no_color=screen.no_color
    )
    with console.capture() as drawn:
        console.print(grid)
        console.print(f"{len(table)} row{'' if len(table) == 1 else 's'}", style="dim")
    text = drawn.get()
    if text.count("\n") < screen.height or not _paged(text):
        sys.stdout.write(text)


def _paged(text: str) -> bool:
    """Whether the text went through the pager, as git does it: $PAGER, else less; `cat`, or none, for no pager."""
    command = shlex.split(os.environ.get("PAGER", "less"))
    if command in ([], ["cat"]) or not shutil.which(command[0]):
        return False
    environment = {"LESS": "FRX", "LV": "-c"} | os.environ
    sys.stdout.flush()
    with contextlib.suppress(BrokenPipeError, KeyboardInterrupt):  # who has seen enough leaves
        subprocess.run(command, input=text.encode(), env=environment, check=False)  # noqa: S603 the user's own
    return True
