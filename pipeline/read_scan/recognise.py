"""Lines of a scanned page → letters with their places, by PP-OCR's recogniser and a decoder of what offices print.

The recogniser is a network that gives, for each step of 8 dots along a line of 48 dots height, how likely each of
18,708 letters stands there. Its weights are data of the package ``rapidocr`` (Apache License 2.0), of which nothing
else is used: onnxruntime runs them, on one thread, so that the same scan gives the same text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.errors import NoTextLayerError
from pipeline.writing.lookalikes import is_printed, letters_with_variants

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pipeline.read_scan.lines import TextLine
    from pipeline.read_scan.picture import Picture

_HEIGHT = 48  # dots: of a line as the network takes it
_STEP = 8  # dots: what one step of the network covers
_WEIGHTS = "PP-OCRv6_rec_small.onnx"
_BATCH = 16  # lines that are recognised in one call: more take memory, and no less time
_DOTS = 4000
"""Of the widths of the lines of one call, together. Its answer takes 9 KB a dot, and what the network makes on the way
as much again: 16 lines over a whole page took 1.3 GB, and 4,000 dots take 0.6 GB and less time."""
_WIDER = 1.04
"""In one call no line is wider than so many times the narrowest: the network reads a line that paper makes longer
otherwise, and lost the I of ITが."""

_FORMS = {"◯": "○", "·": "・", "•": "・", "—": "―", "〜": "～", "–": "-", "√": "✓", "∇": "▽"}
"""Letters of the network that are one shape with a letter that offices print, or print far more."""

_SQUEEZE = 0.75
"""A line is made that much narrower: as many errors on three pages, and three quarters of the time."""

_SHORT = 4.0
"""In ems: a line that is no longer is not made narrower, and gets paper around it: the network knows few so short."""

_MOST_OTHERS = 12
_LEAST_SHARE = 0.002
"""Of likelihood, relative to the letter that was taken: what may stand in its place. The right letter had as little
where a photocopier had taken the level strokes (令 as 合, 懇 as 想)."""

SURE = 0.95
"""The confidence from which on no other letter is looked for."""

OVERLOOKED = 0.3
"""The confidence of a letter that stands where the network is for none, and there is ink."""

_ROOM = 0.08  # of a line's height, above and below it


class Letter(NamedTuple):
    """A letter that was recognised; ``left`` and ``right`` in dots of the page, ``confidence`` from 0 to 1.

    ``others`` are letters that it may be instead, the likeliest first, each with how much less likely it is: the
    natural logarithm of the share. Only a doubtful letter has any, and one with another form in names, as 高.
    """

    text: str
    left: float
    right: float
    confidence: float
    others: tuple[tuple[str, float], ...] = ()


class _Network(NamedTuple):
    """The recogniser: its ``letters`` are those that offices print, ``columns`` their places in its answer."""

    session: Any
    letters: Sequence[str]
    columns: NDArray[np.int64]


def recognise(picture: Picture, lines: Sequence[TextLine]) -> list[list[Letter]]:
    """Return each line's letters, from left to right; a space is a letter too."""
    network = _network()
    images = [_image(picture, line) for line in lines]
    found: list[list[Letter]] = [[] for _ in lines]
    for members in batches([image.shape[1] for image in images]):
        for number, letters in zip(members, _decoded(network, [images[n] for n in members]), strict=True):
            line = lines[number]
            scale = (line.right - line.left + 2 * _room(line)) / images[number].shape[1]
            origin = line.left - _room(line)
            found[number] = [
                letter._replace(left=origin + letter.left * scale, right=origin + letter.right * scale)
                for letter in letters
            ]
    return found


def batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers of lines that are recognised in one call: of nearly one width, up to sixteen or 4,000 dots."""
    members: list[int] = []
    for number in sorted(range(len(widths)), key=lambda number: widths[number]):
        if members and (
            len(members) == _BATCH
            or widths[number] > _WIDER * widths[members[0]]
            or (len(members) + 1) * widths[number] > _DOTS
        ):
            yield members
            members = []
        members.append(number)
    if members:
        yield members


def expect_recogniser(page: str) -> None:
    """Raise where scans cannot be read; ``page`` is the file and page, for the error.

    Raises:
        NoTextLayerError: The extra ``ocr`` is not installed.
    """
    _weights_folder(page)


def _weights_folder(page: str = "") -> Path:
    weights, runner = find_spec("rapidocr"), find_spec("onnxruntime")
    if weights is None or weights.origin is None or runner is None:
        what = "a picture of text, and the extra ocr, which reads scans, is not installed"
        raise NoTextLayerError(what, page, "Run: pip install 'akaji[ocr]'")
    return Path(weights.origin).parent / "models"


@cache
def _network() -> _Network:
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    weights = _weights_folder() / _WEIGHTS
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    known = session.get_modelmeta().custom_metadata_map["character"].split("\n")
    letters = ["", *known, " "]  # the first stands for no letter
    letters = [_FORMS.get(letter, letter) for letter in letters]
    columns = [number for number, letter in enumerate(letters) if not letter or is_printed(letter)]
    return _Network(session, [letters[number] for number in columns], np.array(columns))


def _room(line: TextLine) -> int:
    return max(2, round(_ROOM * line.em))


def _image(picture: Picture, line: TextLine) -> NDArray[np.float32]:
    """Return the picture of a line at the network's height, shape (48, w): from -1, black, to 1."""
    import numpy as np
    from PIL import Image

    height, width = picture.light.shape
    room = _room(line)
    more = max(0, round((line.em - (line.bottom - line.top)) / 2))  # a mark alone is no larger than in a line
    top, bottom = max(line.top - room - more, 0), min(line.bottom + room + more, height)
    cut = picture.light[top:bottom, max(line.left - room, 0) : min(line.right + room, width)]
    squeeze = 1.0 if _is_short(line) else _SQUEEZE
    wide = max(_STEP, round(cut.shape[1] * _HEIGHT / cut.shape[0] * squeeze))
    grown = Image.fromarray(cut).resize((wide, _HEIGHT), Image.Resampling.BICUBIC)
    image: NDArray[np.float32] = np.clip(np.asarray(grown), 0, 1) * 2 - 1
    return image


def _is_short(line: TextLine) -> bool:
    return line.right - line.left <= _SHORT * line.em


def _decoded(network: _Network, images: Sequence[NDArray[np.float32]]) -> Iterator[list[Letter]]:
    """Yield for each line its letters, with where they begin and end in dots of its picture."""
    import numpy as np

    widest = -(-max(image.shape[1] for image in images) // _STEP) * _STEP
    batch = np.ones((len(images), 3, _HEIGHT, widest), np.float32)
    for number, image in enumerate(images):
        batch[number, :, :, : image.shape[1]] = image
    answer = network.session.run(None, {network.session.get_inputs()[0].name: batch})[0]
    for number, image in enumerate(images):
        likely = answer[number][:, network.columns]
        best = likely.argmax(axis=1)
        # A letter that offices do not print stands for one that looks like it, never for none.
        foreign = (best == 0) & (answer[number].argmax(axis=1) != 0)
        best[foreign] = likely[foreign, 1:].argmax(axis=1) + 1
        steps = np.arange(len(best))
        weights = np.where(foreign, likely[:, 1:].sum(axis=1), likely.sum(axis=1))
        sure = likely[steps, best] / np.maximum(weights, 1e-6)
        sure[foreign] = np.minimum(sure[foreign], 0.5)
        _look_again(image, likely, best, sure)
        yield list(_collapsed(network.letters, likely, best, sure, image.shape[1]))


def _look_again(
    image: NDArray[np.float32], likely: NDArray[np.float32], best: NDArray[np.int64], sure: NDArray[np.float32]
) -> None:
    """Put a letter where a letter's width of ink has none: the network passes over rare marks, as ※ and 〇.

    ``best`` and ``sure``, shape (steps,), are changed.
    """
    import numpy as np

    letter = round(_HEIGHT * _SQUEEZE / _STEP)  # steps
    columns = (image < 0).sum(axis=0)
    inked = np.add.reduceat(columns, np.arange(0, image.shape[1], _STEP)) >= _STEP // 2
    taken = np.flatnonzero(best)
    free = inked & (best[: len(inked)] == 0)
    for place in taken.tolist():
        free[max(place - letter // 2, 0) : place + letter // 2 + 1] = False
    edges = np.flatnonzero(np.diff(np.concatenate(([0], free.astype(np.int8), [0]))))
    for start, end in edges.reshape(-1, 2).tolist():
        if letter // 2 <= end - start <= 2 * letter:
            steps = likely[start:end, 1:].copy()
            step, found = np.unravel_index(steps.argmax(), steps.shape)
            best[start + step], sure[start + step] = found + 1, OVERLOOKED


def _collapsed(
    letters: Sequence[str],
    likely: NDArray[np.float32],
    best: NDArray[np.int64],
    sure: NDArray[np.float32],
    width: int,
) -> Iterator[Letter]:
    """Yield the letters of a line: a letter on several steps in a row is one."""
    import numpy as np

    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    stretches = [
        (letters[best[start]], (start + end) / 2 * _STEP, start + int(sure[start:end].argmax()))
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if letters[best[start]]
    ]
    middles = [middle for _, middle, _ in stretches]
    for number, (text, middle, step) in enumerate(stretches):
        before = (middles[number - 1] + middle) / 2 if number else 0.0
        after = (middles[number + 1] + middle) / 2 if number + 1 < len(middles) else float(width)
        reach = _HEIGHT / 2
        confidence = float(sure[step])
        is_open = confidence < SURE or text in letters_with_variants()
        others = _others(letters, likely[step], text) if is_open else ()
        yield Letter(text, max(before, middle - reach), min(after, middle + reach), confidence, others)


def _others(letters: Sequence[str], likely: NDArray[np.float32], taken: str) -> tuple[tuple[str, float], ...]:
    import numpy as np

    most = np.argpartition(likely, -_MOST_OTHERS)[-_MOST_OTHERS:]
    order = most[np.argsort(-likely[most], kind="stable")].tolist()
    own = max((float(likely[place]) for place in order if letters[place] == taken), default=float(likely[order[0]]))
    return tuple(
        (letters[place], float(np.log(likely[place] / own)))
        for place in order
        if letters[place] not in ("", " ", taken) and likely[place] >= _LEAST_SHARE * own
    )
