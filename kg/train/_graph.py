"""The encoder as an ONNX graph of plain operators, and that graph with whole numbers for weights.

ONNX: https://onnx.ai/onnx/operators/ (operator set 17). A graph takes the numbers of a
text's pieces and gives a state for each.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

OPERATORS, FORMAT = 17, 8
EPSILON = 1e-12
_ROOT = 0.7071067811865476


class Graph:
    """A graph that grows node by node; each node gives the name of what comes out."""

    def __init__(self, weights: Mapping[str, npt.NDArray[np.float32]]) -> None:
        """Begin with nothing but the weights that nodes ask for by name."""
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: dict[str, TensorProto] = {}

    def constant(self, name: str, array: npt.NDArray[np.generic]) -> str:
        """The name of an array in the graph."""
        self.constants.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def weight(self, name: str) -> str:
        """The name of one of the weights in the graph; a matrix is turned, since states are rows."""
        return self.constant(name, self.weights[name].T)

    def node(self, operator: str, *inputs: str, **attributes: object) -> str:
        """The name of what an operator makes of its inputs."""
        name = f"{operator}.{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, states: str, name: str) -> str:
        """States times a matrix, and a bias."""
        return self.node("Add", self.node("MatMul", states, self.weight(f"{name}.weight")), self.weight(f"{name}.bias"))

    def norm(self, states: str, name: str) -> str:
        """States of mean 0 and variance 1, scaled and moved."""
        return self.node(
            "LayerNormalization", states, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), epsilon=EPSILON
        )


def graph(weights: Mapping[str, npt.NDArray[np.float32]], layers: int, heads: int) -> ModelProto:
    """The graph of an encoder with these weights, which are named as in `kg.train._reader.Encoder`."""
    width = weights["words.weight"].shape[1]
    made = Graph(weights)
    count = made.node("Shape", "pieces")
    places = made.constant("places", weights["places.weight"])
    words = made.node("Gather", made.constant("words", weights["words.weight"]), "pieces")
    states = made.node("Add", words, made.node("Slice", places, made.constant("zero", np.array([0])), count))
    states = made.norm(states, "norm")
    for layer in range(layers):
        states = _layer(made, states, f"layers.{layer}", width // heads)
    made.node("Identity", states)
    made.nodes[-1].output[0] = "states"
    taken = helper.make_tensor_value_info("pieces", TensorProto.INT64, ["count"])
    given = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["count", width])
    whole = helper.make_graph(made.nodes, "encoder", [taken], [given], list(made.constants.values()))
    return helper.make_model(whole, opset_imports=[helper.make_opsetid("", OPERATORS)], ir_version=FORMAT)


def _layer(made: Graph, states: str, name: str, width: int) -> str:
    """What a layer makes of states: each looks at all, then at itself."""
    query, key, value = (
        made.node("Reshape", made.linear(states, f"{name}.{part}"), made.constant("split", np.array([0, -1, width])))
        for part in ("query", "key", "value")
    )
    query, value = (made.node("Transpose", part, perm=[1, 0, 2]) for part in (query, value))
    key = made.node("Transpose", key, perm=[1, 2, 0])
    scale = made.constant("scale", np.array(width**-0.5, dtype=np.float32))
    looks = made.node("Softmax", made.node("Mul", made.node("MatMul", query, key), scale), axis=-1)
    seen = made.node("Transpose", made.node("MatMul", looks, value), perm=[1, 0, 2])
    seen = made.node("Reshape", seen, made.constant("join", np.array([0, -1])))
    states = made.norm(made.node("Add", states, made.linear(seen, f"{name}.out")), f"{name}.n1")
    inner = made.linear(states, f"{name}.up")
    half = made.node("Mul", inner, made.constant("half", np.array(0.5, dtype=np.float32)))
    root = made.node("Div", inner, made.constant("root", np.array(_ROOT**-1, dtype=np.float32)))
    one = made.node("Add", made.node("Erf", root), made.constant("one", np.array(1, dtype=np.float32)))
    again = made.linear(made.node("Mul", half, one), f"{name}.down")
    return made.norm(made.node("Add", states, again), f"{name}.n2")


def in_whole_numbers(model: ModelProto) -> bytes:
    """The graph's file with weights of eight bits; what flows through it is made whole where it is multiplied."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        exact, whole = Path(folder, "exact.onnx"), Path(folder, "whole.onnx")
        onnx.save(model, exact)
        quantize_dynamic(exact, whole, weight_type=QuantType.QInt8, per_channel=True)
        return whole.read_bytes()
