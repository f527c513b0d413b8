"""The reference of a kit: answers by check and by the order in which they are asked for, without torch."""

from collections.abc import Sequence
from typing import Any

from dlgrade.answers import Shipped
from dlgrade.errors import REPAIR, CourseError, NotStoredError, UsageError
from dlgrade.oracle.reference import Asked, Reference, question


class StoredReference(Reference):
    """Answers a check as the reference did when the kit was made; the check draws the inputs that it drew then.

    Place and name decide, not the content of a question: another machine may round an input otherwise.
    """

    def __init__(self, shipped: Shipped):
        self._shipped = shipped
        self._check = ""
        self._place = 0
        self._version = shipped.index.made_by
        self._device = "stored"
        self.asked: list[Asked] = []
        self.given: list[tuple[Asked, Any]] = []

    def begin(self, check: str) -> None:
        """Begin with a check's first question."""
        super().begin(check)
        self._check, self._place = check, 0

    def ask(self, asked: Asked) -> Any:
        """Answer the next question of a check; CourseError if it is another than when the kit was made."""
        self.asked.append(asked)
        answers = self._shipped.check(self._check).answers
        name, value = answers[self._place] if self._place < len(answers) else ("", None)
        if name != asked.name:
            raise CourseError(
                f"{self._shipped.path}: {self._check} asks for {asked.name}, which is not stored: {REPAIR}"
            )
        self._place += 1
        self.given.append((asked, value))
        return value

    def answer(
        self, name: str, upstream: Any, arguments: tuple[Any, ...], keywords: dict[str, Any], wrt: Sequence[int] | None
    ) -> Any:
        """Answer a diagnosis, from what diagnoses asked when the kit was made; NotStoredError if none did."""
        others = self._shipped.check(self._check).others
        key = question(name, upstream, arguments, keywords, wrt)
        if key not in others:
            raise NotStoredError(f"the kit holds no answer of {name} for these inputs")
        return others[key]

    def run(self, name: str, *_arguments: Any, **_keywords: Any) -> Any:
        """Refuse: a kit has no reference that could run."""
        raise UsageError(f"{name} needs the course's PyTorch reference, which a kit does not hold")

    def default(self, name: str, parameter: str) -> Any:
        """Return a default, as it was when the kit was made."""
        return self._shipped.index.defaults.get(f"{name}.{parameter}")
