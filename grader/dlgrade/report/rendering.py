"""Pages from templates: self-contained, everything escaped, and a policy that lets nothing in from elsewhere."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dlgrade

if TYPE_CHECKING:
    import jinja2

_FOLDER = Path(__file__).parent
_GENERATOR = "dlgrade"
MARK = f'<meta name="generator" content="{_GENERATOR} '  # stands in the beginning of every page of ours
MARKED_WITHIN = 2_000  # characters


@cache
def _environment() -> "jinja2.Environment":
    import jinja2

    return jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        loader=jinja2.FileSystemLoader(_FOLDER),
    )


def macros(name: str) -> Any:
    """Return the macros of a template."""
    return _macros(name)


@cache
def _macros(name: str) -> Any:
    return _environment().get_template(name).module


def render(name: str, content: dict[str, Any], *, script: str = "") -> bytes:
    """Fill a template; `script` names the one script that the page may run."""
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
