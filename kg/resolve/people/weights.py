"""What each feature counts for: what it adds to the log-odds that two groups of mentions are one person.

Learned by logistic regression on the pairs that stand to be joined while authors of one
name are grouped, each weighing what its verdict adds to or takes from B-cubed, every name
counting the same. What speaks for one person may not weigh against it, and the other way
round: the fit is bounded at nought. The sets: AMiner's 110 names, as they are, and each
name for itself with lists of authors cut after the third; and authors of arXiv with rare
names, who were given one name by twos to twenties, of one category, of one archive or of
any, as they are and cut. docs/people.md has the figures.

By reason: an address is all but an identifier, and a name that agrees only loosely speaks
against.
"""

from __future__ import annotations

BIAS = -0.42
"""The log-odds for two groups of one name of which nothing is known."""
WEIGHTS: dict[str, float] = {
    "co-authors": 0.43,
    "closest co-authors": 0.52,
    "other co-authors": -0.23,
    "circle": 2.61,
    "closest circle": 1.53,
    "topic": 2.56,
    "mean topic": 1.89,
    "closest topic": 7.12,
    "venue": 1.42,
    "rare venue": 1.15,
    "rank": 0.52,
    "category": 0.53,
    "affiliation": 3.83,
    "other affiliation": -1.20,
    "e-mail": 6.00,
    "years": -0.16,
    "full name": 0.95,
    "loose name": -0.50,
    "cut lists": 0.22,
    "smaller": -0.43,
    "larger": 0.21,
    "bearers": -0.39,
    "rare name": 1.24,
}
