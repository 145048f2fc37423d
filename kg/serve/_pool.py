"""Warm processes that answer, and who may use them when.

A query begins in the quick lane. One that has used its slice of processor time and
is not done makes room: its process goes on with the lowest priority, as one of the
few long ones, and a fresh process takes its place. Where all long places are taken,
it is ended and waits in the long lane. A text that needed the long lane goes there at
once the next time; a form of query that is known to be quick does not stand in line
behind those that are on trial.

After M. Harchol-Balter, "Performance Modeling and Design of Computer Systems", 2013,
chapter 33 (foreground-background scheduling), with three queues.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from functools import cached_property

from kg.errors import KgError, QueryFailed, QueryTimeout, ServerBusy
from kg.serve._orders import Ask, Done, Question
from kg.serve._settings import Settings
from kg.serve._shape import shape
from kg.serve._worker import Worker

_LARGEST = 512 << 20
"""A process that holds more bytes than this after an answer is replaced."""
_REMEMBERED = 2_000
_AGAIN = 1.0
"""Seconds until a store that did not open is tried again."""
_FORGET = 300.0
"""Seconds after which a query that was long is tried again."""


class Memory:
    """The texts seen last, with when."""

    def __init__(self) -> None:
        """Know none."""
        self._seen: OrderedDict[str, float] = OrderedDict()

    def add(self, text: str) -> None:
        """Keep a text, and let go of the one kept longest."""
        self._seen[text] = asyncio.get_running_loop().time()
        self._seen.move_to_end(text)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def drop(self, text: str) -> None:
        """Forget a text."""
        self._seen.pop(text, None)

    def knows(self, text: str, *, within: float = float("inf")) -> bool:
        """Whether the text was kept, in the last so many seconds."""
        return asyncio.get_running_loop().time() - self._seen.get(text, float("-inf")) < within


class _Asked:
    """What is asked, and how far it is."""

    def __init__(self, order: Ask, text: str, *, trusted: bool) -> None:
        self.order = order
        self.text = text
        self.trusted = trusted
        self.begun = False

    @cached_property
    def shape(self) -> str:
        return "" if self.trusted else shape(self.text)


class Pool:
    """The processes, all on one state of the graph; `turn` has new ones take their places on another."""

    def __init__(self, settings: Settings) -> None:
        """Plan the lanes; `open` starts the processes."""
        self._limits = settings.limits
        self._quick = asyncio.Semaphore(settings.quick)
        self._trial = asyncio.Semaphore(max(1, settings.quick // 2))
        self._pages = asyncio.Semaphore(max(1, settings.quick - 2))
        self._long = asyncio.Semaphore(settings.long)
        self._size = settings.quick + 1
        self._idle: asyncio.Queue[Worker] = asyncio.LifoQueue()
        self._all: set[Worker] = set()
        self._tired: list[Worker] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._ends: set[asyncio.Task[None]] = set()
        self._slow, self._swift = Memory(), Memory()
        self._waiting = 0
        self._folder = ""
        self._turn = 0

    async def open(self, folder: str) -> None:
        """Have the processes hold the store of this folder; those on another end when they are done.

        `StoreError` when the store does not open; then all stays as it is.
        """
        turn = self._turn + 1
        first = await Worker.start(folder, self._limits.memory, turn=turn)
        old, self._turn, self._folder = list(self._all), turn, folder
        self._all.add(first)
        self._idle.put_nowait(first)
        for worker in old:
            if worker.alive:
                self._end(worker)
        for _ in range(self._size - 1):
            self._spawn()

    async def close(self) -> None:
        """End all processes; those that are being started too."""
        self._turn += 1
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in list(self._all):
            self._end(worker)
        await asyncio.gather(*self._ends)

    async def ask(self, questions: Sequence[Question], *, trusted: bool = False) -> tuple[bytes, ...]:
        """The answers, whole; what takes too long, too much or falls is an error of `kg.errors`.

        Our own questions are `trusted` to end: they have no slice. To cancel this ends the query.
        """
        if self._waiting >= self._limits.queue:
            raise ServerBusy("query", f"{self._waiting} others are waiting", do="come back later")
        self._waiting += 1
        order = Ask(tuple(questions), self._limits.size, self._limits.rows)
        asked = _Asked(order, "\n".join(question.text for question in questions), trusted=trusted)
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._answered(asked)
        except TimeoutError:
            raise self._late(asked) from None
        finally:
            self._waiting -= 1

    def _late(self, asked: _Asked) -> KgError:
        seconds = self._limits.seconds
        if asked.begun:
            return QueryTimeout("query", f"no answer within {seconds:g} s", do="ask for less")
        return ServerBusy("query", f"not begun within {seconds:g} s, as others are long", do="come back later")

    async def _answered(self, asked: _Asked) -> tuple[bytes, ...]:
        """The answer; when its process fell while another graph took the place of its own, from that one."""
        turn = self._turn
        try:
            return await self._once(asked)
        except QueryFailed as error:
            if type(error) is not QueryFailed or turn == self._turn:
                raise
            return await self._once(asked)

    async def _once(self, asked: _Asked) -> tuple[bytes, ...]:
        if asked.trusted or not self._slow.knows(asked.text, within=_FORGET):
            found = await self._in_quick_lane(asked)
            if found is not None:
                return found
        return await self._in_long_lane(asked)

    async def _in_quick_lane(self, asked: _Asked) -> tuple[bytes, ...] | None:
        """The answer; `None` when it is not done in its slice and there is no place to go on in."""
        swift = asked.trusted or self._swift.knows(asked.shape)
        lanes = [self._quick] if swift else [self._trial, self._quick]
        if len(asked.order.questions) > 1:  # a page's: they may be many and take long, and must not fill the lane
            lanes = [self._pages, self._quick]
        held = []
        try:
            for lane in lanes:
                await lane.acquire()
                held.append(lane)
            asked.begun = True
            return await self._tried(asked, held)
        finally:
            while held:
                held.pop().release()

    async def _tried(self, asked: _Asked, held: list[asyncio.Semaphore]) -> tuple[bytes, ...] | None:
        worker = await self._take()
        worker.busy = True  # from now on: another turn of the graph does not end it
        answer = asyncio.create_task(worker.ask(asked.order))
        try:
            if asked.trusted:
                return (await answer).bodies
            if await self._within_slice(worker, answer):
                bodies = answer.result().bodies
                self._swift.add(asked.shape)
                return bodies
            self._slow.add(asked.text)
            self._swift.drop(asked.shape)
            if self._long.locked():
                return None
            await self._long.acquire()  # at once, since it is not locked
            while held:
                held.pop().release()
            return await self._gone_on(worker, answer)
        finally:
            await self._put_back(worker, answer)

    async def _within_slice(self, worker: Worker, answer: asyncio.Task[Done]) -> bool:
        """Whether the answer is there before the process has used its slice of processor time (or ten in waiting)."""
        start = worker.seconds()
        for _ in range(10):
            await asyncio.wait({answer}, timeout=self._limits.slice)
            if answer.done():
                return True
            now = worker.seconds()
            if now is None or start is None or now - start >= self._limits.slice:
                return False
        return False

    async def _gone_on(self, worker: Worker, answer: asyncio.Task[Done]) -> tuple[bytes, ...]:
        """The answer of a process that goes on as a long one; its place in the long lane is held already."""
        worker.yield_way()
        self._spawn()
        try:
            return (await answer).bodies
        finally:
            self._long.release()

    async def _in_long_lane(self, asked: _Asked) -> tuple[bytes, ...]:
        asked.begun = False
        async with self._long:
            asked.begun = True
            worker = self._rested() or await self._take()
            worker.busy = True  # from now on: another turn of the graph does not end it
            if not worker.long:
                worker.yield_way()
                self._spawn()
            answer = asyncio.create_task(worker.ask(asked.order))
            try:
                return (await answer).bodies
            finally:
                await self._put_back(worker, answer)

    def _rested(self) -> Worker | None:
        """A process of low priority that has nothing to do."""
        while self._tired:
            worker = self._tired.pop()
            if worker.alive and worker.turn == self._turn:
                return worker
            self._end(worker)
        return None

    async def _take(self) -> Worker:
        """A process that is warm, now or soon."""
        while True:
            worker = await self._idle.get()
            if worker.alive and worker.turn == self._turn:
                return worker
            self._end(worker)
            if worker.turn == self._turn:
                self._spawn()

    async def _put_back(self, worker: Worker, answer: asyncio.Task[Done]) -> None:
        """Keep the process for the next query, or end it: it still works, is gone, has grown or is of an old turn."""
        if not answer.done():
            worker.end()
            answer.cancel()
        elif not answer.cancelled():
            answer.exception()  # the one who waits for it has it
        if worker.alive and worker.turn == self._turn and worker.resident < _LARGEST:
            if worker.long:
                self._tired.append(worker)
            else:
                self._idle.put_nowait(worker)
            return
        self._end(worker)
        if not worker.long and worker.turn == self._turn:
            self._spawn()

    def _end(self, worker: Worker) -> None:
        self._all.discard(worker)
        worker.end()
        task = asyncio.create_task(worker.gone())
        self._ends.add(task)
        task.add_done_callback(self._ends.discard)

    def _spawn(self) -> None:
        """Start another process, while we go on."""
        task = asyncio.create_task(self._start(self._turn))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self, turn: int) -> None:
        if sum(not worker.long for worker in self._all) >= self._size:
            return
        while turn == self._turn:
            try:
                worker = await Worker.start(self._folder, self._limits.memory, turn=turn)
            except KgError:  # as while a build puts another store in its place
                await asyncio.sleep(_AGAIN)
                continue
            self._all.add(worker)
            self._idle.put_nowait(worker)
            return
