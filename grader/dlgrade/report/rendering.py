"""Pages from templates: self-contained, everything escaped, and a policy that lets nothing in from elsewhere."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dlgrade
from dlgrade.language import say, spoken

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

_FOLDER = Path(__file__).parent
_GENERATOR = "dlgrade"
MARK = f'<meta name="generator" content="{_GENERATOR} '  # stands in the beginning of every page of ours
_PART = "\ue000"  # stands for a part of a sentence; no language has it
MARKED_WITHIN = 2_000  # characters


@cache
def _environment() -> "jinja2.Environment":
    import jinja2

    made = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        loader=jinja2.FileSystemLoader(_FOLDER),
    )
    made.globals |= {"say": say, "around": _around}
    return made


def _around(sentence: str, tag: str, **part: str) -> "Markup":
    """Say a sentence, with its one part inside an element: around("Feedback for {name}", "bdi", name=...)."""
    from markupsafe import Markup, escape

    [(name, text)] = part.items()
    before, _, behind = say(sentence, **{name: _PART}).partition(_PART)
    return Markup("{}<{}>{}</{}>{}").format(before, Markup(tag), escape(text), Markup(tag), behind)  # noqa: S704


def macros(name: str) -> Any:
    """Return the macros of a template."""
    return _macros(name)


@cache
def _macros(name: str) -> Any:
    return _environment().get_template(name).module


def render(name: str, content: dict[str, Any], *, script: str = "") -> bytes:
    """Fill a template, in the language that is spoken; `script` names the one script that the page may run."""
    from markupsafe import Markup

    style, code = _text("page.css"), _text(script) if script else ""
    allowed = ["default-src 'none'", f"style-src {_source(style)}", "base-uri 'none'", "form-action 'none'"]
    allowed += [f"script-src {_source(code)}"] * bool(code)
    text = (
        _environment()
        .get_template(name)
        .render(
            content,
            policy="; ".join(allowed),
            language=spoken().replace("_", "-"),
            generator=f"{_GENERATOR} {dlgrade.__version__}",
            style=Markup(style),  # noqa: S704 - a file of ours
            script=Markup(code),  # noqa: S704 - the same
        )
    )
    return text.encode("utf-8", "backslashreplace")


@cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
