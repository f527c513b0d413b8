"""Stored answers of the reference: torch is needed for what is not stored, and imported for nothing else."""

import contextlib
import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dlgrade.answers import Answers
from dlgrade.errors import OracleError, TorchMissingError, UsageError
from dlgrade.oracle import Reference, device_class, torch_version


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with one reference."""
    place = tmp_path_factory.mktemp("reference")
    (place / "topic.py").write_text("def square(x):\n    return x * x\n")
    return place


@pytest.fixture
def reference(folder, tmp_path) -> Reference:
    """A reference with nothing stored."""
    return Reference(folder, "topic", Answers(tmp_path / "answers"), device="cpu")


@pytest.fixture
def rng() -> np.random.Generator:
    """A generator of arguments."""
    return np.random.default_rng(0)


def test_an_answer_is_computed_once(folder, tmp_path, rng, monkeypatch):
    """The second time it comes from the disk, as it was."""
    x, dout = rng.normal(size=(2, 3)), rng.normal(size=(2, 3))
    first = Reference(folder, "topic", Answers(tmp_path), device="cpu")
    wanted = first.square(x), first.square.backward(dout, x)
    monkeypatch.setattr(Reference, "_compute", None)
    second = Reference(folder, "topic", Answers(tmp_path), device="cpu")
    np.testing.assert_array_equal(second.square(x), wanted[0], strict=True)
    np.testing.assert_array_equal(second.square.backward(dout, x), wanted[1], strict=True)


def test_an_answer_that_a_check_edits_stays_as_it_was(reference, rng):
    """Or the next submission would be judged by something else."""
    x = rng.normal(size=(2, 3))
    wanted = reference.square(x).copy()
    with contextlib.suppress(ValueError):  # a read-only array is one way to keep it
        reference.square(x)[...] = 0
    np.testing.assert_array_equal(reference.square(x), wanted)


@pytest.mark.parametrize("change", ["source", "version", "device"])
def test_an_answer_belongs_to_source_torch_and_device(tmp_path, monkeypatch, change):
    """Another function, another torch or another device computes it anew."""
    (tmp_path / "topic.py").write_text("def f(x):\n    return x + 1\n")
    monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "1")
    monkeypatch.setattr("dlgrade.oracle.reference.device_class", lambda request: "cpu")
    computed = []
    monkeypatch.setattr(Reference, "_compute", lambda self, *rest: computed.append(1) or np.ones(2))

    def ask() -> int:
        Reference(tmp_path, "topic", Answers(tmp_path / "answers")).f(np.ones(2))
        return len(computed)

    assert (ask(), ask()) == (1, 1)
    if change == "source":
        (tmp_path / "topic.py").write_text("def f(x):\n    return x + 2\n")
    elif change == "version":
        monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "2")
    else:
        monkeypatch.setattr("dlgrade.oracle.reference.device_class", lambda request: "cuda")
    assert (ask(), ask()) == (2, 2)


STORED = """
import sys
from pathlib import Path
import numpy as np
from dlgrade.answers import Answers
from dlgrade.oracle import Reference
reference = Reference(Path(sys.argv[1]), "topic", Answers(Path(sys.argv[2])), device="cpu")
x = np.arange(3.0)
print(reference.square(x).tolist(), reference.square.backward(np.ones(3), x).tolist(), "torch" in sys.modules)
"""


def test_stored_answers_need_no_torch(folder, tmp_path, reference):
    """A process that finds every answer never imports it; it takes seconds that a check does not have."""
    reference.square(np.arange(3.0))
    reference.square.backward(np.ones(3), np.arange(3.0))
    command = [sys.executable, "-c", STORED, str(folder), str(tmp_path / "answers")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[0.0, 1.0, 4.0] [0.0, 2.0, 4.0] False"


def test_without_torch_what_is_stored_is_found_and_what_is_not_says_what_to_install(
    folder, tmp_path, reference, monkeypatch
):
    """A stored answer serves whatever torch computed it."""
    wanted = reference.square(np.arange(3.0))
    monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "")
    bare = Reference(folder, "topic", Answers(tmp_path / "answers"), device="cpu")
    np.testing.assert_array_equal(bare.square(np.arange(3.0)), wanted)
    with pytest.raises(
        TorchMissingError,
        match=r"the answer of square is not stored, and PyTorch is not installed .*pip install 'torch",
    ):
        bare.square(np.arange(4.0))


def test_a_torch_that_cannot_be_imported_says_what_to_install(reference, monkeypatch):
    """Half an installation, for one."""
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(TorchMissingError, match=r"PyTorch cannot be imported \(.*\): pip install 'torch"):
        reference.square(np.ones(2))


def test_torchs_version_is_known_without_importing_it():
    """It is the one that is installed."""
    assert torch_version().partition("+")[0] == importlib.metadata.version("torch").partition("+")[0]


def test_a_stray_file_named_torch_is_no_torch(tmp_path, monkeypatch):
    """A torch.py of somebody's own has no version, and nothing is installed."""
    (tmp_path / "torch.py").touch()
    spec = importlib.util.spec_from_file_location("torch", tmp_path / "torch.py")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: spec)

    def missing(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    assert torch_version() == ""


def test_no_torch_at_all_has_no_version(monkeypatch):
    """Nothing is found."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert torch_version() == ""


def test_the_device_is_the_one_asked_for(monkeypatch):
    """auto takes CUDA where there is a driver and a torch built for it; asking for it where it is not is an error."""
    monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "2.13.0+cu130")
    monkeypatch.setattr("dlgrade.oracle.reference.Path.exists", lambda path: True)
    assert (device_class("cpu"), device_class("auto"), device_class("cuda")) == ("cpu", "cuda", "cuda")
    monkeypatch.setattr("dlgrade.oracle.reference.torch_version", lambda: "2.13.0+cpu")
    assert device_class("auto") == "cpu"
    monkeypatch.setattr("dlgrade.oracle.reference.Path.exists", lambda path: False)
    assert device_class("auto") == "cpu"
    with pytest.raises(UsageError, match="there is no CUDA device here: use --device cpu, or auto"):
        device_class("cuda")


def test_a_device_that_torch_does_not_find_says_so(folder, tmp_path, monkeypatch):
    """A driver without a device, for one."""
    monkeypatch.setattr("dlgrade.oracle.reference.device_class", lambda request: "cuda")
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(OracleError, match="torch finds no CUDA device: use --device cpu, or auto"):
        Reference(folder, "topic", Answers(tmp_path), device="cuda").square(np.ones(2))
