"""Which properties name a thing."""

LABELS = ("skos:prefLabel", "foaf:name", "dcterms:title", "rdfs:label", "skos:altLabel", "skos:notation")
"""The properties that name a thing, the best first."""
