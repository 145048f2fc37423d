"""What the last word of a name says of its kind: a "... dataset" is a dataset."""

from __future__ import annotations

from kg.model import EntityType

_HEADS = {
    EntityType.DATASET: "dataset datasets benchmark benchmarks corpus corpora suite testbed",
    EntityType.MODEL: "model models network networks transformer transformers autoencoder autoencoders lm lms",
    EntityType.HARDWARE: (
        "processor processors gpu gpus cpu cpus fpga fpgas memory memories chip chips asic asics device devices "
        "sensor sensors crossbar enclave unit units circuit circuits dram sram"
    ),
    EntityType.METRIC: (
        "accuracy latency throughput error errors rate ratio score precision recall efficiency overhead speedup "
        "bandwidth perplexity energy distance index loss"
    ),
    EntityType.TASK: (
        "recognition classification detection segmentation generation translation answering prediction estimation "
        "synthesis summarization retrieval reasoning forecasting tracking localization reconstruction parsing "
        "task tasks"
    ),
    EntityType.TOPIC: "learning computing vision security privacy science systems design automation",
    EntityType.SOFTWARE: "library toolkit tool tools package compiler language simulator software api",
    EntityType.ORGANIZATION: "university institute company laboratory association agency",
    EntityType.VENUE: "conference workshop symposium journal",
}
_OF_WORD = {word: kind for kind, words in _HEADS.items() for word in words.split()}


def type_of(name: str, otherwise: EntityType = EntityType.METHOD) -> EntityType:
    """The kind that the name's last word tells.

    >>> type_of("graph neural network").value, type_of("twin uniform quantization").value
    ('Model', 'Method')
    """
    words = name.lower().replace("-", " ").split()
    return _OF_WORD.get(words[-1], otherwise) if words else otherwise
