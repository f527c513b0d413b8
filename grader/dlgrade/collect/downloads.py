"""What an LMS lets instructors download: Canvas, Moodle and Gradescope, as the archive it comes in or unpacked."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from dlgrade.classroom.attempts import moment_of
from dlgrade.collect.deliveries import Delivery, Sender, delivery
from dlgrade.collect.trees import METADATA, Entry, Tree
from dlgrade.course import Course, Exercise
from dlgrade.errors import UsageError
from dlgrade.protocol import one_line

_CANVAS = re.compile(
    r"(?P<name>.*?)_?(?<![^_])(?P<late>LATE_)?(?P<user>\d+|anon_\w{5})_(?P<attachment>\d+)_(?P<file>.+)", re.DOTALL
)
_CANVAS_TEXT = re.compile(r".+_(?:\d+|anon_\w{5})_(?:text|link)\.html")
_AGAIN = re.compile(r"(?P<stem>[^\W\d]\w*)-(?P<number>\d{1,3})(?P<suffix>\.py|\.ipynb|\.zip|\.tar\.gz|\.tgz)")
_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL)
_METADATA_LIMIT = 200 << 20  # bytes of Gradescope's list, which holds every result as well
_SUBMISSION = re.compile(r"submission_\d+")


class Canvas:
    """`doejane_LATE_123_4567_activations-1.py`: name, lateness, user, attachment, second attempt's file."""

    name = "a download from Canvas"
    stated = False

    @staticmethod
    def fits(tree: Tree, _course: Course) -> bool:
        """Whether most files are named as Canvas names them."""
        names = [entry.name for entry in tree.entries]
        return 2 * sum(1 for name in names if _CANVAS.fullmatch(name) or _CANVAS_TEXT.fullmatch(name)) > len(names)

    @staticmethod
    def read(tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return a submission for each user."""
        users: dict[str, list[tuple[re.Match[str], Entry]]] = {}
        for entry in tree.entries:
            if named := _CANVAS.fullmatch(entry.name):
                users.setdefault(named["user"], []).append((named, entry))
            elif not entry.name.startswith("."):
                kind = "is text typed into Canvas" if _CANVAS_TEXT.fullmatch(entry.name) else "is not named by Canvas"
                yield Delivery(one_line(entry.name), Sender(), problem=f"{kind}, and holds no file to grade")
        for user, found in users.items():
            first = found[0][0]
            files: dict[str, tuple[int, Entry]] = {}
            for named, entry in found:
                name, number = _as_handed_in(named["file"])
                if name not in files or number > files[name][0]:
                    files[name] = number, Entry((name,), entry.read, entry.modified)
            sender = Sender(number=user if user.isdecimal() else "", name=first["name"])
            place = f"{first['name'] or 'somebody'} ({user})"
            made = delivery(place, sender, [entry for _, entry in files.values()], course, wanted)
            late = any(named["late"] for named, _ in found)
            yield made.but(late=late, left_out=made.left_out + len(found) - len(files))


class Moodle:
    """`Jane Doe_1234_assignsubmission_file_/activations.py`, in a folder or, as Moodle's setting has it, in none."""

    name = "a download from Moodle"
    stated = False

    @staticmethod
    def fits(tree: Tree, _course: Course) -> bool:
        """Whether folders or files are named as Moodle names them."""
        return any(_MOODLE.fullmatch(top) for top in tree.tops())

    @staticmethod
    def read(tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return a submission for each participant."""
        people: dict[tuple[str, str], list[Entry]] = {}
        for entry in tree.entries:
            named = _MOODLE.fullmatch(entry.parts[0])
            if named is None:
                yield Delivery(one_line(entry.parts[0]), Sender(), problem="is not named by Moodle")
                continue
            files = people.setdefault((named["name"], named["number"]), [])
            if named["plugin"] != "onlinetext":
                files.append(entry.below(1) if len(entry.parts) > 1 else Entry((named["file"] or "?",), entry.read))
        for (name, number), files in people.items():
            sender = Sender(number=number, name=name)
            yield delivery(f"{name} ({number})", sender, files, course, wanted)


class Gradescope:
    """`submission_metadata.yml`, and a folder `submission_12345` for each submission."""

    name = "a download from Gradescope"
    stated = True

    @staticmethod
    def fits(tree: Tree, _course: Course) -> bool:
        """Whether its list of submissions is there."""
        return any(entry.parts == (METADATA,) for entry in tree.entries)

    @staticmethod
    def read(tree: Tree, course: Course, wanted: Exercise | None) -> Iterator[Delivery]:
        """Return a submission for each submitter; those of a group get the same."""
        tops = tree.tops()
        listed = _metadata(tree, next(entry for entry in tree.entries if entry.parts == (METADATA,)))
        for top, entries in tops.items():
            about = listed.get(top)
            if top == METADATA:
                continue
            if not isinstance(about, dict):
                yield Delivery(one_line(top), Sender(), problem=f"{METADATA} does not say who sent it")
                continue
            files = [entry.below(1) for entry in entries if len(entry.parts) > 1]
            for sender in _senders(about.get(":submitters")):
                made = delivery(f"{top} by {sender}", sender, files, course, wanted)
                yield made.but(received=_gradescope_time(about.get(":created_at")))
        for missing in sorted(listed.keys() - tops.keys()):
            if _SUBMISSION.fullmatch(str(missing)):
                yield Delivery(str(missing), Sender(), problem=f"{METADATA} lists it, and its folder is not there")


def _as_handed_in(name: str) -> tuple[str, int]:
    """Return a file's name before Canvas numbered it, and the number."""
    again = _AGAIN.fullmatch(name)
    return (again["stem"] + again["suffix"], int(again["number"])) if again else (name, 0)


def _metadata(tree: Tree, entry: Entry) -> dict[Any, Any]:
    """Read Gradescope's list: plain data only, and nothing of what it says about kinds of objects."""
    try:
        import yaml  # nbgrader brings it along; only this needs it
    except ImportError:
        raise UsageError(
            f"{tree.path}: to read Gradescope's {METADATA}, install PyYAML: pip install 'dlgrade[gradebook]'"
        ) from None

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Knows no tags but YAML's own."""

    Loader.add_multi_constructor("", _untagged)
    content = entry.read(_METADATA_LIMIT)
    try:
        found = yaml.load(content or b"", Loader=Loader)  # noqa: S506 - a safe loader's child
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        reason = one_line(str(error))[:200]
        raise UsageError(f"{tree.path}: {METADATA} cannot be read ({reason}): download it again") from None
    if not isinstance(found, dict):
        raise UsageError(f"{tree.path}: {METADATA} lists no submissions: download it again")
    return found


def _untagged(loader: Any, _suffix: str, node: Any) -> Any:
    """Return what is tagged as an object of Ruby's as the plain mapping or text that it is written as."""
    return loader.construct_mapping(node) if node.id == "mapping" else node.value


def _senders(people: Any) -> list[Sender]:
    """Return who sent a submission, nobody known if the list does not say."""
    found = [each for each in people if isinstance(each, dict)] if isinstance(people, list) else []
    said = [[str(each.get(key) or "").strip() for key in (":sid", ":email", ":name")] for each in found]
    return [Sender(id=number, email=email, name=name) for number, email, name in said] or [Sender()]


def _gradescope_time(said: Any) -> datetime.datetime | None:
    said = said.get("utc") if isinstance(said, dict) else said
    if isinstance(said, datetime.datetime):
        return (said if said.tzinfo else said.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    return moment_of(str(said).strip()) if said else None
