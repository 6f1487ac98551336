"""How the matching of two editions grows: up to 5,000 items against 5,000.

Run ``python benchmarks/bench_diff.py``. The rows are made up, in three kinds:

- prose: 500 characters an item, 30 % edited, 2 % removed, 2 % added;
- edited: the same, and every response edited, so that no item is equal to another;
- family: one sentence of boilerplate with a number in it, 2 % edited, 2 % removed, 2 % added.

``ratio`` is the processor's time against half as many items: 2 is linear, 4 is quadratic. ``right`` is the share of
items that were paired with themselves, or left alone where they came or went. Times differ between machines; the ratio
should not.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # so that it runs from a checkout that is not installed

from pipeline.match import match_items
from pipeline.model import Item

SIZES = (625, 1250, 2500, 5000)
WORDS = [
    *(
        "職員",
        "研修",
        "業務",
        "県庁",
        "会議",
        "推進",
        "検討",
        "実施",
        "予定",
        "令和",
        "年度",
        "市町村",
        "連携",
        "課題",
        "対応",
    ),
    *(
        "制度",
        "活用",
        "電子",
        "決裁",
        "広報",
        "発信",
        "住民",
        "参加",
        "データ",
        "公開",
        "人材",
        "育成",
        "組織",
        "改革",
        "働き方",
    ),
    *(
        "上司",
        "評価",
        "防災",
        "観光",
        "交通",
        "福祉",
        "医療",
        "教育",
        "農業",
        "漁業",
        "林業",
        "デジタル",
        "する",
        "した",
        "ため",
    ),
    *"をのがにでと。、",
]

Texts = tuple[str, str, str]  # heading, issue, response


def sentence(chance: random.Random, words: int) -> str:
    """Return a made-up text."""
    return "".join(chance.choices(WORDS, k=words))


def edit(chance: random.Random, text: str) -> str:
    """Return the text with up to 20 characters of it replaced."""
    place = chance.randrange(len(text))
    return text[:place] + sentence(chance, 5) + text[place + chance.randint(0, 20) :]


def prose(chance: random.Random, _: int) -> Texts:
    """Return an item of some 500 characters."""
    heading = sentence(chance, 3)
    return heading, f"【{heading}】\n・{sentence(chance, 130)}", sentence(chance, 110)


def family(_: random.Random, identity: int) -> Texts:
    """Return one of many items that differ in a number alone."""
    return "道路の整備", f"【道路の整備】\n・第{identity}号線の舗装を打ち換えること。", "・関係課と協議し、検討する。"


def make_editions(
    size: int, make: Callable[[random.Random, int], Texts], edited: float, *, every_response: bool
) -> tuple[list[Item], list[Item]]:
    """Return two editions of that size; an item's ``category`` is who it is, which matching is not to see."""
    chance = random.Random(size)  # noqa: S311 - made-up rows, no secrets
    old = [(identity, make(chance, identity)) for identity in range(size)]
    new: list[tuple[int, Texts]] = []
    for identity, (heading, issue, response) in old:
        fate = chance.random()
        if fate < 0.02:
            continue
        if fate < 0.04:
            new.append((size + identity, make(chance, size + identity)))
        if fate < edited:
            issue = edit(chance, issue)  # noqa: PLW2901 - the newer text of the same item
        if fate < edited or every_response:
            response = edit(chance, response)  # noqa: PLW2901
        new.append((identity, (heading, issue, response)))
    return [to_item(place, *row) for place, row in enumerate(old, 1)], [
        to_item(place, *row) for place, row in enumerate(new, 1)
    ]


def to_item(place: int, identity: int, texts: Texts) -> Item:
    """Return a row; its page number, which nobody compares, is who it is."""
    heading, issue, response = texts
    return Item(
        ordinal=place, number=str(place), policy_area="県庁組織", policy_area_ditto=False, category="人材",
        category_ditto=False, heading=heading, issue=issue, source="第2回PT 委員発言", status_mark="△",
        status_label="継続中", status="continuing", response=response, divisions=("人事課",), has_marks=False,
        page_number=identity, page_number_last=identity, extra={},
    )  # fmt: skip


def measure(old: list[Item], new: list[Item]) -> tuple[float, float, float]:
    """Return the seconds that matching takes, by the clock and of the processor, and the share of right matches."""
    start, busy_start = time.perf_counter(), time.process_time()
    matches = match_items(old, new, "older")
    seconds, busy = time.perf_counter() - start, time.process_time() - busy_start
    before, after = {row.ordinal: row.page_number for row in old}, {row.ordinal: row.page_number for row in new}
    stayed = set(before.values()) & set(after.values())
    right = 0
    for match in matches:
        one, other = before.get(match.from_ordinal or 0), after.get(match.to_ordinal or 0)
        right += (
            one == other if one is not None and other is not None else (one if other is None else other) not in stayed
        )
    return seconds, busy, right / len(matches)


def main() -> None:
    """Print the table."""
    measure(*make_editions(100, prose, 0.3, every_response=False))  # imports are not what is measured
    print("kind     old   new    seconds      cpu  ratio  right")  # noqa: T201 - a table for people
    for kind, make, edited, every_response in (
        ("prose", prose, 0.3, False),
        ("edited", prose, 0.3, True),
        ("family", family, 0.06, False),
    ):
        before = None
        for size in SIZES:
            editions = make_editions(size, make, edited, every_response=every_response)
            seconds, busy, right = measure(*editions)
            ratio = f"{busy / before:5.1f}" if before else "     "
            counts = f"{len(editions[0]):5} {len(editions[1]):5}"
            print(f"{kind:7}{counts}    {seconds:7.2f}  {busy:7.2f}  {ratio}  {right:.1%}")  # noqa: T201
            before = busy


if __name__ == "__main__":
    main()
