"""What the command line does with words and exceptions; tests/end_to_end has the commands themselves."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.cli.console import CarefulGroup, printable, uses_colour
from pipeline.errors import BrokenDatasetError


@given(st.text())
def test_no_text_can_steer_a_terminal(text: str) -> None:
    assert all(character.isprintable() or character == "\u3000" for character in printable(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("予定　○", "予定　○"), ("a\x1b[2Jb", "a\\x1b[2Jb"), ("a\nb\r", "a\\nb\\r"), ("\u202e逆", "\\u202e逆")],
)
def test_a_control_character_is_spelled_out(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.fixture
def failing() -> tuple[CliRunner, click.Group]:
    """A group whose one command raises what it is told to."""

    @click.group(cls=CarefulGroup)
    @click.option("--debug", is_flag=True)
    def group(debug: bool) -> None:
        del debug

    @group.command()
    @click.argument("kind")
    def fail(kind: str) -> None:
        raise {
            "known": BrokenDatasetError("it is broken", "items\x1b", "Mend it."),
            "bug": ZeroDivisionError("by zero"),
            "interrupt": KeyboardInterrupt(),
            "disk": OSError(28, "No space left on device", "extracted/items"),
            "usage": click.UsageError("no such thing."),
        }[kind]

    return CliRunner(), group


@pytest.mark.parametrize(
    ("kind", "code", "told"),
    [
        ("known", 5, "akaji: items\\x1b: it is broken. Mend it.\n"),
        ("bug", 1, "akaji: ZeroDivisionError: by zero; this is a bug, please report it\n"),
        ("disk", 1, "akaji: extracted/items: the disk is full. Make room on that disk, and run it again.\n"),
        ("interrupt", 130, "akaji: interrupted\n"),
        ("usage", 2, "akaji: no such thing. Try akaji fail --help.\n"),
    ],
)
def test_an_exception_is_one_line_and_a_code(
    failing: tuple[CliRunner, click.Group], kind: str, code: int, told: str
) -> None:
    runner, group = failing
    result = runner.invoke(group, ["fail", kind], prog_name="akaji")
    assert (result.exit_code, result.stderr, result.stdout) == (code, told, "")


def test_debug_shows_where_an_exception_was_raised(failing: tuple[CliRunner, click.Group]) -> None:
    runner, group = failing
    result = runner.invoke(group, ["--debug", "fail", "bug"])
    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert result.stderr.endswith("this is a bug, please report it\n")


def test_the_version_is_told() -> None:
    from pipeline import __version__

    assert CliRunner().invoke(main, ["--version"]).stdout == f"akaji, version {__version__}\n"


def test_a_console_of_another_encoding_spells_out_what_it_does_not_have() -> None:
    """A ? would read as if it were printed so."""
    command = [sys.executable, "-X", "utf8=0", "-m", "pipeline", "--lang", "ja", "run", "--♡"]
    environment = {"PYTHONPATH": os.environ["PYTHONPATH"], "PYTHONIOENCODING": "cp932"}
    ended = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode("cp932").startswith("akaji: '--\\u2661' というオプションはありません。")


def test_ctrl_c_while_the_program_starts_is_one_line() -> None:
    program = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'pipeline.cli': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from pipeline.__main__ import main\n"
        "main()"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (130, "akaji: interrupted\n")


ASK = """
import click
from pipeline.cli.console import uses_colour
with click.Context(click.Command("akaji")):
    click.echo(uses_colour(), err=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are of POSIX")
@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_on_a_terminal_results_are_coloured_unless_it_wants_none(environment: dict[str, str], coloured: bool) -> None:
    import pty

    _, terminal = pty.openpty()
    environment = {"PYTHONPATH": os.environ["PYTHONPATH"], "TERM": "xterm", **environment}
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, stdout=terminal, stderr=subprocess.PIPE, env=environment, text=True, check=True)
    assert done.stderr.strip() == str(coloured)


@pytest.mark.parametrize(
    ("option", "environment", "coloured"),
    [("always", {}, True), ("never", {}, False), ("auto", {}, False), ("always", {"NO_COLOR": "1"}, True)],
)
def test_colour_is_what_the_option_says(option: str, environment: dict[str, str], coloured: bool) -> None:
    """Into a pipe nothing is coloured by itself; who asks for colour gets it."""

    @click.group(cls=CarefulGroup)
    @click.option("--debug", is_flag=True)
    @click.option("--color", default="auto")
    def group(debug: bool, color: str) -> None:
        del debug, color

    @group.command()
    def ask() -> None:
        click.echo(uses_colour())

    told = CliRunner(env=environment).invoke(group, ["--color", option, "ask"])
    assert told.stdout.strip() == str(coloured)
