"""Keep catalogues in step with what they translate: Babel reads, merges and writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dlgrade.errors import UsageError
from dlgrade.language.catalogue import read_po

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

_NO_BABEL = "catalogues are merged by Babel, which is not here: pip install 'babel>=2.14'"

_FIELDS = {
    "Project-Id-Version": "dlgrade",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}
_COMMENT = """\
# What dlgrade says. `dlgrade translate` brings this file in step with the sources; translate what it leaves empty.
# {name:number} stands for a number, {name:word} for one word, {name:sentence} for a sentence that is translated in
# turn, {name} for anything. A translation has {name} alone, in the place where it wants it.
# language/GLOSSARY.md holds the terms."""


@dataclass(frozen=True)
class Upkeep:
    """What one catalogue lacks, what it has too much of, and what it should hold."""

    path: Path
    missing: list[str]
    stale: list[str]
    content: bytes

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and nothing stale."""
        return not self.missing and not self.stale

    def write(self) -> None:
        """Write the merged catalogue; what is missing has an empty translation, or a guess that is marked as one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(self.content)

    def __str__(self) -> str:
        return f"{self.path}: {len(self.missing)} to translate, {len(self.stale)} no longer said"


def upkeep(path: Path, language: str, sources: Mapping[str, Sequence[str]], *, spared: str = "") -> Upkeep:
    """Compare a catalogue with what has to be translated.

    sources: each sentence with the files that it is in
    spared:  a place whose sentences are not stale when they are gone, since other versions of it have others
    """
    old = _read(path, language)
    kept: dict[str, Sequence[str]] = {
        str(message.id): [place for place, _ in message.locations]
        for message in old
        if message.id and [place for place, _ in message.locations] == [spared]
    }
    wanted = {**sources, **kept}
    template = _new(language)
    for sentence, places in wanted.items():
        template.add(sentence, locations=[(place, 0) for place in places])
    before = [str(message.id) for message in old if message.id]
    translated = read_po(path) if path.exists() else {}
    old.update(template)
    return Upkeep(
        path,
        missing=[sentence for sentence in wanted if sentence not in translated],
        stale=[sentence for sentence in before if sentence not in wanted],
        content=_written(old, _header(path, language)),
    )


def _read(path: Path, language: str) -> "Catalog":
    try:
        from babel.messages import pofile
    except ImportError:
        raise UsageError(_NO_BABEL) from None
    if not path.exists():
        return _new(language)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def _new(language: str) -> "Catalog":
    from babel.messages.catalog import Catalog

    return Catalog(locale=language, project="dlgrade", fuzzy=False)


def _header(path: Path, language: str) -> str:
    """Return what a catalogue begins with: what is there already, or else what gettext wants to know."""
    if path.exists() and path.read_text("utf-8").strip():
        return path.read_text("utf-8").partition("\n\n")[0].strip() + "\n"
    fields = "".join(f'"{name}: {value}\\n"\n' for name, value in {**_FIELDS, "Language": language}.items())
    return f'{_COMMENT}\nmsgid ""\nmsgstr ""\n{fields}'


def _written(catalog: "Catalog", header: str) -> bytes:
    """Write a catalogue, each text in one line, so that a change of it is one line in a comparison."""
    blocks = [header]
    for message in catalog:
        if not message.id:
            continue
        lines = [f"#: {place}" for place, _ in message.locations]
        lines += ["#, fuzzy"] * message.fuzzy
        lines += [f"msgid {quoted(str(message.id))}", f"msgstr {quoted(str(message.string or ''))}"]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks).encode()


def quoted(text: str) -> str:
    """Write a text as catalogues do."""
    for plain, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t")):
        text = text.replace(plain, escaped)
    return f'"{text}"'
