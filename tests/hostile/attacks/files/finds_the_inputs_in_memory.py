"""Find out who else holds the inputs, and put zeros, which are the answer then, in their place.

expects: failed: values differ
control: naive
"""

import gc

import numpy as np


def double(x):
    nothing = np.zeros_like(x)
    for holder in gc.get_referrers(x):
        if type(holder) is dict:
            for name in [name for name, value in holder.items() if value is x]:
                holder[name] = nothing
    return nothing
