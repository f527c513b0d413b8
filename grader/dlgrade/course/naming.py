"""Names that people type, and names that no module may have."""

import difflib
import keyword
import sys
from collections.abc import Sequence

_LISTED = 20  # names in a sentence


def taken(topic: str) -> bool:
    """Whether no module of a student can have this name."""
    return topic in sys.stdlib_module_names or topic in ("numpy", "dlgrade") or keyword.iskeyword(topic)


def nearest(name: str, known: Sequence[str], rename: dict[str, str] | None = None) -> str:
    """Return how a sentence about an unknown name ends: with the nearest known one, or with all of them."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if not close:
        if not known:
            return "; there are none yet"
        every = [each for each in known if each not in (rename or {})]
        more = f" and {len(every) - _LISTED} more" if len(every) > _LISTED else ""
        return f"; there are {', '.join(every[:_LISTED])}{more}"
    return f": did you mean {(rename or {}).get(close[0], close[0])}?"
