"""Text from the other side, made harmless to show: nothing in it can move a cursor, turn a line around or forge one."""

import unicodedata

_ESCAPED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # control, format, surrogate, private, unassigned; line ends


def legible(text: str) -> str:
    """Do the same, but keep line ends: for a text that we have put together of lines."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def one_line(text: str) -> str:
    """Write out everything that is not a plain character, line ends too; what comes back can be encoded as UTF-8."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        ascii(character)[1:-1] if unicodedata.category(character) in _ESCAPED else character for character in text
    )
