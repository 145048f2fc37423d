"""A table on a terminal: fitted to its width, wrapped, with a line that counts the rows."""

from __future__ import annotations

from kg.ask._formats import readable
from kg.ask._graph import Graph
from kg.store import Table


def shown(table: Table, graph: Graph) -> None:
    """Print the table to the terminal."""
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
    console = Console(highlight=False)
    console.print(grid)
    console.print(f"{len(table)} row{'' if len(table) == 1 else 's'}", style="dim")
