"""The letters of a scanned line as they are meant: look-alikes by neighbours, 〃 and ○ by shape, colours by dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.read_scan.picture import INK
from pipeline.writing.lookalikes import by_context, is_ambiguous, mended

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.lines import TextLine
    from pipeline.read_scan.picture import Picture
    from pipeline.read_scan.recognise import Letter

TOLD_BY_CONTEXT = 0.9
"""The least confidence of a letter that its neighbours tell: the network wavers between shapes that are the same."""

COLOURED = 0.3
"""Of the lightest channel's range that the channels of coloured ink differ by; a scanner's black comes to 0.1."""

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
            found[place] = found[place]._replace(text=letter)
    return found


def is_ditto_mark(picture: Picture, line: TextLine) -> bool:
    """Tell whether a line is two short slanted strokes, and nothing else: 〃 is no letter that the network knows."""
    import numpy as np
    from scipy import ndimage

    width, height = line.right - line.left, line.bottom - line.top
    if not (0.25 * line.em <= width <= 0.85 * line.em and 0.25 * line.em <= height <= 0.7 * line.em):
        return False
    labels, _ = ndimage.label(picture.light[line.top : line.bottom, line.left : line.right] < INK, np.ones((3, 3)))
    sizes = np.bincount(labels.ravel())[1:]
    strokes = [place for place, size in zip(ndimage.find_objects(labels), sizes, strict=True) if size >= 8]
    return len(strokes) == 2 and all(rows.stop - rows.start >= 0.7 * height for rows, _ in strokes)


def circle_mark(picture: Picture, line: TextLine, letters: Sequence[Letter]) -> str | None:
    """Return ○ or ◎ where a line is such a mark alone: the network takes it for o, 0 or a full stop, and one for both.

    A ring holds one patch of paper, two rings hold two.
    """
    import numpy as np
    from scipy import ndimage

    width, height = line.right - line.left, line.bottom - line.top
    if len(letters) != 1 or letters[0].text not in "○〇◎Oo0。Q" or min(width, height) < 0.65 * line.em:
        return None
    if not 0.85 <= width / height <= 1.2:
        return None
    cut = picture.light[line.top : line.bottom, line.left : line.right]
    labels, count = ndimage.label(np.pad(cut >= INK, 1, constant_values=True))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    around = int(labels[0, 0]) - 1
    holes = [size for number, size in enumerate(sizes.tolist()) if number != around and size >= 6]
    return {1: "○", 2: "◎"}.get(len(holes))


def colours_of(picture: Picture, line: TextLine, letters: Sequence[Letter]) -> list[str]:
    """Return each letter's colour as #rrggbb, one of black, red, blue and green: that of its darkest dots."""
    import numpy as np

    dots = picture.colours[line.top : line.bottom].astype(np.float32)
    dark = picture.light[line.top : line.bottom] < INK
    if not letters:
        return []
    paper = np.maximum(np.percentile(dots[:, line.left : line.right].reshape(-1, 3), 90, axis=0), 1.0)
    colours = []
    for letter in letters:
        columns = slice(max(int(letter.left), 0), max(int(letter.right), int(letter.left) + 1))
        inked = dots[:, columns][dark[:, columns]]
        colours.append(_colour(inked.mean(axis=0) / paper) if len(inked) else "#000000")
    return _steady(colours)


def _colour(channels: NDArray[np.float32]) -> str:
    import numpy as np

    spread = float(channels.max() - channels.min())
    if spread < COLOURED:
        return "#000000"
    pure = (channels - channels.min()) / spread
    return min(_HUES, key=lambda name: float(np.abs(pure - np.array(_HUES[name])).sum()))


def _steady(colours: list[str]) -> list[str]:
    """Return the colours with a single letter's, that differs from both neighbours of one colour, made theirs."""
    return [
        colours[place - 1]
        if 0 < place < len(colours) - 1 and colours[place - 1] == colours[place + 1] != colour
        else colour
        for place, colour in enumerate(colours)
    ]
