"""Import torch and let it do the work.

expects: problem: torch is not available here
control: naive
"""

import torch


def double(x):
    return (2 * torch.as_tensor(x)).numpy()
