"""What stands before a speaker's name and tells whom they speak for: NPO法人とやま 佐藤花子委員.

A narrow column breaks a cell anywhere, so that forms are read without white space. Here it tells: what stands between
a body and a name was printed, and nothing else divides とやま from 佐藤.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.tag.source_forms import read_forms
from pipeline.vocabulary.roles import LONGEST_FAMILY, ends_as_body, is_proper_name, role_vocabulary
from pipeline.writing.characters import HAN, Compact, compact

LONGEST_GIVEN = 6
"""Characters of a name, or of one half of it, that stands alone before a role."""

_TOKEN = re.compile(r"\S+")
_DIVIDED = re.compile(r"[\d０-９、,，・/／;；:：。「」『』\[\]【】~～〜]|第|回")


def without_bodies(text: str) -> Compact:
    """Return the text as ``compact`` does, without the bodies before speakers; a name's first letter is where they are.

    So a stretch that begins with a name was read from the body on.
    """
    packed = compact(text)
    tokens = list(_TOKEN.finditer(text))
    if not any(_name_with_role().match(token[0]) for token in tokens[1:]):
        return packed
    left_out: set[int] = set()
    begins: dict[int, int] = {}
    index = 0
    while index < len(tokens):
        name = _name_after_bodies([token[0] for token in tokens[index:]])
        if name:
            start, end = tokens[index].start(), tokens[index + name].start()
            left_out.update(range(start, end))
            begins[end] = start
        index += max(name, 1)
    if not begins:
        return packed
    kept = [place for place, offset in enumerate(packed.offsets) if offset not in left_out]
    offsets = [packed.offsets[place] for place in kept]
    return Compact("".join(packed.text[place] for place in kept), tuple(begins.get(each, each) for each in offsets))


def _name_after_bodies(tokens: Sequence[str]) -> int:
    """Return how many tokens are bodies and callings, before a name with its role; 0 where no name follows them."""
    count = 0
    while count < len(tokens) - 1 and _is_body(tokens[count]):
        count += 1
    if not count:
        return 0
    is_name = _name_with_role().match(tokens[count]) or (
        len(tokens) > count + 1 and len(tokens[count]) <= LONGEST_FAMILY and _name_with_role().match(tokens[count + 1])
    )
    return count if is_name else 0


@cache
def _name_with_role() -> re.Pattern[str]:
    roles = "|".join(map(re.escape, sorted(role_vocabulary().roles, key=len, reverse=True)))
    return re.compile(rf"(?!{roles})[{HAN}ヶケノぁ-ゖァ-ヺー]{{1,{LONGEST_GIVEN}}}?(?:{roles})(?!会)")


@lru_cache(1024)  # the same few words stand in many cells
def _is_body(token: str) -> bool:
    """Return whether a token is a body or a calling: by its ending, or as a longer word that is nothing else."""
    if _DIVIDED.search(token):
        return False
    if ends_as_body(token):
        return True
    is_unknown = len(token) > LONGEST_FAMILY and all(form.kind in ("unread", "filler") for form in read_forms(token))
    return is_unknown and not is_proper_name(token)
