"""JUnit's XML: a suite for each submission, a case for each check, points as properties."""

from collections.abc import Sequence
from xml.etree import ElementTree

from dlgrade.classroom import Standing
from dlgrade.exports.cells import number
from dlgrade.exports.marks import MISSING, NOT_GRADED
from dlgrade.exports.wording import explained, title
from dlgrade.protocol import legible, one_line
from dlgrade.results import CheckResult

_ELEMENTS = {"failed": "failure", "error": "error", "not_reached": "skipped"}
_WHOLE = "submission"  # the case that tells what is true of all of it


def document(standings: Sequence[Standing], name: str) -> bytes:
    """Return one document with a suite for each standing."""
    root = ElementTree.Element("testsuites", name=one_line(name))
    for standing in standings:
        root.append(_suite(standing))
    _count(root, [case for suite in root for case in suite.iter("testcase")])
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _suite(standing: Standing) -> ElementTree.Element:
    result = standing.result
    suite = ElementTree.Element("testsuite", name=f"{standing.exercise}.{one_line(standing.student)}")
    known = {
        "student": standing.student,
        "exercise": standing.exercise,
        "state": standing.state,
        "score": number(standing.score) if result else "",
        "points": number(standing.points) if result else "",
        "penalty": number(standing.penalty) if result else "",
        "max_points": number(standing.max_points),
    }
    if result is not None:
        suite.set("timestamp", result.started[:19])
        known |= {"isolation": result.isolation, "key_id": result.key_id, "draw": str(result.draw)}
        known |= {"device": result.device, "digest.submission": result.digests.submission}
        known |= {"digest.checks": result.digests.checks}
        known |= {f"version.{name}": version for name, version in result.versions.items()}
    known |= {f"why.{place}": why for place, why in enumerate(standing.why, start=1)}
    _properties(suite, known)
    cases = [*_cases_of_the_whole(standing), *(_case(standing, check) for check in standing.checks)]
    suite.extend(cases)
    _count(suite, cases)
    return suite


def _cases_of_the_whole(standing: Standing) -> list[ElementTree.Element]:
    """Return a case for what no check can tell: that nothing is there, is graded, or could be run."""
    result = standing.result
    case = ElementTree.Element("testcase", classname=standing.exercise, name=_WHOLE, time="0")
    if result is None:
        ElementTree.SubElement(case, "skipped", message=MISSING if standing.state == "missing" else NOT_GRADED)
    elif result.problem:
        problem = ElementTree.SubElement(
            case, "failure", type="failed", message=one_line(result.problem.split("\n")[0])
        )
        problem.text = legible(result.problem)
    else:
        return []
    return [case]


def _case(standing: Standing, check: CheckResult) -> ElementTree.Element:
    case = ElementTree.Element(
        "testcase",
        classname=f"{standing.exercise}.{one_line(check.task)}",
        name=one_line(check.id),
        time=f"{check.seconds:.4f}",
    )
    _properties(
        case,
        {
            "title": title(check),
            "points": number(standing.earned(check)),
            "max_points": number(check.max_points),
            "hidden": str(check.hidden).lower(),
            **({"mistake": check.mistake} if check.mistake else {}),
        },
    )
    element = _ELEMENTS.get(check.outcome)
    if element:
        text = explained(check)
        said = ElementTree.SubElement(case, element, message=text.split("\n")[0])
        if element != "skipped":
            said.set("type", check.outcome)
            said.text = text
    return case


def _properties(parent: ElementTree.Element, known: dict[str, str]) -> None:
    listed = ElementTree.SubElement(parent, "properties")
    for name, value in known.items():
        ElementTree.SubElement(listed, "property", name=one_line(name), value=one_line(value))


def _count(element: ElementTree.Element, cases: Sequence[ElementTree.Element]) -> None:
    element.set("tests", str(len(cases)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(case.find(tag) is not None for case in cases)))
    element.set("time", f"{sum(float(case.get('time', '0')) for case in cases):.4f}")
