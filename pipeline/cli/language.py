"""The language of words for people: ``--lang``, else what the machine is set to."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Mapping
from typing import Any

import click

from pipeline.model import Language
from pipeline.vocabulary.messages import translate

_ENGLISH: dict[int, str] = {}
"""A help text by the identity of the command or option that bears it, as the code has it."""


def language_of_machine(environment: Mapping[str, str] | None = None) -> Language:
    """Return Japanese where the environment asks for it (POSIX: LC_ALL, LC_MESSAGES, LANG), else English.

    Windows sets none of these; there the language of its own words counts.
    """
    variables = os.environ if environment is None else environment
    wanted = next((variables[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if variables.get(name)), None)
    if wanted is None and sys.platform == "win32":
        import ctypes

        wanted = locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return "ja" if (wanted or "").startswith("ja") else "en"


def current_language() -> Language:
    """Return the language of the command that runs."""
    context = click.get_current_context(silent=True)
    told: Any = context.find_root().params.get("lang") if context else None
    return "ja" if (told or language_of_machine()) == "ja" else "en"


def translated(text: str) -> str:
    """Return a sentence in the language of the command that runs."""
    return translate(text, current_language())


def speak(command: click.Command, language: Language, parent: click.Context | None = None) -> None:
    """Put the help of a command, of its options and of the commands below it into a language."""
    _set_help(command, language)
    context = click.Context(command, parent, **command.context_settings)
    for parameter in command.get_params(context):  # with --help, which click adds
        _set_help(parameter, language)
    if isinstance(command, click.Group):
        for child in command.commands.values():
            speak(child, language, context)


def _set_help(thing: Any, language: Language) -> None:
    words = getattr(thing, "help", None)
    if words:
        thing.help = translate(_ENGLISH.setdefault(id(thing), words), language)


def _choose(context: click.Context, _: click.Parameter, value: str | None) -> str | None:
    """Put all help into the language, before any of it is shown."""
    language: Language = "ja" if (value or language_of_machine()) == "ja" else "en"
    speak(context.find_root().command, language)
    return value


lang_option = click.option(
    "--lang",
    type=click.Choice(["ja", "en"]),
    is_eager=True,
    callback=_choose,
    help="The language of words for people; from LANG by default.",
)
