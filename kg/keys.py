"""Normal forms under which two ways of writing count as the same, and short names made from them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_BREAKS = re.compile(r"[^\w+#]+")
_CAPITALS = re.compile(r"\b([A-Z0-9-]{2,})s\b")
_CAPITAL_S = re.compile(r"[A-Z0-9-]s\b")
"""What is at the end of each: to look for it is quick."""
_IES = re.compile(r"[a-z][^aeiou\W]ies$")
_ES = re.compile(r"[a-z](?:x|ch|sh|ss)es$")
_S = re.compile(r"[a-z0-9]{2}[^sui\W]s$")
_BETWEEN_NUMBERS = re.compile(r"(?<!\d) | (?!\d)")
_LATEX = re.compile(r"\\[A-Za-z]+|[$\\{}^~]")


def normal(text: str) -> str:
    """The text in compatibility form, case folded, each run of marks one blank; `+` and `#` stay.

    >>> normal("Post-Training  Quantization"), normal("C++"), normal("C#")
    ('post training quantization', 'c++', 'c#')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _BREAKS.sub(" ", folded.replace("_", " ")).strip() or folded.strip()


@lru_cache(maxsize=1 << 16)
def name_form(name: str) -> str:
    """The normal form of a thing's name, with a simple plural of its last word folded.

    >>> [name_form(name) for name in ("Vision Transformers", "GPUs", "corpus", "GPT-4", "C++", "libraries")]
    ['vision transformer', 'gpu', 'corpus', 'gpt 4', 'c++', 'library']
    """
    found = normal(name if name.islower() or not _CAPITAL_S.search(name) else _CAPITALS.sub(r"\1", name))
    if not found.endswith("s"):
        return found
    end = found[-5:]
    if end.endswith("ies") and _IES.search(end):
        return found[:-3] + "y"
    if end.endswith("es") and _ES.search(end):
        return found[:-2]
    return found[:-1] if _S.search(end) else found


@lru_cache(maxsize=1 << 17)
def solid(form: str) -> str:
    """The form of a name without blanks, but for those between two numbers.

    >>> solid("llama 2 70b"), solid("res net 50"), solid("llama 3.1 8b")
    ('llama2 70b', 'resnet50', 'llama3.1 8b')
    """
    return _BETWEEN_NUMBERS.sub("", form) if " " in form else form


def title_key(title: str) -> str:
    r"""The normal form of a title, LaTeX commands left out.

    >>> title_key(r"Geo$^\\textbf{2}$: Geometry-Guided")
    'geo2 geometry guided'
    """
    return normal(_LATEX.sub("", title)) or normal(title)


def digest(text: str, length: int = 10) -> str:
    """The first hexadecimal digits of the text's SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(text: str, length: int = 48) -> str:
    """A readable ASCII name of at most `length` characters; different texts can share one.

    >>> slug("RPTQ: Reorder-based Quantization")
    'rptq-reorder-based-quantization'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return whole if len(whole) <= length else whole[:length].rpartition("-")[0] or whole[:length]


def readable_key(text: str) -> str:
    """A name that is readable and never shared by two texts: slug and hash."""
    return "-".join(part for part in (slug(text), digest(text)) if part)
