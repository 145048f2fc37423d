"""Records, what they say and what it resolved to in; the graph as files and as a store out.

`whole` writes all of it. `difference` writes the same from what an earlier build has:
only what has changed is described, the rest is copied in one piece, so that the cost
is that of the change and of copying bytes.
"""

from kg.sorted_file import Sorted
from kg.write._difference import At, difference
from kg.write._job import How, Job, Written
from kg.write._near import New, near
from kg.write._whole import whole

__all__ = ["At", "How", "Job", "New", "Sorted", "Written", "difference", "near", "whole"]
