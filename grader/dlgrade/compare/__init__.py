"""Judge what came back: values against the reference, how calls went, what layers hold."""

from dlgrade.compare.calls import Observed, assert_no_warnings, assert_rejects, assert_untouched
from dlgrade.compare.layers import assert_gradients, assert_keys, assert_parameters
from dlgrade.compare.record import Compared, beside, comparisons
from dlgrade.compare.training import TrainingStep, assert_trains_alike
from dlgrade.compare.values import Array, Aspect, Difference, Mismatch, assert_matches, number, tolerance

__all__ = [
    "Array",
    "Aspect",
    "Compared",
    "Difference",
    "Mismatch",
    "Observed",
    "TrainingStep",
    "assert_gradients",
    "assert_keys",
    "assert_matches",
    "assert_no_warnings",
    "assert_parameters",
    "assert_rejects",
    "assert_trains_alike",
    "assert_untouched",
    "beside",
    "comparisons",
    "number",
    "tolerance",
]
