"""Where other registries speak of the same papers, people and institutions: the IRIs that a graph links to.

`owl:sameAs` leads to an IRI that is a name of the very thing: a DOI, a work of OpenAlex,
a key of DBLP, an ORCID iD. `rdfs:seeAlso` leads to a page about it, as arXiv, PubMed,
Semantic Scholar and the ACL Anthology have. Identifiers are percent-encoded as the DOI
handbook demands, so that <, >, #, ? and % in one are a part of its name
(https://www.doi.org/doi-handbook/HTML/encoding-rules-for-urls.html).
"""

from __future__ import annotations

from urllib.parse import quote

from msgspec import Struct

from kg.describe.quads import iri
from kg.model import Identifier

Link = tuple[str, str]
"""A property and the IRI that it leads to, in brackets."""

_IN_PATHS = "/:;()@!$'*,=&~"
"""What may stand in the path of an IRI as it is, beside letters, digits and -._"""
_PAPERS = {
    "acl": ("rdfs:seeAlso", "https://aclanthology.org/{}/"),
    "arxiv": ("rdfs:seeAlso", "https://arxiv.org/abs/{}"),
    "dblp": ("owl:sameAs", "https://dblp.org/rec/{}"),
    "doi": ("owl:sameAs", "https://doi.org/{}"),
    "openalex": ("owl:sameAs", "https://openalex.org/{}"),
    "pmcid": ("rdfs:seeAlso", "https://pmc.ncbi.nlm.nih.gov/articles/{}/"),
    "pmid": ("rdfs:seeAlso", "https://pubmed.ncbi.nlm.nih.gov/{}/"),
    "s2": ("rdfs:seeAlso", "https://www.semanticscholar.org/paper/{}"),
}
_PEOPLE = {
    "dblp": "https://dblp.org/pid/{}",
    "openalex": "https://openalex.org/{}",
    "orcid": "https://orcid.org/{}",
    "s2": "https://www.semanticscholar.org/author/{}",
}
_CORPUS = "https://api.semanticscholar.org/CorpusID:{}"
"""Where Semantic Scholar's number of a paper leads, which is not its hash."""


class Registry(Struct, frozen=True):
    """A data set of others: its name, and how its IRIs begin."""

    title: str
    space: str


REGISTRIES = (
    Registry("ACL Anthology", "https://aclanthology.org/"),
    Registry("arXiv", "https://arxiv.org/"),
    Registry("DBLP", "https://dblp.org/"),
    Registry("DOI", "https://doi.org/"),
    Registry("MeSH", "http://id.nlm.nih.gov/mesh/"),
    Registry("OpenAlex", "https://openalex.org/"),
    Registry("ORCID", "https://orcid.org/"),
    Registry("paperkg vocabularies", "https://w3id.org/paperkg/vocabulary/"),
    Registry("PubMed", "https://pubmed.ncbi.nlm.nih.gov/"),
    Registry("PubMed Central", "https://pmc.ncbi.nlm.nih.gov/"),
    Registry("QUDT units", "http://qudt.org/vocab/unit/"),
    Registry("ROR", "https://ror.org/"),
    Registry("Semantic Scholar", "https://www.semanticscholar.org/"),
    Registry("Semantic Scholar, by corpus number", "https://api.semanticscholar.org/"),
    Registry("Wikidata", "http://www.wikidata.org/entity/"),
)
LINKING = ("owl:sameAs", "rdfs:seeAlso", "skos:exactMatch", "kg:institution", "kg:standardUnit")
"""The properties that lead out of a graph to what others say."""


def of_paper(identifier: Identifier) -> Link | None:
    """What links a paper to where it is under an identifier; `None` for a scheme of which no IRIs are known.

    >>> of_paper(Identifier("doi", "10.1002/(sici)1097<1::aid>3.0.co;2-o"))
    ('owl:sameAs', '<https://doi.org/10.1002/(sici)1097%3C1::aid%3E3.0.co;2-o>')
    """
    if identifier.scheme not in _PAPERS:
        return None
    name, address = _PAPERS[identifier.scheme]
    if identifier.scheme == "s2" and identifier.value.isdecimal() and len(identifier.value) < 40:
        address = _CORPUS
    return name, _filled(address, identifier.value)


def of_person(identifier: Identifier) -> Link | None:
    """What links a person to what a registry calls them; `None` for a scheme of which no IRIs are known."""
    address = _PEOPLE.get(identifier.scheme)
    return ("owl:sameAs", _filled(address, identifier.value)) if address else None


def institution(ror: str) -> Link:
    """What links an authorship to the institution of an identifier of ROR."""
    return "kg:institution", _filled("https://ror.org/{}", ror)


def registry(thing: str) -> Registry:
    """The data set that an IRI (in brackets) is in; one that is not known is called after its host.

    >>> registry("<http://www.wikidata.org/entity/Q42>").title, registry("<https://example.org/a/b>").space
    ('Wikidata', 'https://example.org/')
    """
    text = thing.strip("<>")
    known = next((each for each in REGISTRIES if text.startswith(each.space)), None)
    if known:
        return known
    scheme, _, rest = text.partition("://")
    return Registry(rest.split("/")[0], f"{scheme}://{rest.split('/')[0]}/") if rest else Registry(scheme, f"{scheme}:")


def _filled(address: str, value: str) -> str:
    return iri(address.format(quote(value, safe=_IN_PATHS, errors="surrogatepass")))
