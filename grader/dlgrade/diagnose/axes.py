"""Find out whether a wrong value is the right one along another axis, by asking the reference for every axis."""

import numpy as np

from dlgrade.compare import Difference, tolerance
from dlgrade.errors import DlgradeError
from dlgrade.oracle import Asked, Reference


def other_axis(difference: Difference, reference: Reference, asked: Asked) -> str:
    """Say along which axis a value is right, if it is along another than the one that was asked for."""
    meant = asked.keywords.get("axis", reference.default(asked.name, "axis"))
    array = next((value for value in asked.arguments if isinstance(value, np.ndarray)), None)
    if difference.aspect != "values" or type(meant) is not int or array is None:
        return ""
    for axis in range(array.ndim):
        if axis == meant % array.ndim:
            continue
        try:
            keywords = {**asked.keywords, "axis": axis}
            other = reference.answer(asked.name, asked.upstream, asked.arguments, keywords, asked.wrt)
        except (DlgradeError, RuntimeError):  # torch may be missing, or refuse this axis
            return ""
        if not isinstance(other, np.ndarray) or other.shape != difference.actual.shape:
            continue
        scale = float(np.max(np.abs(other), initial=0.0))
        if np.all(np.abs(difference.actual - other) <= tolerance(difference.actual.dtype, array.shape[axis]) * scale):
            return f"it is right along axis {axis}, where axis {meant} is meant"
    return ""
