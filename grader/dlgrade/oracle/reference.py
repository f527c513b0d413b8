"""The PyTorch reference: forward in torch, gradients by autograd, answers stored by content.

torch is imported only when an answer is not stored.
"""

import ast
import contextlib
import hashlib
import importlib.util
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from dlgrade.answers import Answers, key_of
from dlgrade.errors import CourseError, OracleError, TorchMissingError, UsageError

Device = Literal["auto", "cpu", "cuda"]
_VERSION = 1  # of what this file does to inputs and outputs; part of every key
_VERSION_LINE = re.compile(r"^__version__\s*=\s*['\"]([^'\"]+)", re.MULTILINE)
INSTALL = "pip install 'torch>=2.6,<2.14'"


def torch_version() -> str:
    """Return torch's version without importing it; empty if it is not installed."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return ""
    with contextlib.suppress(OSError):
        found = _VERSION_LINE.search(Path(spec.origin).with_name("version.py").read_text("utf-8"))
        if found:
            return found[1]
    from importlib.metadata import PackageNotFoundError, version  # slower than reading that line

    try:
        return version("torch")
    except PackageNotFoundError:
        return ""


def preload() -> None:
    """Import torch, if it is installed, so that the first answer that is not stored need not wait for that."""
    with contextlib.suppress(ImportError):
        import torch  # noqa: F401 - for its being loaded


def device_class(request: Device) -> str:
    """Return cpu or cuda without importing torch: whether this torch was built for CUDA and a driver is there.

    Should torch then fail to use the device, the answers computed on the CPU are stored under the same name: they are
    compared with the same tolerance wherever they came from.
    """
    if request == "cpu":
        return request
    driver = Path("C:/Windows/System32/nvcuda.dll") if sys.platform == "win32" else Path("/dev/nvidiactl")
    present = driver.exists()
    if request == "cuda" and not present:
        raise UsageError("there is no CUDA device here: use --device cpu, or auto")
    if request == "cuda":
        return request
    return "cuda" if present and "+cpu" not in torch_version() else "cpu"


@dataclass(frozen=True)
class Asked:
    """One question that a check asked, kept so that a diagnosis can ask a similar one."""

    name: str
    upstream: Any  # None asks for the forward's value
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    wrt: Sequence[int] | None = None


def question(
    name: str, upstream: Any, arguments: tuple[Any, ...], keywords: dict[str, Any], wrt: Sequence[int] | None
) -> str:
    """Return the content key of a question."""
    return key_of(name, upstream is not None, upstream, list(arguments), keywords, wrt)


class Reference:
    """The fixture: functions of the course's reference folder as attributes."""

    def __init__(self, folder: Path, topic: str, answers: Answers, *, device: Device = "auto"):
        self._folder, self._topic, self._answers = folder, topic, answers
        self._device = device_class(device)
        self._request = device
        self._version = torch_version()
        self._files: dict[str, tuple[Path, str]] = {}
        self._modules: dict[Path, Any] = {}
        self._defaults: dict[str, dict[str, ast.expr]] = {}
        self.asked: list[Asked] = []
        self.given: list[tuple[Asked, Any]] = []  # what was asked and answered

    def __getattr__(self, name: str) -> "ReferenceFunction":
        """Return a function of the reference; CourseError if there is none."""
        if name.startswith("_"):
            raise AttributeError(name)
        return ReferenceFunction(self, name)

    def begin(self, check: str) -> None:  # noqa: ARG002 - whoever answers by check needs it
        """Forget what the check before asked."""
        self.asked.clear()
        self.given.clear()

    def ask(self, asked: Asked) -> Any:
        """Answer a check, and remember what it asked."""
        self.asked.append(asked)
        value = self.answer(asked.name, asked.upstream, asked.arguments, asked.keywords, asked.wrt)
        self.given.append((asked, value))
        return value

    def answer(
        self, name: str, upstream: Any, arguments: tuple[Any, ...], keywords: dict[str, Any], wrt: Sequence[int] | None
    ) -> Any:
        """Return a stored answer or compute one; `upstream` None means the forward's value."""
        path, digest = self._find(name)
        key = key_of(_VERSION, digest, name, upstream is not None, upstream, list(arguments), keywords, wrt)
        made_by = f"torch {self._version} on {self._device}"
        stored = self._answers.get(key)
        if stored is not None and (stored["by"] == made_by or not self._version):
            return stored["value"]
        if not self._version:
            raise TorchMissingError(
                f"the answer of {name} is not stored, and PyTorch is not installed to compute it: {INSTALL}"
            )
        value = self._compute(path, name, upstream, arguments, keywords, wrt)
        self._answers.put(key, {"by": made_by, "value": value})
        return self._answers.get(key)["value"]

    def run(self, name: str, *arguments: Any, **keywords: Any) -> Any:
        """Call a function of the reference as it is, with `device` added: nothing is converted, stored or looked up.

        For what takes long and reports on its way, such as training: pass it a callback.
        """
        path, _ = self._find(name)
        self._torch()
        return getattr(self._module(path), name)(*arguments, device=self._torch_device, **keywords)

    def _find(self, name: str) -> tuple[Path, str]:
        """Return the file that defines a function, this exercise's first, and the digest of its source."""
        if name not in self._files:
            own = self._folder / f"{self._topic}.py"
            for path in [own, *sorted(self._folder.glob("*.py"))]:
                text = path.read_text("utf-8") if path.exists() else ""
                if any(isinstance(node, ast.FunctionDef) and node.name == name for node in _parse(text, path)):
                    self._files[name] = path, hashlib.sha256(text.encode()).hexdigest()
                    break
            else:
                raise CourseError(f"{own}: defines no function {name}: the checks need it as a reference")
        return self._files[name]

    def default(self, name: str, parameter: str) -> Any:
        """Return the default of a reference function's parameter, or None if it has none, without running anything."""
        if name not in self._defaults:
            path, _ = self._find(name)
            self._defaults[name] = _defaults(path, name)
        node = self._defaults[name].get(parameter)
        return None if node is None else ast.literal_eval(node)

    def _compute(
        self,
        path: Path,
        name: str,
        upstream: Any,
        arguments: tuple[Any, ...],
        keywords: dict[str, Any],
        wrt: Sequence[int] | None,
    ) -> Any:
        torch = self._torch()
        function = getattr(self._module(path), name)
        leaves: list[list[Any]] = [[] for _ in arguments]
        chosen = range(len(arguments)) if wrt is None or upstream is None else wrt
        tensors = [
            _to_torch(
                torch, argument, self._torch_device, leaves[place] if upstream is not None and place in chosen else None
            )
            for place, argument in enumerate(arguments)
        ]
        output = function(*tensors, **keywords)
        if upstream is None:
            return _to_numpy(torch, output)
        seed = _to_torch(torch, np.asarray(upstream, dtype=np.float64), self._torch_device, None)
        flat = [leaf for place in leaves for leaf in place]
        gradients = iter(torch.autograd.grad(output, flat, grad_outputs=seed.reshape(output.shape), allow_unused=True))
        results = [_rebuilt(torch, argument, gradients) for place, argument in enumerate(arguments) if leaves[place]]
        return results[0] if len(results) == 1 else tuple(results)

    @property
    def version(self) -> str:
        """The torch that answers come from; empty if there is none."""
        return self._version

    @property
    def device(self) -> str:
        """The device class that answers are computed on or were stored for."""
        return self._device

    def _module(self, path: Path) -> Any:
        if path not in self._modules:
            spec = importlib.util.spec_from_file_location(f"_dlgrade_reference_{path.stem}", path)
            if spec is None or spec.loader is None:
                raise CourseError(f"{path}: cannot be loaded as Python")
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            self._modules[path] = module
        return self._modules[path]

    def _torch(self) -> Any:
        os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # must be set before CUDA starts
        try:
            import torch
        except ImportError as error:
            raise TorchMissingError(f"PyTorch cannot be imported ({error}): {INSTALL}") from None
        if torch.get_default_dtype() != torch.float64:
            torch.set_default_dtype(torch.float64)
            torch.set_num_threads(
                1
            )  # one thread: a forked child of several hangs, and busy machines slow down 40 times
            torch.use_deterministic_algorithms(True)
            torch.backends.cudnn.deterministic = True
            torch.backends.cudnn.benchmark = False
            if hasattr(torch.backends, "fp32_precision"):
                torch.backends.fp32_precision = "ieee"  # TF32 is on by default for convolutions and recurrent kernels
        available = torch.cuda.is_available()
        if self._request == "cuda" and not available:
            raise OracleError("torch finds no CUDA device: use --device cpu, or auto")
        self._torch_device = "cuda" if self._device == "cuda" and available else "cpu"
        return torch


class ReferenceFunction:
    """One function of the reference: called for its value, `.backward` for its gradients."""

    def __init__(self, reference: Reference, name: str):
        self._reference, self._name = reference, name

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Return the value for these arguments, computed in float64."""
        return self._reference.ask(Asked(self._name, None, arguments, keywords))

    def backward(self, upstream: Any, *arguments: Any, wrt: Sequence[int] | None = None, **keywords: Any) -> Any:
        """Return dL/d(argument) for each floating array argument, by autograd, in the arguments' order.

        upstream: dL/d(output), of the output's shape; 1.0 for a loss
        wrt:      places of the arguments to differentiate, all floating ones if left out
        returns:  one array, or a tuple of arrays if several arguments are differentiated
        """
        return self._reference.ask(Asked(self._name, upstream, arguments, keywords, wrt))


def _defaults(path: Path, name: str) -> dict[str, ast.expr]:
    """Return the defaults of a function's parameters, as they are written."""
    for node in _parse(path.read_text("utf-8"), path):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            written = zip(node.args.args[::-1], node.args.defaults[::-1], strict=False)
            return {argument.arg: default for argument, default in written}
    return {}


def _parse(text: str, path: Path) -> list[ast.stmt]:
    try:
        return ast.parse(text).body
    except SyntaxError as error:
        raise CourseError(f"{path}:{error.lineno}: {error.msg}") from None


def _to_torch(torch: Any, value: Any, device: str, leaves: list[Any] | None) -> Any:
    """Turn arrays anywhere in an argument into tensors: floating ones into float64, and leaves if asked for."""
    if isinstance(value, np.ndarray):
        floating = value.dtype.kind == "f"
        tensor = torch.tensor(np.array(value, order="C"), dtype=torch.float64 if floating else None, device=device)
        if floating and leaves is not None:
            tensor.requires_grad_(True)
            leaves.append(tensor)
        return tensor
    if isinstance(value, list | tuple):
        return type(value)(_to_torch(torch, item, device, leaves) for item in value)
    if isinstance(value, dict):
        return {key: _to_torch(torch, item, device, leaves) for key, item in value.items()}
    return value


def _to_numpy(torch: Any, value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        return value.detach().cpu().numpy()
    if isinstance(value, list | tuple):
        return type(value)(_to_numpy(torch, item) for item in value)
    if isinstance(value, dict):
        return {key: _to_numpy(torch, item) for key, item in value.items()}
    return value


def _rebuilt(torch: Any, argument: Any, gradients: Any) -> Any:
    """Give gradients the structure of the argument they belong to; what the output does not depend on gets zeros."""
    if isinstance(argument, np.ndarray):
        if argument.dtype.kind != "f":
            return None
        gradient = next(gradients)
        return np.zeros(argument.shape) if gradient is None else _to_numpy(torch, gradient)
    if isinstance(argument, list | tuple):
        return type(argument)(_rebuilt(torch, item, gradients) for item in argument)
    if isinstance(argument, dict):
        return {key: _rebuilt(torch, item, gradients) for key, item in argument.items()}
    return None
