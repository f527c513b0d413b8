"""`dlgrade train`: what it trains, keeps and says, how it goes on, and how it ends."""

import os
import signal
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from classroom import COURSE, ROOT
from commands import assert_sentence, holds
from pupils import TOPICS, pupil, train, write_data

from dlgrade.sandbox import Sandbox, obtain
from dlgrade.student import read_submission
from dlgrade.train import LIMITS, Screen, Wish, session
from dlgrade.train import train as carry_out
from dlgrade.train.record import Folder, Run

SHORT = ("--epochs", 2, "--batch-size", 16)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small data set: 60 images of 8x8 pixels to train on, 30 to test with."""
    return write_data(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The solution's modules side by side."""
    return pupil(tmp_path_factory.mktemp("mine"))


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory, mine: Path, data: Path) -> Path:
    """The folder of a run of two epochs."""
    out = tmp_path_factory.mktemp("trained") / "run"
    assert train(mine, data, out, *SHORT).exit_code == 0
    return out


def run_of(out: Path) -> Run:
    """Read run.json."""
    return msgspec.json.decode((out / "run.json").read_bytes(), type=Run)


def arrays(path: Path) -> dict[str, np.ndarray]:
    """Read a file of arrays."""
    with np.load(path) as file:
        return {key: file[key] for key in file.files}


def assert_equal_arrays(one: Path, other: Path) -> None:
    """Assert that two files hold the same arrays, bit for bit."""
    left, right = arrays(one), arrays(other)
    assert left.keys() == right.keys()
    for key, array in left.items():
        assert array.dtype == right[key].dtype
        np.testing.assert_array_equal(array, right[key], err_msg=key)


@pytest.fixture
def solution() -> Iterator[types.ModuleType]:
    """The solution's cnn, imported here."""
    before, modules = list(sys.path), set(sys.modules)
    sys.path[:0] = [str(COURSE.exercise(topic).folder) for topic in TOPICS]
    import cnn

    yield cnn
    sys.path[:] = before
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def test_a_run_learns_and_keeps_what_it_learned(trained: Path) -> None:
    """Two epochs lower the loss; history, weights and the optimizer's memory are kept."""
    run = run_of(trained)
    assert [each.images for each in run.epochs] == [60, 60]
    assert run.epochs[1].loss < run.epochs[0].loss
    assert [(each.epoch, each.seen) for each in run.chunks][-1] == (1, 60)
    assert sum(each.images for each in run.chunks) == 120
    assert run.versions["numpy"] == np.__version__
    assert {"0.weight", "0.bias", "9.weight"} <= arrays(trained / "best.npz").keys()
    assert any(key.startswith("memory/") for key in arrays(trained / "last.npz"))


def test_the_students_own_load_reads_the_best_weights(trained: Path, solution: types.ModuleType) -> None:
    """best.npz has the keys and shapes that save writes, and gives the accuracy that was reported."""
    model = solution.build_cnn(np.random.default_rng(7), 8, 1, 3)
    assert solution.load(model, trained / "best.npz") is model
    np.testing.assert_array_equal(model.params["9.weight"], arrays(trained / "best.npz")["9.weight"])


def test_what_is_printed_says_what_was_reached_and_kept(mine: Path, data: Path, tmp_path: Path) -> None:
    """Plain lines where there is no terminal: the data, an epoch each, the best one, the files."""
    result = train(mine, data, tmp_path / "run", *SHORT)
    assert result.exit_code == 0
    for part in ("60 images to train on, 30 to test with, 8x8 pixels", "2 epochs of batches of 16, Adadelta",
                 "note: ", "this is not the official MNIST", "epoch  1  loss ", "epoch  2  loss ", "best: epoch ",
                 "the epoch was chosen by the test images", "best.npz holds the best weights"):  # fmt: skip
        assert holds(result.stdout, part), part
    assert "\x1b" not in result.stdout


def test_a_run_is_not_overwritten(trained: Path, mine: Path, data: Path, tmp_path: Path) -> None:
    """Without --resume an existing run is an error that says what to do; so is a folder with something else in it."""
    assert_sentence(train(mine, data, trained, *SHORT), 2, "holds a run already", "--resume", "--out")
    (tmp_path / "note.txt").write_text("mine")
    assert_sentence(train(mine, data, tmp_path), 2, "is not empty", "--out")
    assert_sentence(train(mine, data, tmp_path / "note.txt"), 2, "is a file", "--out")


def test_a_resumed_run_equals_one_that_was_never_interrupted(
    trained: Path, mine: Path, data: Path, tmp_path: Path
) -> None:
    """One epoch, and another by --resume, give the bits of two epochs at once."""
    assert train(mine, data, tmp_path / "run", "--epochs", 1, "--batch-size", 16).exit_code == 0
    result = train(mine, data, tmp_path / "run", "--resume", "--epochs", 2)
    assert result.exit_code == 0
    for name in ("best.npz", "last.npz"):
        assert_equal_arrays(trained / name, tmp_path / "run" / name)
    assert [each.loss for each in run_of(tmp_path / "run").epochs] == [each.loss for each in run_of(trained).epochs]


class _Impatient(Screen):
    """Presses Ctrl-C after some chunks, as often as it is told to."""

    def __init__(self, console: Any, after: int, times: int = 1):
        super().__init__(console)
        self.left, self.times = after, times

    def chunk(self, *arguments: Any) -> None:
        super().chunk(*arguments)
        self.left -= 1
        if self.left == 0:
            for _ in range(self.times):
                os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def one_batch_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every call train one batch."""
    monkeypatch.setattr("dlgrade.train.journey._CHUNK_LIMIT", 1)


def carried_out(mine: Path, watcher: Screen, **wishes: Any) -> Any:
    """Train without a command around it."""
    submission = read_submission(mine, "cnn")
    with Sandbox(obtain("basic"), LIMITS) as sandbox, watcher:
        return carry_out(Wish(**wishes), submission, COURSE, sandbox, watcher)


@pytest.mark.usefixtures("one_batch_a_call")
def test_an_interrupted_run_goes_on_at_the_very_batch(trained: Path, mine: Path, data: Path, tmp_path: Path) -> None:
    """Ctrl-C in the middle of an epoch keeps the state; --resume then ends with the same bits."""
    from dlgrade.report.terminal import console

    screen, out = console(width=60), tmp_path / "run"
    wishes: dict[str, Any] = {"out": out, "data": str(data), "epochs": 2, "batch_size": 16}
    ending = carried_out(mine, _Impatient(screen, after=6), **wishes)
    assert ending.interrupted
    assert [each.seen for each in run_of(out).chunks] == [16, 32, 48, 60, 16, 32]
    lines = "\n".join(ending.summary(out, None, mine))
    assert "best: epoch 1" in lines
    assert f"interrupted in epoch 2: go on with: dlgrade train --resume --submission {mine} --out {out}" in lines
    result = train(mine, data, out, "--resume")
    assert result.exit_code == 0
    assert "going on in epoch 2" in result.stdout
    for name in ("best.npz", "last.npz"):
        assert_equal_arrays(trained / name, out / name)


@pytest.mark.usefixtures("one_batch_a_call")
def test_a_second_interrupt_ends_at_once(mine: Path, data: Path, tmp_path: Path) -> None:
    """Whoever presses Ctrl-C twice does not wait for a batch; what was kept before stays."""
    from dlgrade.report.terminal import console

    with pytest.raises(KeyboardInterrupt):
        carried_out(mine, _Impatient(console(), after=2, times=2), out=tmp_path / "run", data=str(data), batch_size=16)
    assert Folder(tmp_path / "run").read_state().epoch == 0


class _Killed(Screen):
    """Ends the program in the second epoch, as a kill does: nothing is kept on the way out."""

    def chunk(self, *arguments: Any) -> None:
        super().chunk(*arguments)
        if arguments[0].epoch == 1:
            raise SystemExit


@pytest.mark.usefixtures("one_batch_a_call")
def test_a_killed_run_loses_at_most_an_epoch(trained: Path, mine: Path, data: Path, tmp_path: Path) -> None:
    """What was kept after the first epoch is whole, and the second comes out the same."""
    from dlgrade.report.terminal import console

    out = tmp_path / "run"
    with pytest.raises(SystemExit):
        carried_out(mine, _Killed(console()), out=out, data=str(data), epochs=2, batch_size=16)
    assert (Folder(out).read_state().epoch, len(run_of(out).epochs)) == (1, 1)
    assert train(mine, data, out, "--resume").exit_code == 0
    for name in ("best.npz", "last.npz"):
        assert_equal_arrays(trained / name, out / name)


def test_ctrl_c_ends_the_command_with_130(
    mine: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_batch_a_call: None
) -> None:
    """The command says what was kept and how to go on."""
    monkeypatch.setattr("dlgrade.train.Screen", lambda console: _Impatient(console, after=5))
    result = train(mine, data, tmp_path / "run", *SHORT)
    assert result.exit_code == 130
    assert holds(result.stdout, "interrupted in epoch 2: go on with: dlgrade train --resume")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--batch-size", 8), "--batch-size 16, not 8"),
        (("--optimizer", "Adam"), "--optimizer Adadelta, not Adam"),
        (("--lr", 0.5), "--lr None, not 0.5"),
        (("--seed", 1), "--seed 0, not 1"),
        (("--float32",), "--float32 False, not True"),
        (("--images", 30), "--images None, not 30"),
        (("--data", "digits"), "not digits"),
        (("--epochs", 1), "has 2 epochs already"),
    ],
)
def test_other_settings_are_refused_on_resume(
    trained: Path, mine: Path, data: Path, options: tuple[object, ...], named: str
) -> None:
    """A run goes on as it was begun, or not at all."""
    assert_sentence(train(mine, data, trained, "--resume", *options), 2, named)


def test_other_data_is_refused_on_resume(mine: Path, tmp_path: Path) -> None:
    """Files that were changed since the run began are not the same data."""
    data = write_data(tmp_path / "data")
    assert train(mine, data, tmp_path / "run", "--epochs", 1).exit_code == 0
    write_data(tmp_path / "data", t10k_labels=np.zeros(30, np.uint8))
    assert_sentence(train(mine, data, tmp_path / "run", "--resume"), 2, "was begun on other data")


def test_new_code_goes_on_with_a_note(mine: Path, data: Path, tmp_path: Path) -> None:
    """A faster layer may take over in the middle of a run."""
    other = pupil(tmp_path / "mine", pooling="# faster now\n")
    assert train(mine, data, tmp_path / "run", "--epochs", 1).exit_code == 0
    result = train(other, data, tmp_path / "run", "--resume", "--epochs", 2)
    assert result.exit_code == 0
    assert holds(result.stdout, "your code has changed since this run began")


def test_there_must_be_a_run_to_resume(mine: Path, data: Path, tmp_path: Path) -> None:
    """--resume of nothing is an error."""
    assert_sentence(train(mine, data, tmp_path / "none", "--resume"), 2, "no run to go on with")


def test_float32_stays_float32(mine: Path, data: Path, tmp_path: Path) -> None:
    """All that is kept has 32 bits."""
    assert train(mine, data, tmp_path / "run", "--float32", "--epochs", 1).exit_code == 0
    assert {array.dtype for array in arrays(tmp_path / "run" / "best.npz").values()} == {np.dtype(np.float32)}


@pytest.mark.parametrize("optimizer", ["SGD", "AdamW", "Nadam"])
def test_every_optimizer_follows_pytorchs(mine: Path, data: Path, tmp_path: Path, optimizer: str) -> None:
    """Same weights, batches and optimizer: both losses and both accuracies agree."""
    result = train(mine, data, tmp_path / "run", "--optimizer", optimizer, "--lr", 0.01, "--compare", "--epochs", 1)
    assert result.exit_code == 0, result.output
    run = run_of(tmp_path / "run")
    ((ours,), (theirs,)) = run.epochs, run.reference
    assert ours.loss == pytest.approx(theirs.loss, rel=1e-8)
    assert (ours.test_loss, ours.test_accuracy) == pytest.approx((theirs.test_loss, theirs.test_accuracy), rel=1e-6)


def test_pytorch_joins_late_and_catches_up(trained: Path, mine: Path, data: Path, tmp_path: Path) -> None:
    """--compare on --resume trains the epochs that are missing, from the run's own first weights."""
    import shutil

    out = shutil.copytree(trained, tmp_path / "run")
    result = train(mine, data, out, "--resume", "--compare", "--epochs", 3)
    assert result.exit_code == 0, result.output
    run = run_of(out)
    assert len(run.reference) == len(run.epochs) == 3
    assert [each.loss for each in run.reference] == pytest.approx([each.loss for each in run.epochs], rel=1e-6)
    again = train(mine, data, out, "--resume", "--epochs", 4)
    assert again.exit_code == 0, again.output
    run = run_of(out)
    assert run.reference[3].loss == pytest.approx(run.epochs[3].loss, rel=1e-6)
    assert holds(again.stdout, "PyTorch on the CPU, one thread: ")


def test_compare_without_torch_says_how_to_get_it(
    mine: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is trained."""
    monkeypatch.setattr(session, "torch_version", lambda: "")
    result = train(mine, data, tmp_path / "run", "--compare")
    assert_sentence(result, 2, "PyTorch is not installed: pip install 'torch", "leave --compare out")
    assert not (tmp_path / "run").exists()


def test_compare_needs_the_slides_network(data: Path, tmp_path: Path) -> None:
    """Another network cannot begin with the same weights."""
    other = pupil(tmp_path / "mine", cnn="def build_cnn(rng, side, channels, classes):\n"
                  "    return Sequential([Flatten(), Dense(side * side, classes, rng)])\n")  # fmt: skip
    assert_sentence(train(other, data, tmp_path / "run", "--compare"), 2, "yours has other layers")


def test_a_desk_needs_no_options(mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a student's own folder the network is found as check finds it, the digits are there, and stubs say so."""
    from commands import run

    assert run("init", tmp_path / "desk", "--course", ROOT).exit_code == 0
    monkeypatch.chdir(tmp_path / "desk")
    for topic in TOPICS:
        exercise = COURSE.exercise(topic)
        (tmp_path / "desk" / exercise.slug).mkdir(exist_ok=True)
        (tmp_path / "desk" / exercise.slug / exercise.module).write_bytes(exercise.solution.read_bytes())
    result = run("train", "--epochs", 1, "--images", 64)
    assert result.exit_code == 0, result.output
    assert "digits: 64 images to train on, 360 to test with, 28x28 pixels" in result.stdout
    assert (tmp_path / "desk" / "cnn-run" / "best.npz").exists()
    slug = COURSE.exercise("pooling").slug
    (tmp_path / "desk" / slug / "pooling.py").write_bytes(COURSE.exercise("pooling").stub.read_bytes())
    result = run("train", "--epochs", 1, "--out", "other")
    assert_sentence(result, 1, "of pooling.py, line", "is not written yet", "dlgrade check pooling")


def test_neighbours_of_a_named_folder_count_first(data: Path, tmp_path: Path) -> None:
    """--submission solutions/11_cnn takes the layers beside it, not the stubs of whoever calls."""
    folder = COURSE.exercise("cnn").folder
    result = train(folder, data, tmp_path / "run", *SHORT)
    assert result.exit_code == 0, result.output


def test_modules_that_are_not_imported_come_along(data: Path, tmp_path: Path) -> None:
    """The optimizer is the student's own, also if cnn.py does not mention it."""
    for topic in TOPICS:
        exercise = COURSE.exercise(topic)
        folder = tmp_path / "desk" / exercise.slug
        folder.mkdir(parents=True)
        text = exercise.solution.read_text("utf-8")
        if topic == "cnn":
            text = "".join(line for line in text.splitlines(True) if "import Adadelta" not in line)
        (folder / exercise.module).write_text(text, "utf-8")
    result = train(tmp_path / "desk" / COURSE.exercise("cnn").slug, data, tmp_path / "run", *SHORT)
    assert result.exit_code == 0, result.output


def test_a_folder_without_a_network_is_told_so(data: Path, tmp_path: Path) -> None:
    """As check tells it."""
    (tmp_path / "mine").mkdir()
    assert_sentence(train(tmp_path / "mine", data, tmp_path / "run"), 1, "there is no cnn.py in")
