"""Two graphs in, what is different out: in people's terms, and as a patch.

`compared` gives the lines that one has and the other has not, `explained` what that
means for papers, persons, things and claims, and `patch` the same as RDF Patch.
"""

from kg.diff._compared import Compared, compared
from kg.diff._explained import Change, Difference, Item, Side, explained
from kg.diff._patch import patch
from kg.diff._text import as_json, as_text

__all__ = ["Change", "Compared", "Difference", "Item", "Side", "as_json", "as_text", "compared", "explained", "patch"]
