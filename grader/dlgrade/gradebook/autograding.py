"""nbgrader's autograder with dlgrade in the place of a kernel: it executes nothing that a student wrote.

nbgrader loads this file by what `nbgrader_config.py` says; nothing else imports it. A submitted notebook is not taken
over as it is: its cells' texts are put into a new notebook, whose test cells, points and metadata are the gradebook's.
So cells that were deleted, doubled or changed are whole again, and outputs or scores that somebody forged are gone.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode, from_dict, v4
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode
from traitlets.utils.importstring import import_item

from dlgrade.errors import SubmissionError
from dlgrade.gradebook.comments import plain
from dlgrade.student.notebooks import all_cells
from dlgrade.student.submission import read_bytes

if TYPE_CHECKING:
    from dlgrade.gradebook.verdicts import Verdict

_TEXT_LIMIT = 1 << 18  # characters of one cell that a page shows
_MISSING = "# this cell was not in the notebook that was handed in"


class RebuiltNotebook(NotebookExporter):  # type: ignore[misc]
    """Reads what was handed in as data, and makes a notebook that nbgrader can trust."""

    def from_filename(self, filename: str, resources: Any = None, **keywords: Any) -> tuple[str, Any]:
        """Return a notebook's text; that of a submission is made anew, that of our own making is read."""
        if not getattr(self.parent, "_sanitizing", False):
            return super().from_filename(filename, resources=resources, **keywords)  # type: ignore[no-any-return]
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            known = _Known(gradebook.find_notebook(about["notebook"], about["assignment"]), self._given(about))
        try:
            handed_in = all_cells(read_bytes(Path(filename)), Path(filename).name)
        except SubmissionError as error:
            handed_in = [("markdown", str(error), "")]
        made = v4.new_notebook(cells=[*known.rebuilt(handed_in)], metadata=from_dict(known.metadata))
        for number, cell in enumerate(made.cells):
            cell.id = f"cell-{number}"
        return super().from_notebook_node(made, resources=resources, **keywords)  # type: ignore[no-any-return]

    def _given(self, about: dict[str, str]) -> set[str]:
        """Return the texts of the source notebook's cells, which are no student's."""
        folders = self.parent.coursedir
        folder = folders.format_path(folders.source_directory, ".", about["assignment"])
        with contextlib.suppress(SubmissionError):
            path = Path(folder) / f"{about['notebook']}.ipynb"
            return {text for _, text, _ in all_cells(read_bytes(path), path.name)}
        return set()


class _Known:
    """The cells that the gradebook knows of a notebook."""

    def __init__(self, notebook: Any, given: set[str]):
        self._given = given
        self.metadata = {
            "language_info": {"name": "python"},
            "kernelspec": {"name": "python3", "display_name": "Python"},
        }
        self._solutions = [str(cell.name) for cell in notebook.solution_cells]
        sources = {cell.name: cell for cell in notebook.source_cells}
        self._tests = {
            str(cell.name): (float(cell.max_score), str(sources[cell.name].source)) for cell in notebook.grade_cells
        }

    def rebuilt(self, handed_in: list[tuple[str, str, str]]) -> Iterator[NotebookNode]:
        """Yield every cell once, with metadata of ours; what is not there comes at the end."""
        seen: set[str] = set()
        for kind, text, name in handed_in:
            if name in seen or name not in (*self._solutions, *self._tests):
                yield v4.new_markdown_cell(text) if kind != "code" and text in self._given else _foreign(kind, text)
            else:
                seen.add(name)
                yield self._cell(name, text)
        for name in [*self._solutions, *self._tests]:
            if name not in seen:
                yield self._cell(name, _MISSING)

    def _cell(self, name: str, text: str) -> NotebookNode:
        mark: dict[str, Any] = {"grade_id": name, "schema_version": 3, "task": False, "cell_type": "code"}
        if name in self._tests:
            points, text = self._tests[name]
            mark |= {"grade": True, "solution": False, "locked": True, "points": points}
        else:
            mark |= {"grade": False, "solution": True, "locked": False}
        return v4.new_code_cell(text[:_TEXT_LIMIT], metadata={"nbgrader": mark})


def _foreign(kind: str, text: str) -> NotebookNode:
    """Return a cell that is no test and no solution; formgrader shows Markdown with all its HTML, and must not here."""
    if kind == "code":
        return v4.new_code_cell(text[:_TEXT_LIMIT])
    return v4.new_markdown_cell(plain(text))


class DlgradeJudge(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts dlgrade's verdict where a kernel would put its outputs, and what it says beside it into the gradebook."""

    judge = Unicode(help="The function that judges: of the class's folder, a student and an exercise.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Fill the test cells; `settle` in the same list follows nbgrader's own SaveAutoGrades."""
        about = resources["nbgrader"]
        verdict: Verdict = import_item(self.judge)(Path.cwd(), about["student"], about["assignment"])
        resources["dlgrade"] = verdict
        with Gradebook(about["db_url"]) as gradebook:
            assignment = gradebook.find_assignment(about["assignment"])
            assignment.duedate = verdict.due
            for cell in gradebook.find_notebook(about["notebook"], about["assignment"]).grade_cells:
                if cell.name in verdict.tests:
                    cell.max_score = verdict.tests[cell.name].worth
            gradebook.db.commit()
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            if cell.cell_type == "code" and name in verdict.tests:
                test = verdict.tests[name]
                cell.metadata.nbgrader.points = test.worth
                cell.outputs = [
                    v4.new_output("display_data", {"text/html": test.page, "text/plain": test.text}),
                    v4.new_output("execute_result", {"text/plain": repr(test.points)}, execution_count=None),
                ]
            elif cell.metadata.get("nbgrader", {}).get("grade"):
                cell.outputs = [v4.new_output("execute_result", {"text/plain": "0.0"}, execution_count=None)]
        return nb, resources


class DlgradeComments(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes comments, what needs a human, and what lateness takes, once nbgrader has saved the scores."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write all of it in one transaction; a human's scores and comments stay."""
        verdict: Verdict = resources["dlgrade"]
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            found = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            for comment in found.comments:
                comment.auto_comment = verdict.comments.get(comment.name)
            for grade in found.grades:
                test = verdict.tests.get(grade.name)
                if test is not None and test.needs:
                    grade.needs_manual_grade = True
            found.late_submission_penalty = round(verdict.lost * found.score, 6)
            gradebook.db.commit()
        return nb, resources
