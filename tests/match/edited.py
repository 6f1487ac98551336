"""Made-up editions, edited at random with known truth: which row is which, whatever was rewritten around it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.match import match_items
from pipeline.model import Item
from tests.edition_records import item

NOUNS = [
    "研修",
    "窓口",
    "広報",
    "道路",
    "公園",
    "電子決裁",
    "備蓄",
    "防災",
    "観光",
    "図書館",
    "会議",
    "予算",
    "採用",
    "人事",
    "駐車場",
    "相談",
    "申請",
    "給付",
    "保育",
    "介護",
    "学校",
    "統計",
    "契約",
    "庁舎",
    "情報",
    "税",
    "水道",
    "交通",
    "農業",
    "林業",
]
VERBS = [
    "見直す",
    "設ける",
    "広げる",
    "改める",
    "整える",
    "進める",
    "増やす",
    "減らす",
    "公開する",
    "統合する",
    "移す",
    "支える",
    "学ぶ",
    "調べる",
    "測る",
]
WAYS = [
    "全庁的に",
    "早急に",
    "毎年",
    "段階的に",
    "市民と共に",
    "庁内で",
    "若手を中心に",
    "他の自治体に倣い",
    "費用を抑えて",
]
DIVISIONS = ["人事課", "財政課", "広報課", "総務課", "情報政策課", "道路課", "公園課", "防災課", "観光課", "福祉課"]
ANSWERS = ("の手引きを作成し、配布した。", "の試行を始めている。", "の課題を整理し、年度内に方針を示す。")


class Edits(NamedTuple):
    """How likely each row is to be edited so; ``shared`` is how many remarks several divisions answer."""

    remove: float = 0.03
    insert: float = 0.03
    move: float = 0.02
    rewrite: float = 0.2
    append: float = 0.3
    reword: float = 0.05
    shared: float = 0.3


class _Row(NamedTuple):
    identity: int
    values: dict[str, Any]


def _answer(source: random.Random) -> str:
    return "\n".join(f"・{source.choice(NOUNS)}{source.choice(ANSWERS)}" for _ in range(source.randint(1, 3)))


def _remarks(source: random.Random, edits: Edits, identity: Iterator[int]) -> Iterator[_Row]:
    """Yield the rows of one remark."""
    heading = f"{source.choice(NOUNS)}と{source.choice(NOUNS)}"
    sentences = [
        f"・{source.choice(WAYS)}{source.choice(NOUNS)}の{source.choice(NOUNS)}を{source.choice(VERBS)}べきである。"
        for _ in range(source.randint(1, 3))
    ]
    values = {
        "heading": heading, "issue": "\n".join([f"【{heading}】", *sentences]),
        "source": f"第{source.randint(1, 4)}回PT\n{source.choice(('加藤', '佐藤', '中村', '山本'))}委員発言",
        "policy_area": source.choice(("組織", "業務", "情報")), "category": source.choice(("人材", "環境", "発信")),
    }  # fmt: skip
    count = source.randint(2, 4) if source.random() < edits.shared else 1
    for division in source.sample(DIVISIONS, count):
        yield _Row(next(identity), {**values, "divisions": (division,), "response": _answer(source)})


def _edit(source: random.Random, rows: Sequence[_Row], edits: Edits, identity: Iterator[int]) -> Iterator[_Row]:
    reworded = {row.values["issue"]: source.random() < edits.reword for row in rows}
    for row in rows:
        if source.random() < edits.remove:
            continue
        if source.random() < edits.insert:
            yield from _remarks(source, edits._replace(shared=0.0), identity)
        values = dict(row.values)
        if source.random() < edits.rewrite:
            values["response"] = _answer(source)
        elif source.random() < edits.append:
            values["response"] += f"\n・{source.choice(NOUNS)}{source.choice(ANSWERS)}"
        if reworded[values["issue"]]:
            values["issue"] = values["issue"].replace("べきである", "よう求める")
        yield _Row(row.identity, values)


def wrong_matches(seed: int, edits: Edits, remarks: int = 20) -> list[str]:
    """Return what is wrong with the matches of one made-up pair of editions, in words."""
    source = random.Random(seed)  # noqa: S311 - not for secrets
    identity = iter(range(10_000))
    old = [row for _ in range(remarks) for row in _remarks(source, edits, identity)]
    new = list(_edit(source, old, edits, identity))
    for _ in range(int(edits.move * len(new))):
        new.insert(source.randrange(len(new)), new.pop(source.randrange(len(new))))
    matches = match_items(_items(old), _items(new), "x")
    found = {
        (old[m.from_ordinal - 1].identity, new[m.to_ordinal - 1].identity)
        for m in matches
        if m.from_ordinal is not None and m.to_ordinal is not None
    }
    stayed = {row.identity for row in old} & {row.identity for row in new}
    wrong = [f"{before} taken for {after}" for before, after in sorted(found) if before != after]
    return wrong + [f"{identity} not found" for identity in sorted(stayed - {before for before, _ in found})]


def _items(rows: Sequence[_Row]) -> list[Item]:
    return [item(place, **row.values) for place, row in enumerate(rows, 1)]
