"""A function over chunks, in this process or in several, with the answers in order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

import numpy as np  # noqa: F401 its library of matrices has to be there to be limited
from threadpoolctl import threadpool_limits

T = TypeVar("T")
R = TypeVar("R")


@contextmanager
def one_thread() -> Iterator[None]:
    """Products of matrices by one thread: its order of sums is always the same, and the matrices are small here."""
    with threadpool_limits(limits=1, user_api="blas"):
        yield


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of `size`, the last one shorter.

    >>> list(chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def over(
    function: Callable[[list[T]], list[R]],
    pieces: Iterable[list[T]],
    jobs: int,
    *,
    light: Callable[[list[T]], bool] = lambda _: False,
) -> Iterator[R]:
    """What the function gives for each piece, in the order of pieces, whatever the number of processes.

    A single piece, and one that is `light`, is worked in this process, since starting others costs a second;
    at most twice as many pieces as processes are held at a time. A process that dies
    raises `concurrent.futures.process.BrokenProcessPool`.
    """
    iterator = iter(pieces)
    first = list(islice(iterator, 2))
    if jobs <= 1 or len(first) < 2:
        for piece in chain(first, iterator):
            yield from function(piece)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_with_one_thread) as pool:
        waiting: deque[Future[list[R]]] = deque()
        try:
            for piece in chain(first, iterator):
                waiting.append(_done(function(piece)) if light(piece) else pool.submit(function, piece))
                if len(waiting) >= 2 * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _with_one_thread() -> None:
    """Limit the threads of a process for as long as it runs."""
    threadpool_limits(limits=1, user_api="blas")


def _done(result: list[R]) -> Future[list[R]]:
    """A future that holds its result already."""
    made: Future[list[R]] = Future()
    made.set_result(result)
    return made
