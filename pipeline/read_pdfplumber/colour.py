"""Colour spaces as pdfminer finds them in a file → ``#rrggbb``.

pdfminer gives a colour's components and, of its space, little more than the number of these: one component is grey in
one file and the tint of a red ink in the next. Here a space is resolved from its own definition (ISO 32000-1, 8.6).
CMYK becomes RGB by the plain formula, r = (1 − c)(1 − k), so that (0, 1, 1, 0) is #ff0000; PDFium, which imitates a
press, makes it #ee1d23. Calibration and ICC profiles are left aside: a mark's hue survives that.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from pipeline.colours import channels_to_colour
from pipeline.drawing.strokes import SOME_COLOUR
from pipeline.read_pdfplumber.functions import read_function

MAXIMUM_DEPTH = 8  # of spaces based on spaces

MAXIMUM_TILE = 100_000  # bytes of a pattern's tile that are looked at
Components = Sequence[float]
ToRgb = Callable[[Components], tuple[float, float, float] | None]

_DEVICE_NAMES = {
    "DeviceGray": 1, "CalGray": 1, "G": 1, "DeviceRGB": 3, "CalRGB": 3, "RGB": 3, "DeviceCMYK": 4, "CMYK": 4,
}  # fmt: skip


class ColourSpace(PDFColorSpace):
    """A colour space that can say what its components look like."""

    def __init__(self, spec: Any, resources: dict[object, Any] | None = None) -> None:
        spec = resolve1(spec)
        family = resolve1(spec[0]) if isinstance(spec, list) and spec else spec
        name = family.name if isinstance(family, PSLiteral) else "unknown"
        super().__init__(str(name), 1)
        self._to_rgb = _space_to_rgb(spec, resources or {}, 0)

    def colour(self, components: Sequence[object]) -> str:
        """Return ``#rrggbb``; that of a pattern or of a damaged value is ``SOME_COLOUR``."""
        numbers = [float(value) for value in components if isinstance(value, int | float)]
        try:
            rgb = self._to_rgb(numbers) if self._to_rgb else None
        except (
            ArithmeticError,
            IndexError,
            TypeError,
            ValueError,
        ):  # the file's function on the file's values
            rgb = None
        return SOME_COLOUR if rgb is None else rgb_to_colour(rgb)


def rgb_to_colour(rgb: Sequence[float]) -> str:
    """Return ``#rrggbb`` of three components from 0 to 1; what is outside is cut off."""
    levels = [round(255 * min(max(value, 0.0), 1.0)) if math.isfinite(value) else 0 for value in rgb]
    return channels_to_colour(*levels)


def components_to_rgb(components: Components) -> tuple[float, float, float] | None:
    """Return the RGB of a device colour, told by the number of its components: grey, RGB or CMYK."""
    if len(components) == 1:
        return components[0], components[0], components[0]
    if len(components) == 3:
        return components[0], components[1], components[2]
    if len(components) == 4:
        cyan, magenta, yellow, black = components
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def _space_to_rgb(spec: Any, resources: dict[object, Any], depth: int) -> ToRgb | None:
    """Return what turns a space's components into RGB; None for a pattern, and for what cannot be read."""
    spec = resolve1(spec)
    if depth > MAXIMUM_DEPTH:
        return None
    if isinstance(spec, PSLiteral):
        if spec.name in _DEVICE_NAMES:
            return components_to_rgb
        named = resources.get(spec.name)
        return _space_to_rgb(named, resources, depth + 1) if named is not None else None
    if not isinstance(spec, list) or not spec:
        return None
    family = resolve1(spec[0])
    name = family.name if isinstance(family, PSLiteral) else ""
    if name in _DEVICE_NAMES or name == "ICCBased":
        return components_to_rgb
    maker = {"Lab": _lab, "Indexed": _indexed, "I": _indexed, "Separation": _tint, "DeviceN": _tint}.get(str(name))
    return maker(spec, resources, depth) if maker else None


def _indexed(spec: list[Any], resources: dict[object, Any], depth: int) -> ToRgb | None:
    if len(spec) < 4:
        return None
    base = _space_to_rgb(spec[1], resources, depth + 1)
    lookup = resolve1(spec[3])
    table = lookup.get_data() if isinstance(lookup, PDFStream) else lookup
    highest = resolve1(spec[2])
    if base is None or not isinstance(table, bytes) or not isinstance(highest, int) or highest < 0:
        return None
    count = len(table) // (highest + 1)
    to_rgb = base

    def colour(components: Components) -> tuple[float, float, float] | None:
        index = min(max(int(components[0]), 0), highest)
        return to_rgb([byte / 255 for byte in table[index * count : (index + 1) * count]])

    return colour


def _tint(spec: list[Any], resources: dict[object, Any], depth: int) -> ToRgb | None:
    if len(spec) < 4:
        return None
    alternate = _space_to_rgb(spec[2], resources, depth + 1)
    function = read_function(spec[3])
    if alternate is None or function is None:
        return None
    to_rgb, evaluate = alternate, function
    return lambda components: to_rgb(evaluate(components))


def _lab(_spec: list[Any], _resources: dict[object, Any], _depth: int) -> ToRgb:
    """CIE L*a*b* → sRGB (IEC 61966-2-1), with the white point taken for the screen's."""

    def linear(value: float) -> float:
        return value**3 if value > 6 / 29 else 3 * (6 / 29) ** 2 * (value - 4 / 29)

    def gamma(value: float) -> float:
        return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055

    def colour(components: Components) -> tuple[float, float, float]:
        light, a, b = components
        level = (light + 16) / 116
        x, y, z = 0.9505 * linear(level + a / 500), linear(level), 1.089 * linear(level - b / 200)
        red = 3.2406 * x - 1.5372 * y - 0.4986 * z
        green = -0.9689 * x + 1.8758 * y + 0.0415 * z
        blue = 0.0557 * x - 0.2040 * y + 1.0570 * z
        return gamma(red), gamma(green), gamma(blue)

    return colour


def pattern_colour(pattern: Any, resources: dict[object, Any]) -> str:
    """Return the one colour that a pattern is taken for: the last that its tile paints with, or its shading's middle.

    ``resources`` are the colour spaces by name.
    """
    pattern = resolve1(pattern)
    try:
        if isinstance(pattern, PDFStream):
            return _tile_colour(pattern, resources)
        shading = resolve1(pattern["Shading"])
        attributes = shading.attrs if isinstance(shading, PDFStream) else shading
        function = read_function(attributes["Function"])
        low, high = (float(resolve1(number)) for number in resolve1(attributes.get("Domain", [0.0, 1.0])))
        space = ColourSpace(attributes["ColorSpace"], resources)
        return space.colour(function([(low + high) / 2])) if function else SOME_COLOUR
    except (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError):  # a damaged pattern
        return SOME_COLOUR


def _tile_colour(tile: PDFStream, resources: dict[object, Any]) -> str:
    own = resolve1((resolve1(tile.get("Resources")) or {}).get("ColorSpace")) or {}
    spaces = {**resources, **own}
    colour, space = SOME_COLOUR, ColourSpace(PSLiteral("DeviceGray"))
    operands: list[str] = []
    for word in tile.get_data()[:MAXIMUM_TILE].decode("latin1").split():
        if word in ("g", "rg", "k"):
            rgb = components_to_rgb([float(operand) for operand in operands])
            colour = rgb_to_colour(rgb) if rgb else SOME_COLOUR
        elif word == "cs" and operands:
            space = ColourSpace(PSLiteral(operands[-1].removeprefix("/")), spaces)
        elif word in ("sc", "scn"):
            colour = space.colour([float(operand) for operand in operands])
        operands = [*operands, word] if re.fullmatch(r"[-+.\d]+|/\S+", word) else []
    return colour
