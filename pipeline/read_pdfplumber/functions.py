"""PDF functions (ISO 32000-1, 7.10), as far as a colour needs them: the tint of a spot colour, the run of a shading."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

from pdfminer.pdftypes import PDFStream, resolve1

MAXIMUM_DEPTH = 8  # of functions made of functions
MAXIMUM_STEPS = 10_000  # of a calculator's program; a tint takes some twenty

Components = Sequence[float]
Evaluate = Callable[[Components], list[float]]


def read_function(spec: Any, depth: int = 0) -> Evaluate | None:
    """Return a PDF function: sampled (read at its nearest sample), exponential, stitching or calculator; else None."""
    spec = resolve1(spec)
    attributes = spec.attrs if isinstance(spec, PDFStream) else spec
    if depth > MAXIMUM_DEPTH or not isinstance(attributes, dict):
        return None
    attributes = {key: resolve1(value) for key, value in attributes.items()}
    kind = attributes.get("FunctionType")
    if kind == 2:
        return _exponential(attributes)
    if kind == 3:
        return _stitching(attributes, depth)
    if kind == 0 and isinstance(spec, PDFStream):
        return _sampled(attributes, spec)
    if kind == 4 and isinstance(spec, PDFStream):
        return _calculator(spec.get_data())
    return None


def _numbers(value: Any) -> list[float]:
    return [float(resolve1(number)) for number in value]


def _exponential(attributes: dict[str, Any]) -> Evaluate:
    low, high = _numbers(attributes.get("C0", [0.0])), _numbers(attributes.get("C1", [1.0]))
    exponent = float(attributes.get("N", 1))

    def evaluate(components: Components) -> list[float]:
        share = components[0] ** exponent
        return [a + share * (b - a) for a, b in zip(low, high, strict=True)]

    return evaluate


def _stitching(attributes: dict[str, Any], depth: int) -> Evaluate | None:
    parts = [read_function(part, depth + 1) for part in attributes.get("Functions", [])]
    bounds, encode = _numbers(attributes.get("Bounds", [])), _numbers(attributes.get("Encode", []))
    domain = _numbers(attributes.get("Domain", [0.0, 1.0]))
    if not parts or None in parts or len(bounds) != len(parts) - 1 or len(encode) < 2 * len(parts):
        return None
    edges = [domain[0], *bounds, domain[1]]

    def evaluate(components: Components) -> list[float]:
        value = min(max(components[0], domain[0]), domain[1])
        index = sum(value >= bound for bound in bounds)
        low, high = edges[index], edges[index + 1]
        start, end = encode[2 * index], encode[2 * index + 1]
        part = parts[index]
        share = (value - low) / (high - low) if high > low else 0.0
        return part([start + share * (end - start)]) if part else []

    return evaluate


def _sampled(attributes: dict[str, Any], stream: PDFStream) -> Evaluate | None:
    sizes = [int(size) for size in _numbers(attributes.get("Size", []))]
    domain, output = _numbers(attributes.get("Domain", [])), _numbers(attributes.get("Range", []))
    bits = attributes.get("BitsPerSample")
    if bits not in (8, 16) or not output or len(domain) != 2 * len(sizes) or min(sizes, default=0) < 1:
        return None
    decode = _numbers(attributes.get("Decode", output))
    width, count, data = bits // 8, len(output) // 2, stream.get_data()

    def evaluate(components: Components) -> list[float]:
        position, stride = 0, 1
        for value, size, low, high in zip(components, sizes, domain[::2], domain[1::2], strict=False):
            share = (min(max(value, low), high) - low) / (high - low) if high > low else 0.0
            position += round(share * (size - 1)) * stride
            stride *= size
        results = []
        for index in range(count):
            at = (position * count + index) * width
            share = int.from_bytes(data[at : at + width], "big") / (2**bits - 1)
            results.append(decode[2 * index] + share * (decode[2 * index + 1] - decode[2 * index]))
        return results

    return evaluate


# ── the calculator: a small part of PostScript ──────────────────────────────────────────────────────────────────────

_UNARY: dict[str, Callable[[float], float]] = {
    "neg": lambda a: -a, "abs": abs, "sqrt": math.sqrt, "ceiling": math.ceil, "floor": math.floor, "round": round,
    "truncate": math.trunc, "cvi": math.trunc, "cvr": float, "not": lambda a: float(not a), "ln": math.log,
    "log": math.log10, "sin": lambda a: math.sin(math.radians(a)), "cos": lambda a: math.cos(math.radians(a)),
}  # fmt: skip
_BINARY: dict[str, Callable[[float, float], float]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b,
    "idiv": lambda a, b: float(int(a) // int(b)), "mod": math.fmod, "exp": lambda a, b: a**b,
    "eq": lambda a, b: float(a == b), "ne": lambda a, b: float(a != b), "gt": lambda a, b: float(a > b),
    "ge": lambda a, b: float(a >= b), "lt": lambda a, b: float(a < b), "le": lambda a, b: float(a <= b),
    "and": lambda a, b: float(int(a) & int(b)), "or": lambda a, b: float(int(a) | int(b)),
}  # fmt: skip
_CONSTANTS = {"true": 1.0, "false": 0.0}


def _calculator(program: bytes) -> Evaluate | None:
    words = re.findall(r"[{}]|[^\s{}]+", program.decode("latin1"))
    if len(words) > MAXIMUM_STEPS or words[:1] != ["{"] or words.count("{") != words.count("}"):
        return None

    def evaluate(components: Components) -> list[float]:
        stack = [float(component) for component in components]
        _run(words, 1, stack)
        return stack

    return evaluate


def _run(words: Sequence[str], start: int, stack: list[float]) -> int:
    """Run a procedure from its first word, and return the index of the brace that closes it.

    There are no loops in this language, so that a program ends after as many steps as it has words.
    """
    index = start
    blocks: list[int] = []
    while words[index] != "}":
        word = words[index]
        if word == "{":
            blocks.append(index + 1)
            index = _end_of_block(words, index + 1)
        elif word in ("if", "ifelse"):
            is_true = bool(stack.pop())
            chosen = blocks[-2:] if word == "ifelse" else blocks[-1:]
            if is_true or word == "ifelse":
                _run(words, chosen[0] if is_true else chosen[1], stack)
            blocks.clear()
        else:
            _step(word, stack)
        index += 1
    return index


def _end_of_block(words: Sequence[str], index: int) -> int:
    depth = 1
    while depth:
        depth += {"{": 1, "}": -1}.get(words[index], 0)
        index += 1
    return index - 1


def _step(word: str, stack: list[float]) -> None:
    if word in _UNARY:
        stack.append(_UNARY[word](stack.pop()))
    elif word in _BINARY:
        second = stack.pop()
        stack.append(_BINARY[word](stack.pop(), second))
    elif word in ("pop", "dup", "exch", "copy", "index", "roll"):
        _shuffle(word, stack)
    else:
        stack.append(_CONSTANTS[word] if word in _CONSTANTS else float(word))


def _shuffle(word: str, stack: list[float]) -> None:
    if word == "pop":
        stack.pop()
    elif word == "dup":
        stack.append(stack[-1])
    elif word == "exch":
        stack[-2:] = [stack[-1], stack[-2]]
    elif word == "copy":
        count = min(int(stack.pop()), len(stack))
        stack.extend(stack[len(stack) - count :])
    elif word == "index":
        stack.append(stack[-1 - int(stack.pop())])
    else:
        turns, count = int(stack.pop()), int(stack.pop())
        part = stack[len(stack) - count :]
        if part:
            turns %= len(part)
            stack[len(stack) - count :] = part[len(part) - turns :] + part[: len(part) - turns]
