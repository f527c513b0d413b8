"""Which language a reader wants: said, set, written in their folder, or the system's."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ENGLISH = "en"
VARIABLE = "DLGRADE_LANGUAGE"
_LOCALES = Path(__file__).parent / "locale"
_DESK = "dlgrade.toml"
_KIN = {"zh_Hant": "zh_TW", "zh_HK": "zh_TW", "zh_MO": "zh_TW"}  # who reads what is there


def languages() -> list[str]:
    """Return every language that there is a catalogue for, English first."""
    return [ENGLISH, *sorted(path.parents[1].name for path in _LOCALES.glob("*/LC_MESSAGES/dlgrade.po"))]


def file_of(language: str) -> Path:
    """Return the catalogue of a language."""
    return _LOCALES / language / "LC_MESSAGES" / "dlgrade.po"


def known(name: str) -> str | None:
    """Return the language that a name such as zh_TW.UTF-8, zh-Hant-TW or en_GB stands for, if there is one."""
    bare = name.partition(".")[0].partition("@")[0].replace("-", "_")
    if bare.lower() in ("c", "posix", "english") or bare.lower().partition("_")[0] == ENGLISH:
        return ENGLISH
    there = {each.lower(): each for each in languages()}
    kin = {each.lower(): language for each, language in _KIN.items()}
    parts = bare.lower().split("_")
    for count in range(len(parts), 0, -1):
        start = "_".join(parts[:count])
        if start in there or start in kin:
            return there.get(start) or kin[start]
    return None


def chosen(said: str | None, environment: Mapping[str, str], place: Callable[[], Path]) -> tuple[str, str]:
    """Return the language to speak, and a sentence if one was asked for that nobody has translated to.

    said:  what --language says, if it does
    place: returns the folder that somebody stands in
    """
    name = said or environment.get(VARIABLE) or _written(place)
    if name:
        language = known(name)
        if language is not None:
            return language, ""
        return ENGLISH, f"nobody has translated dlgrade to {name!r} yet: it speaks {', '.join(languages())}"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(variable):
            return known(environment[variable]) or ENGLISH, ""
    return ENGLISH, ""


def _written(here: Callable[[], Path]) -> str:
    """Return the line `language` of the folder's dlgrade.toml; nothing if there is none that can be read."""
    try:
        place = here()
    except OSError:
        return ""  # the folder that somebody stands in was taken away
    for folder in (place, *place.parents):
        mark = folder / _DESK
        if mark.is_file():
            import tomllib

            try:
                text = mark.read_text("utf-8")
                language = tomllib.loads(text).get("language") if "language" in text else None
            except (OSError, ValueError):
                return ""  # whoever needs the file will say what is wrong with it
            return language if isinstance(language, str) else ""
    return ""


def without_option(arguments: Sequence[str], option: str = "--language") -> tuple[list[str], str | None]:
    """Take the language out of a command's arguments, wherever it stands, since errors are told in it too."""
    left: list[str] = []
    found: str | None = None
    every = iter(arguments)
    for argument in every:
        if argument == "--":
            left += [argument, *every]
        elif argument == option:
            found = next(every, None)
            if found is None:
                left.append(argument)  # and the command says what is missing
        elif argument.startswith(option + "="):
            found = argument.partition("=")[2]
        else:
            left.append(argument)
    return left, found


def environment() -> Mapping[str, str]:
    """Return what the shell has set."""
    return os.environ
