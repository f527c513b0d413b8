"""Catalogues: gettext's .po files, read as they are, and the sentences in them."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from dlgrade.language.template import SEPARATORS, Place, Template, parsed

_DEEPEST = 4  # sentences within sentences


def read_po(path: Path) -> dict[str, str]:
    """Return the translations of a .po file; what is not translated yet, or only guessed, is left out."""
    return {source: target for source, target in _entries(path.read_text("utf-8")) if source and target}


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for block in text.split("\n\n"):
        parts = {"msgid": "", "msgstr": ""}
        current = ""
        for line in block.splitlines():
            if line.startswith("#,") and "fuzzy" in line:
                parts["msgid"] = current = ""
                break
            if line.startswith("#") or not line.strip():
                continue
            keyword, _, quoted = line.partition(" ")
            if line.startswith('"'):
                quoted = line
            else:
                current = keyword
            if current in parts:
                parts[current] += str(json.loads(quoted))  # what gettext escapes, JSON does too
        yield parts["msgid"], parts["msgstr"]


class Catalogue:
    """The engine's sentences in one language, and what the authors of courses wrote, which is known as a whole too."""

    def __init__(self, entries: Mapping[str, str], authors: Mapping[str, str] | None = None):
        self._plain: dict[str, str] = {}
        self._sources = dict(entries)
        self._authors = authors or {}
        templates: list[Template] = []
        for source, target in [*self._authors.items(), *entries.items()]:
            if "{" in source and any(isinstance(piece, Place) for piece in parsed(source)):
                templates.append(Template(source, target))
            else:
                self._plain[source.replace("{{", "{").replace("}}", "}")] = target
        self._templates = templates

    @cached_property
    def _by_weight(self) -> list[Template]:
        return sorted(self._templates, key=lambda each: (-each.weight, each.source))

    def lookup(self, source: str) -> str | None:
        """Return the translation of a sentence as a catalogue writes it."""
        return self._sources.get(source)

    def said(self, text: str) -> str:
        """Say a text that the engine has made, line by line; a line that is none of its sentences stays as it is."""
        lines = text.split("\n")
        for index, line in enumerate(lines):
            lines[index], final = self._line(line, 0)
            if final:
                break
        return "\n".join(lines)

    def _line(self, line: str, depth: int) -> tuple[str, bool]:
        """Say one line; the second value tells whether all behind it is a student's."""
        bare = line.strip()
        if not bare or depth > _DEEPEST:
            return line, False
        before, after = line[: line.index(bare)], line[line.index(bare) + len(bare) :]
        plain = self._plain.get(bare)
        if plain is not None:
            return before + plain + after, False
        template, parts = self._meant(bare)
        if template is None:
            return line, False
        spoken = {
            name: self._part(part, depth + 1) if template.kind(name) == "sentence" else self._authors.get(part, part)
            for name, part in parts.items()
        }
        return before + template.filled(spoken) + after, template.last is not None

    def _meant(self, text: str) -> tuple[Template | None, dict[str, str]]:
        """Return the sentence that a text is: the one whose own words begin first, and of several the longest.

        The engine speaks first, and what a student wrote comes behind; however it looks, it begins later.
        """
        best: tuple[int, Template | None, dict[str, str]] = (len(text) + 1, None, {})
        for template in self._by_weight:
            if template.could_be(text) and (parts := template.match(text)) is not None:
                begins = template.begins(parts)
                if begins < best[0]:
                    best = (begins, template, parts)
        return best[1], best[2]

    def _part(self, text: str, depth: int) -> str:
        """Say a sentence within another, or several that are said together."""
        said, _ = self._line(text, depth)
        for separator in SEPARATORS:
            if said == text and separator in text:
                parts = text.split(separator)
                spoken = [self._line(part, depth)[0] for part in parts]
                if spoken != parts:
                    said = self._sources.get(separator, separator).join(spoken)
        return said
