"""What each feature counts for: what it adds to the log-odds that two groups of mentions are one person.

Learned by logistic regression on the pairs that stand to be joined while the authors of
the AMiner set of 110 names are grouped (titles, venues, co-authors, some affiliations),
every name counting the same. What that set does not have is set by reason: categories
like venues but weaker, since there are few of them; an address is all but an identifier;
and a rare name is one person unless something speaks against it.
"""

from __future__ import annotations

BIAS = -1.69
"""The log-odds for two groups of one name of which nothing is known."""
WEIGHTS: dict[str, float] = {
    "co-authors": -1.88,
    "closest co-authors": 0.84,
    "circle": 10.19,
    "closest circle": 12.62,
    "topic": 6.00,
    "closest topic": 4.70,
    "topic of many": 5.31,
    "venue": 3.68,
    "category": 1.50,
    "other category": -0.60,
    "affiliation": 3.95,
    "other affiliation": -1.01,
    "e-mail": 6.00,
    "years": 0.30,
    "full name": 0.98,
    "loose name": -0.82,
    "alone": 0.93,
    "cut lists": 1.00,
    "smaller": -0.16,
    "larger": 0.28,
    "circles": -0.62,
    "bearers": -0.36,
    "rare name": 1.00,
}
