"""Findings are declared once, in two languages, and every place that makes one gives what its sentence says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from pipeline.findings import FINDINGS, finding
from pipeline.schema import ITEMS

PACKAGE = Path(__file__).parents[1] / "pipeline"
OWN = {"ordinal", "page_number", "field", "field_ja", "text"}
"""What a sentence may use without being given it as a value."""


def calls_of_finding() -> Iterator[ast.Call]:
    """Yield every call that makes a finding of a code written there, directly or by a ``partial``'s name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).rpartition(".")[2] == "finding":
                yield node


def codes_of(call: ast.Call) -> set[str]:
    parts = (part.value for part in ast.walk(call.args[0]) if isinstance(part, ast.Constant))
    return {part for part in parts if isinstance(part, str)}


def values_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", FINDINGS)
def test_a_finding_is_explained_in_both_languages(code: str) -> None:
    kind = FINDINGS[code]
    assert kind.meaning.en.endswith(".")
    assert kind.meaning.ja.endswith("。")
    assert kind.sentences


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, kind in FINDINGS.items() for name in kind.sentences])
def test_both_sentences_say_the_same_values_but_for_the_field_and_place(code: str, name: str) -> None:
    english, japanese = FINDINGS[code].sentences[name]
    assert values_in(english) - OWN == values_in(japanese) - OWN


@pytest.mark.parametrize("call", [*calls_of_finding()], ids=lambda call: f"{ast.unparse(call.args[0])}-{call.lineno}")
def test_a_place_that_makes_a_finding_gives_the_values_of_its_sentence(call: ast.Call) -> None:
    given = {keyword.arg for keyword in call.keywords}
    assert codes_of(call) <= set(FINDINGS)
    if None in given:  # **values: what they are is the callers'
        return
    parts = (part for each in call.args[1:] for part in ast.walk(each) if isinstance(part, ast.Constant))
    names = {"", *(str(part.value) for part in parts)}
    for code in codes_of(call):
        kind = FINDINGS[code]
        used = [sentence for name, sentence in kind.sentences.items() if name in names]
        assert used or not isinstance(call.args[-1], ast.Constant), "there is no sentence of that name"
        for sentence in used:
            assert values_in(sentence.en) - OWN <= given, "a value is missing"
            assert not (values_in(sentence.en) & {"ordinal", "page_number", "field", "text"}) - given


@pytest.mark.parametrize("code", FINDINGS)
def test_a_declared_finding_is_made_somewhere(code: str) -> None:
    sources = (path.read_text("utf-8") for path in PACKAGE.rglob("*.py") if path.name != "findings.py")
    assert any(f'"{code}"' in source for source in sources)


def test_an_undeclared_finding_cannot_be_made() -> None:
    with pytest.raises(KeyError):
        finding("no_such_code")


def test_a_finding_without_a_value_that_its_sentence_says_cannot_be_made() -> None:
    with pytest.raises(KeyError, match="after"):
        finding("number_gap", before=3)


def test_a_finding_is_told_in_both_languages() -> None:
    found = finding("empty_field", ordinal=2, field="response", filled=9, total=10)
    response = next(column.ja for column in ITEMS.columns if column.name == "response")
    assert found.message == "response is empty here; 9 of 10 items have it."
    assert found.message_ja == f"{response}が空である。10件のうち9件にはある。"


def test_braces_that_a_document_prints_are_no_values() -> None:
    assert "{ordinal}" in finding("unread_source", ordinal=7, text="{ordinal}").message
