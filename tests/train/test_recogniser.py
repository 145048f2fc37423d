"""The recogniser's training: a few texts, a small encoder drawn at random, and files that can be read with."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kg.cli import main
from kg.extract import candidates_of
from kg.extract._encoder import GRAPH, HEADS, PIECES, loaded
from kg.extract._features import Surroundings
from kg.extract._weigh import MODEL, from_bytes
from kg.train import _pieces
from kg.vocabulary import Vocabulary

NAMES = ["zonal folding", "quill pruning", "mesh routing", "tide hashing", "leaf pooling", "knot search", "fern tiling"]


def gold(folder: Path) -> Path:
    """Texts that name a method and hardware, some of them in the part set apart."""
    records = []
    for number in range(20):
        name = NAMES[number % len(NAMES)]
        rest = {"core": True, "optional": False}
        found = {"label": name, "types": ["Method", "Model"], "roles": ["proposes"], **rest}
        other = {"label": "large machines", "types": ["Hardware"], "roles": ["uses"], **rest}
        text = f"We propose {name} for large machines. Its value is a matter of taste."
        records.append({"id": f"r{number}", "title": "A quiet title", "abstract": text, "entities": [found, other]})
    ends = {hashlib.sha1(str(each["id"]).encode(), usedforsecurity=False).hexdigest()[-1] in "0123" for each in records}
    assert ends == {True, False}
    (folder / "gold.json").write_text(json.dumps(records))
    return folder


def small(folder: Path) -> Path:
    """A folder like that of all-MiniLM-L6-v2, with the pieces that are kept and weights of chance."""
    torch, tensors = pytest.importorskip("torch"), pytest.importorskip("safetensors.torch")
    torch.manual_seed(1)
    pieces = _pieces.kept()
    special = [{"id": n, "content": p, "special": True, "normalized": False} for n, p in enumerate(pieces[:5])]
    plain = {"single_word": False, "lstrip": False, "rstrip": False}
    tokenizer = {
        "version": "1.0",
        "added_tokens": [each | plain for each in special],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": {piece: number for number, piece in enumerate(pieces)},
        },
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    shapes = {
        "embeddings.word_embeddings.weight": (len(pieces), 384),
        "embeddings.position_embeddings.weight": (512, 384),
        "embeddings.token_type_embeddings.weight": (2, 384),
        "embeddings.LayerNorm.weight": (384,),
        "embeddings.LayerNorm.bias": (384,),
    }
    linear = {"attention.self.query": 384, "attention.self.key": 384, "attention.self.value": 384}
    for layer in range(6):
        at = f"encoder.layer.{layer}"
        for name in (*linear, "attention.output.dense"):
            shapes |= {f"{at}.{name}.weight": (384, 384), f"{at}.{name}.bias": (384,)}
        shapes |= {f"{at}.intermediate.dense.weight": (1536, 384), f"{at}.intermediate.dense.bias": (1536,)}
        shapes |= {f"{at}.output.dense.weight": (384, 1536), f"{at}.output.dense.bias": (384,)}
        for norm in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes |= {f"{at}.{norm}.weight": (384,), f"{at}.{norm}.bias": (384,)}
    drawn = {n: torch.ones(s) if "LayerNorm.weight" in n else torch.randn(s) * 0.02 for n, s in shapes.items()}
    tensors.save_file(drawn, folder / "model.safetensors")
    return folder


def texts(folder: Path) -> Path:
    """Records without annotations, one of them in the gold, one without an abstract."""
    records = [{"title": f"On {name}", "abstract": f"We propose {name}. It is fast."} for name in NAMES]
    records += [{"title": "A quiet title", "abstract": "It is in the gold."}, {"title": "No more than a title"}]
    (folder / "texts.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records))
    return folder / "texts.jsonl"


@pytest.mark.parametrize("taught", [False, True])
def test_one_epoch_gives_files_that_texts_are_read_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, taught: bool
) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed: the recogniser is not trained here")
    pytest.importorskip("onnx", reason="onnx is not installed: the recogniser is not trained here")
    source, begun = tmp_path / "gold", tmp_path / "begun"
    source.mkdir()
    begun.mkdir()
    command = ["train", "recogniser", "--data", str(gold(source)), "--encoder", str(small(begun)), "--steps", "1"]
    command += ["--texts", str(texts(tmp_path))] if taught else []
    assert main([*command, "-o", str(tmp_path / "out")]) == 0
    assert ("7 texts without annotations" in capsys.readouterr().err) is taught
    assert {path.name for path in (tmp_path / "out").iterdir()} == {GRAPH, HEADS, PIECES, MODEL}
    assert sum(path.stat().st_size for path in (tmp_path / "out").iterdir()) < 20_000_000
    around = Surroundings(*candidates_of("A title", "We propose reed mapping for large machines.", Vocabulary({})))
    judged = loaded(tmp_path / "out").judged(around)
    assert len(judged.types) == len(around.spans) > 0
    assert from_bytes((tmp_path / "out" / MODEL).read_bytes()).types.index


def test_it_wants_an_encoder_to_begin_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "recogniser", "--data", str(gold(tmp_path))]) == 2
    assert "--encoder: missing" in capsys.readouterr().err


def test_others_begin_with_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "phrases", "--data", str(tmp_path), "--encoder", str(tmp_path)]) == 2
    assert "phrases takes none" in capsys.readouterr().err


def test_the_list_of_pieces_has_what_every_text_needs() -> None:
    pieces = _pieces.kept()
    assert pieces[:5] == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    assert len(pieces) == len(set(pieces)) == 14_000
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    assert {*letters, *(f"##{letter}" for letter in letters)} <= set(pieces)
