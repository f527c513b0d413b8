"""What counts when two answers are compared, in a form that can be stored."""

import hashlib
from typing import Any

import numpy as np

from dlgrade.compare import tolerance
from dlgrade.errors import DlgradeError
from dlgrade.protocol import Opaque
from dlgrade.student import Reply

_WHOLE = 64  # entries of an array that a kit stores as it is; a larger one is told by its sums
_SUMS = 8  # sums with random signs: arrays that differ in one entry by more than rounding differ in these
_ODD = np.uint64(0x9E3779B97F4A7C15)  # Steele et al. 2014, SplitMix64: the same signs on every machine
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def canonical(reply: Reply | None, ended: str = "") -> Any:
    """Return what counts when two replies are compared, in a form that can be stored."""
    if reply is None:
        return {"ended": ended}
    error = reply.header.get("error")
    if isinstance(error, dict):
        return {"error": [str(error.get("type")), str(error.get("message"))[:500]]}
    try:
        value = _plain(reply.value())
    except (DlgradeError, TypeError, ValueError):
        return {"ended": "malformed"}
    kinds = sorted({warning.partition(":")[0] for warning in reply.warnings})
    return {"value": value, "modified": reply.texts("modified"), "warnings": kinds}


def _plain(value: Any) -> Any:
    if isinstance(value, Opaque):
        return f"{value.opaque_handle} {value.opaque_type} {value.opaque_note}"  # the handle: which object it is
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def condensed(value: Any) -> Any:
    """Return a canonical answer with its large arrays told by shape, dtype and sums, which take no room."""
    if isinstance(value, np.ndarray) and value.size > _WHOLE:
        return _told(value)
    if isinstance(value, list):
        return [condensed(item) for item in value]
    if isinstance(value, dict):
        return {key: condensed(item) for key, item in value.items()}
    return value


def _told(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    """Return what tells an array from others, up to the rounding that another order of the same sums makes."""
    flat = array.reshape(-1)
    told: dict[str, Any] = {"shape": list(array.shape), "dtype": array.dtype.str}
    if array.dtype.kind != "f":
        return told | {"sha256": hashlib.sha256(np.ascontiguousarray(flat).tobytes()).hexdigest()}
    finite = np.isfinite(flat)
    wide = np.where(finite, flat, 0).astype(np.float64)
    with np.errstate(over="ignore"):
        sums = np.array([np.sum(wide * _signs(flat.size, number)) for number in range(_SUMS)])
    kinds = np.isnan(flat) + np.int8(2) * (flat == np.inf) + np.int8(3) * (flat == -np.inf)
    odd = hashlib.sha256(kinds.astype(np.int8).tobytes()).hexdigest()
    return told | {"not finite": "" if finite.all() else odd, "sums": sums.astype(array.dtype)}


def _signs(size: int, number: int) -> np.ndarray[Any, Any]:
    """Return 1 and -1 in an order that looks random and is the same everywhere."""
    with np.errstate(over="ignore"):
        mixed = (np.arange(1, size + 1, dtype=np.uint64) + np.uint64(number) * np.uint64(size + 1)) * _ODD
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX
    return np.where(mixed >> np.uint64(63), 1.0, -1.0)


def equal(left: Any, right: Any) -> bool:
    """Whether two answers agree to the rounding that another order of the same sums makes."""
    if isinstance(left, float | np.ndarray | np.generic) and isinstance(right, float | np.ndarray | np.generic):
        return _equal_arrays(np.asarray(left), np.asarray(right))
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(equal(mine, theirs) for mine, theirs in zip(left, right, strict=True))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(equal(left[key], right[key]) for key in left)
    return bool(left == right)


def _equal_arrays(left: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> bool:
    if left.shape != right.shape or left.dtype.kind != right.dtype.kind:
        return False
    if left.dtype.kind != "f":
        return bool(np.array_equal(left, right))
    if left.ndim and left.dtype != right.dtype:
        return False
    finite = np.isfinite(left)
    if not np.array_equal(left[~finite], right[~finite], equal_nan=True) or not np.array_equal(
        finite, np.isfinite(right)
    ):
        return False
    mine, theirs = left[finite].astype(np.float64), right[finite].astype(np.float64)
    scale = float(np.max(np.abs(theirs), initial=0.0))
    return bool(np.all(np.abs(mine - theirs) <= tolerance(left.dtype, 64) * scale))


def telling(mine: Any, right: Any) -> bool:
    """Whether a wrong answer says something: a finite wrong number or a message, not only NaN or silence."""
    if "error" in mine:
        return "error" not in right
    if "value" not in mine or "value" not in right:
        return False
    if mine["modified"] != right["modified"] or mine["warnings"] != right["warnings"]:
        return True
    return _finite_difference(mine["value"], right["value"])


def _finite_difference(mine: Any, right: Any) -> bool:
    if isinstance(mine, list) and isinstance(right, list) and len(mine) == len(right):
        return any(_finite_difference(each, other) for each, other in zip(mine, right, strict=True))
    if isinstance(mine, dict) and isinstance(right, dict) and mine.keys() == right.keys():
        return any(_finite_difference(mine[key], right[key]) for key in mine)
    if isinstance(mine, float | np.ndarray | np.generic) and not equal(mine, right):
        return bool(np.any(np.isfinite(np.asarray(mine, dtype=np.float64))))
    return False
