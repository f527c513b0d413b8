"""`dlgrade show`: what one check asked, expected and got; of a hidden one nothing but its fact."""

import io
import re
import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result
from commands import assert_sentence, holds, run
from rich.cells import cell_len

from dlgrade.report import terminal
from dlgrade.show.screen import _show_value
from dlgrade.show.sides import Sides

HERE = Path(__file__).parent
CHECKS = '''"""Checks to be shown."""

import numpy as np
import pytest

from dlgrade.compare import assert_gradients, assert_matches, assert_untouched


@pytest.mark.points(1, task="cube")
@pytest.mark.parametrize("size", [2, 3])
def test_cube_of_rows(student, reference, size):
    """Rows are cubed."""
    x = np.arange(1.0, 1 + 2 * size).reshape(2, size)
    assert_matches(student.cube(x), reference.cube(x), name="cube(x)")


@pytest.mark.points(1, task="cube")
def test_cube_of_images(student, reference, rng):
    """Images are cubed."""
    x = rng.normal(size=(2, 3, 6, 40))
    assert_matches(student.cube(x), reference.cube(x), name="images")


@pytest.mark.points(1, task="cube")
def test_cube_leaves_x_alone(student, rng):
    """x is left alone."""
    assert_untouched(student.cube.observe(rng.normal(size=(2, 3))))


@pytest.mark.points(1, task="cube")
@pytest.mark.hidden
def test_cube_of_secrets(student, reference, rng):
    """Whatever it is, it is cubed."""
    x = np.array([7.3819, 0.1234])
    assert_matches(student.cube(x), reference.cube(x), name="cube(x)")


@pytest.mark.points(1, task="Linear")
def test_linear_there_and_back(student, reference, rng):
    """Forward and backward are right."""
    layer = student.Linear(3, 5, np.random.default_rng(1))
    weight, bias, x, dout = (rng.normal(size=size) for size in ((3, 5), 5, (2, 3), (2, 5)))
    layer.write_params({"weight": weight, "bias": bias})
    assert_matches(layer.forward(x), reference.linear(x, weight, bias), name="forward(x)")
    dx, dweight, dbias = reference.linear.backward(dout, x, weight, bias)
    assert_matches(layer.backward(dout), dx, name="dx")
    assert_gradients(layer, {"weight": dweight, "bias": dbias})


@pytest.mark.points(1, task="Linear")
@pytest.mark.needs("test_cube_leaves_x_alone")
def test_linear_needs_cube(student):
    """It needs another."""
'''
OVERLAYS = {
    "right": "",
    "one entry": "def cube(x):\n    y = x**3\n    y.flat[4 if y.size > 4 else 0] += 0.5\n    return y",
    "raised": "def cube(x):\n    raise ValueError('not today')",
    "endless": "def cube(x):\n    while True:\n        pass",
    "shape": "def cube(x):\n    return (x**3).T",
    "dtype": "def cube(x):\n    return (x**3).astype('float32')",
    "a list": "def cube(x):\n    return (x**3).tolist()",
    "nothing": "def cube(x):\n    x**3",
    "nan": "def cube(x):\n    y = x**3\n    y[..., -1] = np.nan\n    return y",
    "changed": "def cube(x):\n    x *= 1.5\n    return x**3",
    "bias": "class Linear(Linear):\n    def backward(self, dout):\n        dx = super().backward(dout)\n"
    "        self.grads['bias'] = 2 * self.grads['bias']\n        return dx",
    "telltale": "def cube(x):\n    if x.ndim == 1:\n        print('told', x)\n        raise ValueError(f'psst {x}')\n"
    "    return x**3",
    "steering": "def cube(x):\n    return '\\x1b[2J\\u202e'",
    "stub": "def cube(x):\n    raise NotImplementedError",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """The tiny course with these checks."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(HERE / "tiny_course", root, dirs_exist_ok=True)
    (root / "solutions" / "01_tiny" / "check_tiny.py").write_text(CHECKS)
    text = (root / "solutions" / "course.toml").read_text()
    (root / "solutions" / "course.toml").write_text(text + "\n[limits]\ncall_seconds = 2\n" * ("[limits]" not in text))
    return root


@pytest.fixture
def show(course, tmp_path):
    """Return a function that shows a check of the solution with an overlay."""

    def shown(check: str, name: str, *options: object, **variables: str) -> Result:
        mine = tmp_path / name.replace(" ", "_")
        mine.mkdir(exist_ok=True)
        text = (course / "solutions" / "01_tiny" / "tiny.py").read_text() + "\n\n" + OVERLAYS[name]
        (mine / "tiny.py").write_text(text)
        return run("show", check, "--course", course, "--submission", mine, *options, **variables)

    return shown


def rows(result: Result) -> list[str]:
    """Return the lines of a screen."""
    return result.stdout.splitlines()


def test_both_sides_stand_side_by_side_and_what_is_wrong_is_marked(show):
    """Expected and actual are aligned, and a sign stands behind the wrong number."""
    result = show("test_cube_of_rows[3]", "one entry")
    assert result.exit_code == 1
    lines = rows(result)
    above = next(line for line in lines if line.split() == ["expected", "|", "actual"])
    first, second = lines[lines.index(above) + 1 : lines.index(above) + 3]
    assert first.split("|")[0].split() == ["1.0000", "8.0000", "27.0000"]
    assert second.split("|")[1].split() == ["64.0000", "125.5000*", "216.0000"]
    assert {line.index("|") for line in (above, first, second)} == {above.index("|")}
    assert second.count("*") == 1
    assert "1 of 6 differ, marked *" in result.stdout
    assert "x  float64 (2, 3)" in result.stdout


@pytest.mark.parametrize("name", ["test_cube_of_rows", "cube_of_rows", "cube"])
def test_a_check_goes_by_function_and_by_task(show, name):
    """With and without test_, and by its task: then the first that failed is shown."""
    result = show(name, "one entry")
    assert result.exit_code == 1
    assert rows(result)[0] == "01_tiny  cube  test_cube_of_rows[2]"
    assert holds(result.stdout, "failed as well: test_cube_of_rows[3]")


def test_an_unknown_check_offers_the_nearest(show):
    """By either name; and of a parametrized one an id."""
    assert_sentence(show("cube_of_row", "right"), 2, "there is no check 'cube_of_row': did you mean cube_of_rows?")
    assert_sentence(show("test_cube_of_rows[4]", "right"), 2, "has no check 'test_cube_of_rows[4]': did you mean")
    assert_sentence(show("cub", "right", "--exercise", "1"), 2, "01_tiny has no check 'cub': did you mean cube?")
    assert_sentence(show("cube", "right", "--exercise", "9"), 2, "there is no exercise 9")


def test_a_name_of_two_exercises_must_be_placed(course, tmp_path, monkeypatch):
    """The folder one stands in decides, or --exercise; or else both are named."""
    root = tmp_path / "course"
    shutil.copytree(course, root)
    checks = root / "solutions" / "02_later" / "check_later.py"
    copied = '\n\n@pytest.mark.points(1, task="{}")\ndef test_cube_of_rows(student):\n    """It holds."""\n'
    task = re.search(r'task="(\w+)"', checks.read_text())
    assert task is not None
    checks.write_text(checks.read_text() + copied.format(task[1]))
    for slug, module in (("01_tiny", "tiny"), ("02_later", "later")):
        (root / "exercises" / slug).mkdir(parents=True)
        shutil.copy(root / "solutions" / slug / f"{module}.py", root / "exercises" / slug)
    monkeypatch.chdir(root)
    assert_sentence(run("show", "cube_of_rows"), 2, "is in 01_tiny and 02_later: say which, with --exercise 1")
    assert rows(run("show", "cube_of_rows", "--exercise", "2"))[0].startswith("02_later")
    monkeypatch.chdir(root / "exercises" / "02_later")
    result = run("show", "cube_of_rows")
    assert result.exit_code == 0
    assert rows(result)[0].startswith("02_later")


def test_a_check_that_passed_shows_its_values_too(show):
    """It says that it passed, and ends with 0."""
    result = show("cube_of_rows", "right")
    assert result.exit_code == 0
    assert "✓ Rows are cubed  (passed)" in result.stdout
    assert "x  float64 (2, 2)" in result.stdout
    assert "64" in result.stdout
    assert "*" not in result.stdout.partition("asked")[2]


def test_a_hidden_check_shows_its_fact_alone(show, tmp_path):
    """Neither inputs nor expected values nor what the code said are shown, in text or as a picture."""
    for name in ("telltale", "one entry", "nan", "shape"):
        result = show("test_cube_of_secrets", name)
        assert "Whatever it is, it is cubed" in result.stdout
        assert holds(result.stdout, "what a hidden check asks, and what it expects, is not shown")
        for secret in ("7.38", "0.12", "402", "psst", "told", "asked\n", "float64"):
            assert secret not in result.stdout, result.stdout
    assert_sentence(show("test_cube_of_secrets", "nan", "--png", tmp_path / "a.png"), 2, "is hidden")
    assert not (tmp_path / "a.png").exists()


def test_what_a_check_needs_is_run_and_named(show):
    """A check that was not reached says which one failed."""
    assert holds(show("linear_needs_cube", "changed").stdout, "needs: x is left alone")
    assert show("linear_needs_cube", "right").exit_code == 0


@pytest.mark.parametrize(
    ("name", "check", "parts"),
    [
        ("raised", "cube_of_rows", ["raised ValueError: not today", "x  float64 (2, 2)", "-> ValueError: not today"]),
        ("endless", "cube_of_rows", ["did not end within", "x  float64 (2, 2)", "-> did not end in time"]),
        ("shape", "test_cube_of_rows[3]", ["expected shape (2, 3), got (3, 2)", "actual  float64 (3, 2)"]),
        ("dtype", "cube_of_rows", ["the dtype of actual is float32"]),
        ("a list", "cube_of_rows", ["expected a NumPy array, got a list", "actual  [[1.0, 8.0], [27.0, 64.0]]"]),
        ("nothing", "cube_of_rows", ["got None", "actual  None"]),
        ("nan", "cube_of_rows", ["2 of 4 differ, marked *", "nan*"]),
        ("changed", "cube_leaves_x_alone", ["it changed x"]),
        ("steering", "cube_of_rows", [r"\x1b[2J\u202e"]),
        ("stub", "cube_of_rows", ["cube is not written yet"]),
    ],
)  # fmt: skip
def test_whatever_went_wrong_is_shown(show, name, check, parts):
    """An exception, no end, another shape, dtype or type, no number, a changed argument."""
    result = show(check, name)
    assert result.exit_code == 1
    for part in parts:
        assert holds(result.stdout, part), result.stdout
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def test_a_widened_dtype_is_not_called_right():
    """The reference is in float64, and so may be what should have stayed float32: the dtype is wrong all the same."""
    written = io.StringIO()
    ones = np.ones(2)
    _show_value(terminal.console(written), Sides("dx", ones, ones, np.zeros(2, bool), (0,), "dtype"))
    assert "the dtype of actual is float64" in written.getvalue()
    assert "right" not in written.getvalue()


def test_a_layer_is_shown_with_what_it_was_given(show):
    """How it was made and filled, forward and backward, which gradient differs, and which do not."""
    result = show("linear_there_and_back", "bias")
    for part in (
        "Linear(in_features=3, out_features=5, rng=rng)",
        "Linear.write_params(",
        "Linear.forward(x: float64 (2, 3))",
        "Linear.backward(dout: float64 (2, 5))",
        "right: forward(x), dx, grads['weight']",
        "grads['bias']  float64 (5,)  ✗ 5 of 5 differ, marked *",
    ):
        assert holds(result.stdout, part), result.stdout
    after = result.stdout.partition("asked\n")[2]
    assert after.index("grads['bias']") < after.index("grads['weight']")


@pytest.mark.parametrize("width", ["60", "80", "110"])
def test_pictures_and_numbers_fit_the_screen(show, width):
    """Of four axes the worst image and channel are shown, and long rows lose their middle."""
    result = show("cube_of_images", "one entry", COLUMNS=width, NO_COLOR="1")
    assert "image 0, channel 0, where the largest difference is; 1 of 6 tables hold differences" in " ".join(
        result.stdout.split()
    )
    assert "…" in result.stdout
    assert "@" in result.stdout
    assert all(cell_len(line) <= int(width) for line in rows(result)), result.stdout
    assert result.stdout.partition("asked\n")[2].count("* ") == 1  # the wrong place is not in what is left out


def test_colours_draw_half_blocks_and_ascii_draws_shades(show):
    """Where there are colours a picture is made of them."""
    coloured = show("cube_of_images", "one entry", FORCE_COLOR="1", TERM="xterm-256color").stdout
    assert "▀" in coloured
    assert "▀" not in show("cube_of_images", "one entry").stdout


def pixels(content: bytes) -> np.ndarray:
    """Decode a PNG file of colours."""
    width, height = struct.unpack(">II", content[16:24])
    at, data = 8, b""
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        data += content[at + 8 : at + 8 + length] * (content[at + 4 : at + 8] == b"IDAT")
        at += 12 + length
    return (
        np.frombuffer(zlib.decompress(data), np.uint8).reshape(height, 1 + 3 * width)[:, 1:].reshape(height, width, 3)
    )


def test_the_picture_has_three_panels_and_shows_the_one_wrong_pixel(show, tmp_path):
    """Expected and actual beside each other, and a difference that is white but for one place."""
    path = tmp_path / "difference.png"
    result = show("cube_of_images", "one entry", "--png", path)
    assert holds(result.stdout, f"images: expected, actual and difference are in {path}")
    found = pixels(path.read_bytes())
    factor = found.shape[0] // 6
    difference = found[:, -40 * factor :][factor // 2 :: factor, factor // 2 :: factor]
    assert np.argwhere((difference != 255).any(axis=2)).tolist() == [[0, 4]]
    assert not list(tmp_path.glob("*.partial*"))


def test_where_there_is_nothing_to_draw_no_file_is_written(show, tmp_path):
    """A check that raised, and a folder that is not there, end in a sentence."""
    path = tmp_path / "a.png"
    assert_sentence(show("cube_of_images", "raised", "--png", path), 2, "compared no array that can be drawn")
    assert not path.exists()
    assert_sentence(show("cube_of_images", "nan", "--png", tmp_path / "no" / "a.png"), 3, "cannot be written")


def test_check_says_how_to_see_more(course, tmp_path, show):
    """One line below a visible failure, with the shortest name that finds it again."""
    show("cube", "one entry")
    result = run("check", "1", "--course", course, "--submission", tmp_path / "one_entry", "--task", "cube")
    said = re.findall(r"see it: (.*)", result.stdout)
    assert said
    assert all(line.startswith("dlgrade show test_cube_of_") for line in said)
    assert not any("secrets" in line for line in said)
