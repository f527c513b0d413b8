"""A module is made of a notebook: what is defined is taken, experiments are not, and places stay those of cells."""

import json

import pytest
from notebook_files import code, graded, notebook, solved

from dlgrade.errors import SubmissionError
from dlgrade.student.extraction import Extraction, extract, located
from dlgrade.student.notebooks import CODE_LIMIT, Cell, all_cells, code_cells, exercise_of

NAME = "activations.ipynb"


def made(*cells: object, wanted: object = (), modules: object = ()) -> Extraction:
    """Extract from cells."""
    return extract(code_cells(notebook(*cells), NAME), NAME, wanted=wanted, modules=modules)  # type: ignore[arg-type]


def lines(*cells: object, **options: object) -> list[str]:
    """Return the lines of the module that say something."""
    text = made(*cells, **options).text
    return [line for line in text.split("\n")[1:] if line and not line.startswith("#:: ")]


DEFINES = "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)"


@pytest.mark.parametrize(
    "experiment",
    [
        "print(relu(3))",
        "y = relu(np.linspace(-1, 1))",
        "for i in range(3):\n    print(relu(i))",
        "%timeit relu(3)",
        "!pip install torch",
        "relu?",
        "?relu",
        "files = !ls",
        "%matplotlib inline",
        "%check relu",
        "%%bash\nrm -rf /\ndef hurt(): pass",
        "%%writefile x.py\ndef hurt(): pass",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2])",
        "from matplotlib import pyplot as plt; plt.show()",
        "while True:\n    pass",
        "await x",
        "del relu",
        "assert relu(3) == 3",
        "'text'",
        "model = fit(epochs=100)\nmodel.history[0] = 1",
        "import dlgrade",
        "raise SystemExit",
        "np.random.seed(0)",
        "if __name__ == '__main__':\n    relu(3)",
    ],
)
def test_experiments_are_left_out(experiment: str) -> None:
    """Whatever is tried out between definitions, the module is what it would be without."""
    assert lines(DEFINES, experiment) == DEFINES.split("\n")


@pytest.mark.parametrize(
    "needed",
    [
        "SCALE = 2",
        "SCALE = np.sqrt(4.0)",
        "A = 1\nSCALE = A + 1",
        "SCALE: int = int(2)",
        "SCALE, OTHER = divmod(5, 2)",
        "try:\n    SCALE = int('2')\nexcept ValueError:\n    SCALE = 2",
        "SCALE = []\nSCALE += [2]",
    ],
)
def test_what_a_definition_needs_is_taken(needed: str) -> None:
    """Assignments that functions use, with a call in them or not, and what these use in turn."""
    using = "import numpy as np\ndef f(x):\n    return x * SCALE"
    assert lines(using, needed) == [*using.split("\n"), *needed.split("\n")]


@pytest.mark.parametrize(
    ("before", "source"),
    [
        ("", "class A:\n    pass"),
        ("", "async def f():\n    pass"),
        ("import functools", "@functools.cache\ndef f(x):\n    return x"),
        ("class A:\n    pass\ndef backward(self):\n    pass", "A.backward = backward"),
        ("", "Size = int | tuple[int, int]"),
        ("", "relu = lambda x: x * (x > 0)"),
        ("", "%%time\ndef f():\n    pass"),
        ("", 'TEXT = """\n%not a magic\n!neither\n"""'),
        ("", "z = (3\n% 2)"),
        ("", "a = 7 \\\n% 2"),
    ],
)
def test_definitions_of_every_kind_are_taken(before: str, source: str) -> None:
    """Functions, classes, aliases, methods that are given to a class later; a % that is arithmetic or text."""
    expected = [line for line in [*before.split("\n"), *source.split("\n")] if line and not line.startswith("%%")]
    assert lines(before, source) == expected


def test_a_task_may_be_made_by_a_call() -> None:
    """Only the exercise knows that the name is asked for."""
    source = "import numpy as np\nidentity = np.vectorize(float)"
    assert lines(source) == ["import numpy as np"]
    assert lines(source, wanted=["identity"]) == source.split("\n")


def test_a_local_name_needs_no_global() -> None:
    """`x` in a function is its own: the experiment that has the same name is not taken."""
    assert "x = relu(5)" not in lines(DEFINES, "x = relu(5)\nout = relu(x)")


def test_what_only_a_plot_needs_is_left_out() -> None:
    """A helper that draws needs nothing of a grader, and so nothing that takes minutes is run for it."""
    found = lines("import matplotlib.pyplot as plt\ndef show():\n    plt.plot(losses)", "losses = train_for_an_hour()")
    assert found == ["def show():", "    plt.plot(losses)"]


def test_imports_of_the_students_own_are_taken() -> None:
    """Earlier exercises and files beside the notebook; and a name that two imports give is not missing."""
    source = "from convolution import Conv2d\nimport helpers"
    assert lines(source) == []
    assert lines(source, modules=["convolution", "helpers"]) == source.split("\n")


def test_the_future_is_imported_first() -> None:
    """Wherever the notebook has it."""
    text = made(DEFINES, "from __future__ import annotations").text
    assert text.startswith("from __future__ import annotations\n")
    assert text.count("__future__") == 1
    compile(text, NAME, "exec")


def test_test_cells_are_no_work() -> None:
    """What a grader's cell defines is not the student's; a solution cell that is graded by hand is."""
    both = {"grade": True, "solution": True, "grade_id": "b"}
    assert lines(graded("a", "def relu(x): return 1"), code("def mine(): pass", nbgrader=both)) == ["def mine(): pass"]


def test_a_cell_that_does_not_compile_takes_nothing_else_along() -> None:
    """Its functions raise what is wrong with it, the others are as they were, and a note names cell and line."""
    found = made(DEFINES, solved("tanh", "\ndef tanh(x):\n    return (x"))
    assert found.notes == [
        f"{NAME}, cell 2 (tanh), line 3: does not compile: '(' was never closed; the other cells are judged"
    ]
    module: dict[str, object] = {}
    exec(found.text, module)
    assert "relu" in module
    with pytest.raises(SyntaxError, match=r"'\(' was never closed \(line 3 of this cell\)"):
        module["tanh"](1)  # type: ignore[operator]


def test_notes_say_what_is_left_out() -> None:
    """By cell and by module; nothing is said of magics, of tests, of a text, and of dlgrade."""
    found = made("%load_ext dlgrade\nimport dlgrade", "'text'", DEFINES, "relu(3)", "import pandas", "print(4)")
    assert found.notes == [
        f"{NAME}: not available to the grader, so that what needs it is left out: pandas",
        f"{NAME}: taken is what it defines; what it tries out is left out, in cell 4, cell 6",
    ]
    assert made("%load_ext dlgrade", DEFINES, graded("t", "relu(3)")).notes == []


def test_a_line_is_found_in_its_cell() -> None:
    """By the number of the cell among the cells of code, nbgrader's name, and the line in it."""
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# text"}, "print(1)", DEFINES]
    text = made(*cells, solved("f", "%time\n\ndef f():\n    return 1 / 0")).text
    place = text.split("\n").index("    return 1 / 0") + 1
    assert located(text, place) == ("cell 3 (f)", 4)
    assert located(text, text.split("\n").index("import numpy as np") + 1) == ("cell 2", 1)
    assert located(text, 1) == ("", 1)
    assert located(text, 0) == ("", 0)


def test_no_line_of_a_cell_begins_another() -> None:
    """A comment that looks like our line is one."""
    text = made("X = 1", "#:: cell 9\n#::\ndef f():\n    pass\nTEXT = '''\n#:: cell 8\n'''").text
    assert [line for line in text.split("\n") if line.startswith("#::")] == ["#:: cell 1", "#:: cell 2"]


def test_experiments_change_nothing_of_the_module() -> None:
    """Grading again is due when work changes, not when something was tried out."""
    first, second = (made(DEFINES, f"relu({number})").text for number in (1, 2))
    assert first == second


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00", "is no JSON"),
        (b"[]", "it has no cells"),
        (b'{"cells": 3}', "it has no cells"),
        (b'{"worksheets": []}', "is older than format 4"),
        (b"[" * 100_000, "is no JSON"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "is no JSON"),
        (json.dumps({"cells": [{}] * 2_001}).encode(), "holds more than 2,000 cells"),
        (notebook("x" * (CODE_LIMIT + 1)), "holds more than 1 MB of code"),
    ],
)
def test_what_is_no_notebook_gets_a_sentence(content: bytes, sentence: str) -> None:
    """It names the file and says what to do."""
    with pytest.raises(SubmissionError, match=sentence) as caught:
        code_cells(content, NAME)
    assert str(caught.value).startswith(NAME)


def test_more_statements_than_anybody_writes_get_a_sentence() -> None:
    """Each is looked at, so that there is a limit."""
    with pytest.raises(SubmissionError, match="holds more than 10,000 statements"):
        made("a=1\n" * 10_001)


@pytest.mark.parametrize(
    "cell",
    [
        1,
        None,
        {"cell_type": "code"},
        {"cell_type": "code", "source": 7, "metadata": []},
        {"cell_type": "code", "source": [1, "def f(): pass", None], "metadata": {"nbgrader": 3}},
        {"cell_type": "code", "source": "a\ud800", "metadata": {"nbgrader": {"grade_id": ["x"], "grade": "yes"}}},
        {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade_id": "a\n\x1b[31m"}}},
        {"cell_type": [], "source": {}},
    ],
)
def test_odd_cells_are_read_as_what_they_may_be(cell: object) -> None:
    """Nothing that JSON can hold takes the reader down, and no name steers a terminal."""
    content = json.dumps({"cells": [cell], "metadata": []}).encode()
    for each in code_cells(content, NAME):
        assert each.label in ("cell 1",)
        assert extract([each], NAME).text
    all_cells(content, NAME)
    assert exercise_of(content) == ""


def test_sources_come_as_text_or_as_lines() -> None:
    """As Jupyter and as others write them, with any ends of lines."""
    both = [code("a = 1\r\nb = 2"), {**code(""), "source": ["a = 1\n", "b = 2"]}]
    assert {each.source for each in code_cells(notebook(*both), NAME)} == {"a = 1\nb = 2"}


BOMBS = {
    "unary": "-" * 50_000 + "1",
    "sum": "1" + "+1" * 50_000,
    "attributes": "a" + ".b" * 50_000,
    "calls": "a" + "()" * 50_000,
    "brackets": "(" * 50_000,
    "lambdas": "lambda:" * 50_000 + "1",
    "elif": "if 1: pass\n" + "elif 1: pass\n" * 20_000,
    "just below": "x = " + "-" * 900 + "1",
    "null": "a\0b",
    "shell": "!\n" * 200_000,
    "quotes": "'''\n!x\n" * 4_000,
    "marks": "#::\n" * 200_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_no_source_takes_the_reader_down(bomb: str) -> None:
    """Nested beyond the compiler's limits, or long: the other cell is taken all the same."""
    assert "def relu(x):" in lines(DEFINES, bomb)


def test_a_chain_of_needs_is_followed_to_its_end() -> None:
    """As long as it may be, each name is looked at once."""
    chain = "\n".join(f"a{number} = int(a{number - 1})" for number in range(1, 3_000))
    found = lines("a0 = 1", chain, "def f():\n    return a2999")
    assert len(found) == 3_002


def test_labels_may_be_anything() -> None:
    """A live notebook's cells have Jupyter's numbers."""
    text = extract([Cell("In [12]", "def f():\n    pass")], NAME).text
    assert located(text, 3) == ("In [12]", 1)
