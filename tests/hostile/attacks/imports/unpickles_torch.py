"""Have a pickle import torch, and name the function that does the work.

expects: failed: raised an exception
control: naive
"""

import pickle


def double(x):
    as_tensor = pickle.loads(b"ctorch\nas_tensor\n.")
    return (2 * as_tensor(x)).numpy()
