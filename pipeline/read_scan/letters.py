"""The letters of a scanned line as they are meant: look-alikes by neighbours, kana by size, colours by dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.read_scan.picture import INK, spread
from pipeline.read_scan.recognise import SURE
from pipeline.writing.lookalikes import (
    by_context,
    is_ambiguous,
    kana_sizes,
    letters_with_variants,
    may_be_a_variant,
    mended,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.lines import TextLine
    from pipeline.read_scan.picture import Picture
    from pipeline.read_scan.recognise import Letter

TOLD_BY_CONTEXT = 0.9
"""The least confidence of a letter that its neighbours tell: the network wavers between shapes that are the same."""

VARIANT = 0.5
"""The confidence of 髙, for which the network gives 高 and is certain of it."""

COLOURED = 0.4
"""Of the light that a letter takes of the channel it takes most of: by how much less it takes of another, in colour."""

TINGED = 0.2
"""The same for a letter beside a coloured one. A scanner's black comes to 0.1."""

BLED = 0.1
"""Of a letter's width, at both sides: where ink of the letters beside it may be."""

FAINT_LETTER = 0.35
"""Of the ink of most letters of a line: what has less is a full stop, a comma or a bullet."""

GREY = 24
"""Of 255: where the channels of no dot differ by as much, nothing is coloured."""

FAINT = 0.12
"""Of the paper's light: what takes less of every channel is no ink."""

SMALL_BEGINS = 0.33
"""In ems, from a line's top: kana of which the ink begins lower are small."""

SURELY_LARGE = 0.1
"""The same: kana of which the ink begins higher are large."""

STROKE = 0.28
"""In ems: narrower ink is a part of a letter, as the right stroke of り."""

BLACK = "#000000"

_HUES = {"#ff0000": (1.0, 0.0, 0.0), "#0000ff": (0.0, 0.0, 1.0), "#008000": (0.0, 1.0, 0.0)}


def in_context(line: Sequence[Letter], above: str) -> list[Letter]:
    """Return the letters of a line with look-alikes told apart; ``above`` is the last letter of the line above."""
    places = [place for place, letter in enumerate(line) if letter.text.strip()]
    text = "".join(line[place].text[0] for place in places)
    found = list(line)
    for index, place in enumerate(places):
        if is_ambiguous(text[index]):
            meant = by_context(text, index, above)
            text = text[:index] + meant + text[index + 1 :]
            sure = max(found[place].confidence, TOLD_BY_CONTEXT)
            found[place] = found[place]._replace(text=meant, confidence=sure)
    for place, letter in zip(places, mended(text), strict=True):
        if letter != found[place].text[0]:
            found[place] = found[place]._replace(text=letter, others=())
    for index, place in enumerate(places):
        if text[index] in letters_with_variants():
            found[place] = _in_its_form(found[place], text[max(index - 1, 0) : index], text[index + 1 : index + 2])
    return found


def _in_its_form(letter: Letter, previous: str, following: str) -> Letter:
    """Return 高 as 髙 where the network holds that for possible at all, and the letters beside it do not rule it out.

    Of printed 髙 it gave 0.0007 to 0.03 to 髙, of 高 before a kanji 0.00003 to 0.0014.
    """
    forms = [text for text, _ in letter.others if text in letters_with_variants()]
    if forms and may_be_a_variant(letter.text, previous, following):
        return letter._replace(text=forms[0], confidence=VARIANT, others=())
    return letter if letter.confidence < SURE else letter._replace(others=())


def sized(picture: Picture, line: TextLine, letters: Sequence[Letter]) -> list[Letter]:
    """Return the letters with small and large kana told apart by where their ink begins: 橋りょう, not 橋りよう.

    The network sees both as they are, and wavers: a line of another size has the one where this has the other.
    """
    return [_sized(picture, line, letter) for letter in letters]


def _sized(picture: Picture, line: TextLine, letter: Letter) -> Letter:
    pair = kana_sizes(letter.text)
    if pair is None or letter.confidence >= SURE:
        return letter
    begins = _ink_begins(picture, line, (letter.left + letter.right) / 2)
    if begins is None:
        return letter
    if SURELY_LARGE * line.em <= begins <= SMALL_BEGINS * line.em:
        return letter  # ょ of a type for easy reading begins as high as よ of another
    text = pair[int(begins < SMALL_BEGINS * line.em)]
    sure = max(letter.confidence, SURE) if text == letter.text else TOLD_BY_CONTEXT
    return letter._replace(text=text, confidence=sure, others=())


def _ink_begins(picture: Picture, line: TextLine, middle: float) -> int | None:
    """Return how far below a line's top, in dots, the letter at a place begins; None where it touches another."""
    import numpy as np

    start = max(int(middle - line.em), 0)
    cut = picture.light[line.top : line.bottom, start : int(middle + line.em)] < INK
    columns = cut.any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], columns.astype(np.int8), [0])))).reshape(-1, 2)
    edges = edges[edges[:, 1] - edges[:, 0] >= STROKE * line.em]
    if not len(edges):
        return None
    left, right = min(edges.tolist(), key=lambda edge: abs((edge[0] + edge[1]) / 2 - (middle - start)))
    if right - left > line.em or abs((left + right) / 2 - (middle - start)) > line.em / 2:
        return None
    return int(cut[:, left:right].any(axis=1).argmax())


def colours_of(picture: Picture, line: TextLine, letters: Sequence[Letter]) -> list[str]:
    """Return each letter's colour as #rrggbb, one of black, red, blue and green.

    What a letter takes of each channel's light is added up: a scanner that sees the channels side by side, and JPEG,
    which keeps colour at half the dots, move colour about, and take none away.
    """
    import numpy as np

    if not letters:
        return []
    start = max(line.left - round(line.em), 0)
    cut = picture.colours[line.top : line.bottom, start : line.right + round(line.em)]
    if int(spread(cut).max()) < GREY:
        return [BLACK] * len(letters)
    dots = cut.astype(np.float32)
    paper = np.maximum(np.percentile(dots.reshape(-1, 3), 80, axis=0), 1.0)
    taken = np.maximum(1 - dots / paper, 0)
    taken[taken.max(axis=2) < FAINT] = 0  # the grain of paper
    found = []
    for letter in letters:
        margin = BLED * (letter.right - letter.left)
        left = max(int(letter.left + margin) - start, 0)
        found.append(taken[:, left : max(int(letter.right - margin) - start, left + 1)].sum(axis=(0, 1)))
    return _steady(_grown(found))


def _grown(sums: Sequence[NDArray[np.float32]]) -> list[str]:
    """Return the colours of letters: the plain ones', and beside them of those that show a little of the same.

    A full stop shows as much of the letter before it as of itself, and takes no colour from it.
    """
    import numpy as np

    inked = [float(each.max()) for each in sums]
    taken = [each / max(ink, 1e-6) for each, ink in zip(sums, inked, strict=True)]
    spreads = [float(each.max() - each.min()) for each in taken]
    colours = [_hue(each) if spread >= COLOURED else BLACK for each, spread in zip(taken, spreads, strict=True)]
    least = FAINT_LETTER * float(np.median(inked))
    for order in (range(1, len(colours)), range(len(colours) - 2, -1, -1)):
        for place in order:
            beside = colours[place - 1 if order.step > 0 else place + 1]
            is_tinged = spreads[place] >= TINGED and inked[place] >= least and _hue(taken[place]) == beside
            if colours[place] == BLACK != beside and is_tinged:
                colours[place] = beside
    return colours


def _hue(taken: NDArray[np.float32]) -> str:
    import numpy as np

    light = 1 - taken
    pure = (light - light.min()) / max(float(light.max() - light.min()), 1e-6)
    return min(_HUES, key=lambda name: float(np.abs(pure - np.array(_HUES[name])).sum()))


def _steady(colours: list[str]) -> list[str]:
    """Return the colours with a single letter's, that differs from both neighbours of one colour, made theirs."""
    return [
        colours[place - 1]
        if 0 < place < len(colours) - 1 and colours[place - 1] == colours[place + 1] != colour
        else colour
        for place, colour in enumerate(colours)
    ]
