"""Every word of the command line is there in Japanese: errors, what to do next, help."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from pipeline import errors
from pipeline.cli import main
from pipeline.cli.language import language_of_machine, speak
from pipeline.pairs import NOTHING_IN_COMMON, SAME_FILE, WRONG_WAY_ROUND
from pipeline.publish.layout import check_name
from pipeline.vocabulary.messages import error_words, translate

PACKAGE = Path(__file__).parents[1] / "pipeline"
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}


def template(node: ast.expr) -> str | None:
    """Return a text in the code, a value in it as ``{}``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def texts_of(node: ast.expr, assignments: Sequence[ast.Assign]) -> Iterator[str]:
    """Yield what an argument may say: a text, one of two, or what its name was given."""
    if (text := template(node)) is not None:
        yield text
    elif isinstance(node, ast.IfExp):
        yield from texts_of(node.body, assignments)
        yield from texts_of(node.orelse, assignments)
    elif isinstance(node, ast.Name):
        for one in assignments:
            if any(isinstance(target, ast.Name) and target.id == node.id for target in one.targets):
                yield from texts_of(one.value, [])


def sentences() -> Iterator[str]:
    """Yield every sentence that an error or the command line says, with ``{}`` for values."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        assignments = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = ast.unparse(node.func).rpartition(".")[2]
            spoken: list[ast.expr] = []
            if name in ERRORS:
                spoken = [*node.args[:1], *node.args[2:], *(k.value for k in node.keywords if k.arg == "remedy")]
            elif name in {"tell", "translated", "progress"} and "cli" in path.parts:
                spoken = [one for one in node.args if not isinstance(one, ast.Name)]
            for one in spoken:
                yield from texts_of(one, assignments)


SENTENCES = sorted({text for text in sentences() if text.replace("{}", "").strip(" :.")})


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_for_people_is_there_in_japanese(text: str) -> None:
    """Add the sentence to ``pipeline/vocabulary/messages.toml``."""
    values = [f"value-{index}" for index in range(text.count("{}"))]
    said = translate(text.format(*values), "ja")
    assert any("\u3040" <= character <= "\u9fff" for character in said)
    assert [value for value in values if value not in said and "cannot name" not in text] == []


def helps(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    if command.help:
        yield from ((name, " ".join(part.split())) for part in command.help.split("\n\n"))
    for parameter in command.params:
        if words := getattr(parameter, "help", None):
            yield f"{name} {parameter.name}", words
    if isinstance(command, click.Group):
        for child_name, child in command.commands.items():
            yield from helps(child, f"{name} {child_name}")


def test_all_help_is_there_in_japanese() -> None:
    speak(main, "en")
    missing = [(where, words) for where, words in helps(main, "akaji") if translate(words, "ja") == words]
    assert missing == []


def test_help_is_shown_in_the_language_that_is_asked_for_and_back() -> None:
    japanese = CliRunner().invoke(main, ["--lang", "ja", "check", "--help"]).output
    english = CliRunner().invoke(main, ["--lang", "en", "check", "--help"]).output
    assert "検査" in japanese
    assert "Verify" not in japanese
    assert "Verify" in english


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "ja_JP"}, "ja"),
        ({"LANG": "", "LC_ALL": ""}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environment: dict[str, str], language: str) -> None:
    assert language_of_machine(environment) == language


def test_an_error_is_told_in_japanese_with_its_place() -> None:
    wrong = CliRunner().invoke(main, ["--lang", "ja", "diff", "a.pdf", "b.pdf"])
    assert wrong.exit_code == 2
    assert "a.pdf: そのファイルはない。" in wrong.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        ["nosuch"], ["diff", "R4-4"], ["diff", "a", "b", "c"], ["diff", "a", "b", "c", "d"], ["diff", "a", "--ocrr"],
        ["diff", "a", "b", "--zzz"], ["diff", "a", "b", "--format", "x"], ["diff", "a", "b", "--format"],
        ["run", "--jobs", "-1"], ["run", "--jobs", "x"], ["extract", "a.pdf"], ["extract", "--out", "o"],
        ["add", "nosuch.pdf"], ["add", "."], ["check", "--data", __file__], ["report", "--pdf", "nosuch"],
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_japanese_alone(wrong: list[str]) -> None:
    told = CliRunner().invoke(main, ["--lang", "ja", *wrong], prog_name="akaji")
    assert told.exit_code == 2
    words = re.sub(r"'[^']*'|--?[a-z]+|akaji( [a-z]+)?|（[^）]*）", "", told.stderr)
    assert not re.search("[A-Za-z]{3}", words), told.stderr
    assert "使い方が分かります" in told.stderr


def test_the_option_that_click_adds_is_explained_in_japanese() -> None:
    told = CliRunner().invoke(main, ["--lang", "ja", "check", "--help"]).output
    assert "-h, --help" in told
    assert "この説明を示して終わる" in told


def test_a_page_is_named_in_japanese_and_a_file_is_as_it_is_called() -> None:
    error = errors.DamagedPdfError("the PDF is damaged", "第1回, page 2.pdf, page 3")
    assert error_words(error, "ja") == "第1回, page 2.pdf 3ページ: PDF が壊れている。"
    assert error_words(error, "en") == "第1回, page 2.pdf, page 3: the PDF is damaged."


@pytest.mark.parametrize(
    ("name", "what", "told"),
    [
        ("a/b", "edition", "'a/b' は版の名にできない: '/' を含む"),
        ("", "series", "'' はシリーズの名にできない: 0文字ある"),
        ("NUL", "edition", "'NUL' は版の名にできない: Windows の装置の名である"),
    ],
)
def test_why_a_name_cannot_be_is_said_in_japanese(name: str, what: str, told: str) -> None:
    with pytest.raises(errors.UsageError) as caught:
        check_name(name, what)
    assert translate(caught.value.what, "ja") == told


@pytest.mark.parametrize("sentence", [WRONG_WAY_ROUND, SAME_FILE, NOTHING_IN_COMMON])
def test_what_a_comparison_warns_of_is_said_in_japanese(sentence: str) -> None:
    assert translate(sentence, "ja") != sentence


def test_a_value_that_looks_like_a_template_is_carried_over_as_it_is() -> None:
    assert translate("{} is named twice".format("{0}"), "ja") == "{0} が二度指定されている"
