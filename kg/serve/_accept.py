"""Which of several media types a request wants most.

RFC 9110, section 12.5.1.
"""

from __future__ import annotations

from collections.abc import Sequence


def best(offers: Sequence[str], accept: str) -> str | None:
    """The offer with the highest quality, the earlier of two; without a header the first, `None` if none is wanted.

    >>> best(["text/html", "text/turtle"], "text/turtle, text/*;q=0.5")
    'text/turtle'
    >>> best(["text/html", "text/turtle"], "image/png") is None
    True
    """
    if not accept.strip():
        return offers[0] if offers else None
    ranges = _ranges(accept)
    rated = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, offer = max(rated, default=(0.0, 0, ""))
    return offer if quality > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    """The quality of each range of the header; one that is malformed does not count."""
    found: dict[str, float] = {}
    for part in accept.split(",")[:100]:
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        try:
            found[media] = min(max(float(quality), 0.0), 1.0)
        except ValueError:
            continue
    return found


def _quality(offer: str, ranges: dict[str, float]) -> float:
    """The quality of the narrowest range that the offer is in."""
    for each in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if each in ranges:
            return ranges[each]
    return 0.0
