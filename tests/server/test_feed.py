"""A feed shows every reader the same events, whenever it comes and however slowly it reads."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from consilium.server.feed import Feed
from consilium.types.event import Event


def event(seq: int) -> Event:
    return Event("run", seq, "", "warning", data={"message": str(seq)})


async def read(feed: Feed, after: int, naps: int) -> list[int]:
    """A reader that starts after ``after`` and sleeps between events."""
    seen = []
    async for one in feed.after(after):
        seen.append(one.seq)
        for _ in range(naps):
            await asyncio.sleep(0)
    return seen


@given(
    first=st.integers(1, 20),
    before=st.integers(0, 10),
    later=st.integers(0, 20),
    readers=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=6),
)
def test_every_reader_sees_a_suffix_without_gap_or_repetition(
    first: int, before: int, later: int, readers: list[tuple[int, int]]
) -> None:
    last = first + before + later - 1

    async def scene() -> None:
        feed = Feed(first)
        for seq in range(first, first + before):
            feed.push(event(seq))
        tasks = [asyncio.create_task(read(feed, after, naps)) for after, naps in readers]
        for seq in range(first + before, last + 1):
            await asyncio.sleep(0)
            feed.push(event(seq))
        feed.end()
        for (after, _), seen in zip(readers, await asyncio.gather(*tasks), strict=True):
            assert seen == list(range(max(first, after + 1), last + 1))
        assert feed.readers == 0

    asyncio.run(scene())


async def test_a_reader_that_leaves_is_no_longer_counted() -> None:
    feed = Feed()
    feed.push(event(1))
    reader = feed.after(0)
    assert (await anext(reader)).seq == 1
    assert feed.readers == 1
    await reader.aclose()
    assert feed.readers == 0
