"""Work in several processes, and by one thread each."""

from __future__ import annotations

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from kg.parallel import one_thread, over

assert np.__version__  # what is limited has to be loaded


def threads(_: object = None) -> list[int]:
    """How many threads each library for matrices takes that is loaded here."""
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


def test_matrices_are_multiplied_by_one_thread_while_it_is_asked_for() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = threads()
        with one_thread():
            assert set(threads()) == {1}
        assert threads() == before


def test_other_processes_have_one_thread_each() -> None:
    found = list(over(threads, [[1], [2], [3]], jobs=2))
    assert set(found) == {1}
