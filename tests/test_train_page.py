"""The page about a trained network: complete in one file, harmless, readable without eyes; and its pictures."""

import base64
import re
import struct
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from commands import assert_sentence
from pupils import pupil, train, write_data

from dlgrade import pictures
from dlgrade.train.charts import Curve, chart, thinned

SHORT = ("--epochs", 2, "--batch-size", 16)
HOSTILE = """
build_ = build_cnn

def build_cnn(*arguments):
    model = build_(*arguments)
    model.layers[0].__class__ = type("<script>alert(1)</script>", (Conv2d,), {})
    return model
"""
FORGED = {  # what the far side is made to hand over for the page; what is said
    "logits of another shape": (
        "def logits(self, start, stop):\n        return np.zeros((2, 2))",
        "were expected, and came as (2, 2)",
    ),
    "logits that are nan": (
        "def logits(self, start, stop):\n        return np.full((stop - start, 3), np.nan)",
        "there are numbers that are not finite",
    ),
    "logits that are text": (
        "def logits(self, start, stop):\n        return 'x'",
        "it gave 'x' where numbers were expected",
    ),
    "maps that are no list": ("def maps(self, which):\n        return 5", "a list was expected"),
    "maps that are no pairs": ("def maps(self, which):\n        return [5]", "pairs were expected"),
    "maps of another shape": ("def maps(self, which):\n        return [['a', np.zeros(3)]]", "numbers of shape"),
}


class _Reader(HTMLParser):
    """Gathers tags, and checks that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def read(text: str) -> _Reader:
    """Parse a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert not reader._open
    return reader


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small data set."""
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, data: Path) -> str:
    """The page about a network with a hostile name in it, PyTorch beside it."""
    root = tmp_path_factory.mktemp("page")
    mine = pupil(root / "mine", cnn=HOSTILE)
    result = train(mine, data, root / "run", *SHORT, "--compare", "--report", root / "report")
    assert result.exit_code == 0, result.output
    assert f"report: {root / 'report' / 'index.html'}" in "".join(result.stdout.splitlines())
    assert [path.name for path in (root / "report").iterdir()] == ["index.html"]
    return (root / "report" / "index.html").read_text("utf-8")


def test_the_page_is_one_file(page: str) -> None:
    """Nothing is loaded, nothing runs, and every tag is closed."""
    reader = read(page)
    assert not {tag for tag, _ in reader.tags} & {"script", "link", "iframe", "object", "embed", "form", "base"}
    for tag, attributes in reader.tags:
        assert not [name for name in attributes if name.startswith("on")], tag
        for name in ("src", "href"):
            assert (attributes.get(name) or "data:image/png;base64,").startswith("data:image/png;base64,")
    assert "url(" not in page
    assert "http" not in page


def test_text_of_the_student_is_escaped(page: str) -> None:
    """A layer may have any name."""
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_everything_that_is_promised_is_there(page: str) -> None:
    """Curves, table, confusions, kernels, maps, time, settings."""
    reader = read(page)
    assert {attributes.get("id") for attributes in reader.all("h2")} == {
        "curves", "confusion", "wrong", "filters", "maps", "time", "settings",
    }  # fmt: skip
    assert [each.get("role") for each in reader.all("svg")].count("img") == 2
    assert "PyTorch, test" in page
    assert "<caption>Loss and accuracy of each epoch; the best one is in bold</caption>" in page
    assert re.search(r"0\.weight: 10 kernels 3x3 for 1 channel, side by side; between -?\d", page)
    assert re.search(r"3\.weight: 10 kernels 3x3 for 10 channels, one in each row", page)
    assert "5 MaxPool2d, 10 x 2 x 2" in page
    counts = [
        int(each) for each in re.findall(r'<td class="(?:hit|miss|none)" style="--share:[\d.]+">(\d+)</td>', page)
    ]
    assert (len(counts), sum(counts)) == (9, 30)


def test_the_page_can_be_heard(page: str) -> None:
    """A language, a title, words for every picture, headers for every table, and keys reach what scrolls."""
    reader = read(page)
    assert reader.all("html")[0]["lang"] == "en"
    assert reader.all("title")
    assert all(each.get("alt") for each in reader.all("img"))
    assert all(each.get("aria-label") or each.get("aria-hidden") for each in reader.all("svg"))
    assert len(reader.all("caption")) == len(reader.all("table"))
    assert all(each.get("scope") in ("row", "col") for each in reader.all("th"))
    scrolls = [each for each in reader.all("div") if each.get("class") == "scroll"]
    assert all(each.get("tabindex") == "0" and each.get("aria-label") for each in scrolls)


def test_a_finished_run_gets_its_page_by_resuming(data: Path, tmp_path: Path) -> None:
    """Nothing is trained again; a page of ours may be written over."""
    mine = pupil(tmp_path / "mine")
    assert train(mine, data, tmp_path / "run", *SHORT).exit_code == 0
    before = (tmp_path / "run" / "best.npz").read_bytes()
    for _ in range(2):
        result = train(mine, data, tmp_path / "run", "--resume", "--report", tmp_path / "report")
        assert result.exit_code == 0, result.output
    assert "epoch  1" not in result.stdout
    assert (tmp_path / "run" / "best.npz").read_bytes() == before
    assert "PyTorch" not in (tmp_path / "report" / "index.html").read_text("utf-8")


def test_another_page_is_not_lost(data: Path, tmp_path: Path) -> None:
    """An index.html that is not ours stops the run before it begins; so does a file in the folder's place."""
    mine = pupil(tmp_path / "mine")
    (tmp_path / "index.html").write_text("<h1>mine</h1>")
    result = train(mine, data, tmp_path / "run", "--report", tmp_path)
    assert_sentence(result, 2, "is no page of dlgrade's, and would be lost")
    assert_sentence(
        train(mine, data, tmp_path / "run", "--report", tmp_path / "index.html"), 2, "is a file: name a folder"
    )
    assert not (tmp_path / "run").exists()


def test_a_page_that_cannot_be_written_is_told(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run itself is kept."""
    mine = pupil(tmp_path / "mine")

    written = Path.write_text

    def full(path: Path, *arguments: Any) -> int:
        if path.suffix == ".partial":
            raise OSError(28, "No space left on device")
        return written(path, *arguments)

    monkeypatch.setattr(Path, "write_text", full)
    result = train(mine, data, tmp_path / "run", *SHORT, "--report", tmp_path / "report")
    assert_sentence(result, 2, "index.html: cannot be written: No space left on device", "--report")
    assert (tmp_path / "run" / "best.npz").exists()


@pytest.mark.parametrize("name", FORGED)
def test_what_the_page_is_made_of_is_checked(
    name: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A student's process may hand over anything."""
    body, words = FORGED[name]
    method = body.split("(")[0].removeprefix("def ")
    from dlgrade.train import network

    text = network.FAR_SIDE.read_text("utf-8").replace(f"    def {method}(", f"    def real_{method}(")
    text = text.replace("    def _build(self)", f"    {body}\n\n    def _build(self)", 1)
    (tmp_path / "forged.py").write_text(text, "utf-8")
    monkeypatch.setattr(network, "FAR_SIDE", tmp_path / "forged.py")
    result = train(pupil(tmp_path / "mine"), data, tmp_path / "run", *SHORT, "--report", tmp_path / "report")
    assert_sentence(result, 1, words)
    assert not (tmp_path / "report").exists()


def decoded(uri: str) -> np.ndarray:
    """Read a PNG that has no filters."""
    content = base64.b64decode(uri.removeprefix("data:image/png;base64,"))
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    pieces, at = {}, 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (check,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        assert check == zlib.crc32(name + body)
        pieces[name] = body
        at += 12 + length
    width, height, depth, kind, *rest = struct.unpack(">IIBBBBB", pieces[b"IHDR"])
    assert (depth, rest) == (8, [0, 0, 0])
    rows = np.frombuffer(zlib.decompress(pieces[b"IDAT"]), np.uint8).reshape(height, -1)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape((height, width, 3) if kind == 2 else (height, width))


@pytest.mark.parametrize("shape", [(1, 1), (5, 7), (4, 6, 3)])
def test_a_png_holds_the_pixels(shape: tuple[int, ...]) -> None:
    """Greys and colours, read by the format's own rules."""
    pixels = np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
    np.testing.assert_array_equal(decoded(pictures.data_uri(pixels)), pixels)


def test_greys_go_from_the_least_to_the_largest() -> None:
    """Black to white; one value alone is black."""
    np.testing.assert_array_equal(pictures.greys(np.array([[-1.0, 0.0, 1.0]])), [[0, 128, 255]])
    np.testing.assert_array_equal(pictures.greys(np.full((2, 2), 7.0)), np.zeros((2, 2)))


def test_signs_have_colours() -> None:
    """0 is white, what is farthest from it has a full colour, and signs differ."""
    found = pictures.signed(np.array([-2.0, 0.0, 1.0, 2.0]))
    assert found[1].tolist() == [255, 255, 255]
    assert found[0, 2] > found[0, 0]
    assert found[3, 0] > found[3, 2]
    assert pictures.signed(np.zeros(2)).tolist() == [[255] * 3] * 2


def test_tiles_lie_in_rows_and_columns() -> None:
    """A gap of one pixel between them, none around."""
    tiles = np.arange(2 * 3, dtype=np.uint8).reshape(2, 3, 1, 1).repeat(2, axis=2).repeat(2, axis=3)
    sheet = pictures.tiled(tiles, 99)
    assert sheet.shape == (5, 8)
    assert sheet[::3, ::3].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert set(sheet[2]) == set(sheet[:, 2]) == {99}


def points_of(svg: str, style: str) -> list[tuple[float, float]]:
    """Return the corners of a curve."""
    for line in ElementTree.fromstring(svg).iter("polyline"):
        if line.get("class") == f"curve {style}":
            return [tuple(map(float, pair.split(","))) for pair in line.get("points", "").split()]  # type: ignore[misc]
    return []


@pytest.mark.parametrize("log", [True, False])
def test_a_chart_draws_lower_values_lower(log: bool) -> None:
    """Inside of its frame, from left to right."""
    curve = Curve("a & b", "train", [(1, 0.9), (2, 0.5), (3, 0.99)], marks=True)
    svg = chart(
        "title <1>", "what it shows", [curve, Curve("none", "test", [])], x_name="epochs", log=log, percent=not log
    )
    points = points_of(str(svg), "train")
    assert points[0][0] < points[1][0] < points[2][0]
    assert points[1][1] > points[0][1] > points[2][1]
    assert "title &lt;1&gt;. what it shows" in svg
    labels = [text.text or "" for text in ElementTree.fromstring(str(svg)).iter("text")]
    assert ("100%" in labels) is (not log)


@pytest.mark.parametrize("values", [[1e-9, 5.0], [0.0, 1.0], [0.3, 0.3], [2.0], [1.0, 1.0]])
def test_a_chart_can_draw_anything(values: list[float]) -> None:
    """Flat, tiny, huge and zero."""
    points = list(enumerate(values))
    for log in (True, False):
        kept = points if log else [(x, min(y, 1.0)) for x, y in points]
        svg: Any = chart("t", "d", [Curve("c", "train", kept)], x_name="x", log=log, percent=False)
        assert "nan" not in svg
        assert len(points_of(str(svg), "train")) == len(values)


def test_long_curves_are_thinned() -> None:
    """To means of neighbours, as many as can be told apart."""
    found = thinned([(float(x), float(x % 2)) for x in range(1200)])
    assert len(found) == 300
    assert {y for _, y in found} == {0.5}
    assert found[-1][0] == 1199
