"""Optimizers: what to make of a gradient, from plain descent to Adam, and how long to make the steps.

An optimizer is made once for a training run, and its `step` is called once for each batch:

params:  {key: array}, the parameters as they are now; an array may have any shape and is float32 or float64
grads:   {key: array}, their gradients, with the same keys and shapes; the keys are the same at every call, in any order
returns: a new dict {key: array} with the parameters after the step, each in its own shape and dtype

`step` changes neither the arrays of params and grads nor the dicts. It begins at the params that it is given, whatever
it returned before. What an optimizer remembers it keeps for each key, in arrays of its own: a caller may write into all
of the arrays that it passed or got. Two optimizers share nothing.

In the formulas g is the gradient, p the parameter, t = 1, 2, 3, ... counts the calls of step, whatever number of keys
there are, and everything happens entry by entry. What is remembered begins at 0.
"""

import math

import numpy as np


class SGD:
    """Go against the gradient; with momentum, against a sum in which older gradients fade.

    g = g + weight_decay p
    b = momentum b + g
    p = p - lr b                      with nesterov  p = p - lr (g + momentum b)

    lr:      the learning rate
    momentum: from 0 to below 1; the first b is g, and later gradients are added whole, too: there is no dampening
    nesterov: look ahead, by taking the new b into account once more
    weight_decay: the strength of an L2 penalty, added to the gradient of every key, biases too, before the momentum
    raises:  ValueError if nesterov is chosen and momentum is 0; the message names nesterov
    example: SGD(lr=0.1, momentum=0.9) with p = 1 and gradients 2, -1 -> p = 0.8, then 0.72
    source:  torch.optim.SGD; Sutskever et al. 2013
    note:    Keras begins with lr = 0.01, keeps lr b in place of b, which is the same while lr is constant, and lets
             weights decay as AdamW does
    """

    def __init__(self, lr: float = 1e-3, momentum: float = 0, nesterov: bool = False, weight_decay: float = 0):
        ### BEGIN SOLUTION
        if nesterov and not momentum:
            raise ValueError("nesterov looks ahead along the momentum: choose a momentum above 0")
        self.lr, self.momentum, self.nesterov, self.weight_decay = lr, momentum, nesterov, weight_decay
        self._b = {}
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g
            new[key] = p - self.lr * (g + self.momentum * b if self.nesterov else b)
        return new
        ### END SOLUTION


class Adagrad:
    """Shorten the steps of each entry by the size of all its gradients so far.

    s = s + g^2
    p = p - lr g / (sqrt(s) + eps)

    lr:      the learning rate
    eps:     keeps from dividing by 0; outside the root
    example: Adagrad(lr=0.1) with p = 1 and gradients 3, -4 -> p = 0.9, then 0.98
    source:  Duchi et al. 2011; torch.optim.Adagrad
    note:    Keras begins with lr = 0.001, s = 0.1 and eps = 1e-7, and has eps inside the root, sqrt(s + eps)
    """

    def __init__(self, lr: float = 1e-2, eps: float = 1e-10):
        ### BEGIN SOLUTION
        self.lr, self.eps = lr, eps
        self._s = {}
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self._s.get(key, 0) + g**2
            new[key] = p - self.lr * g / (np.sqrt(s) + self.eps)
        return new
        ### END SOLUTION


class Adadelta:
    """Make steps as long as the latest ones were, measured by how large the gradients are: no unit has to be chosen.

    s = rho s + (1 - rho) g^2
    d = sqrt(a + eps) / sqrt(s + eps) g
    a = rho a + (1 - rho) d^2
    p = p - lr d

    lr:      a factor of the step alone: neither average knows of it
    rho:     how much of an average is kept
    eps:     added to both averages, inside both roots; the first steps are as long as it makes them
    example: Adadelta(rho=0.5, eps=0.02) with p = 1 and gradients 0.4, -0.2 -> p = 0.821, then 0.955
    source:  Zeiler 2012; torch.optim.Adadelta
    note:    Keras has the same formulas, but begins with lr = 0.001, rho = 0.95 and eps = 1e-7
    """

    def __init__(self, lr: float = 1.0, rho: float = 0.9, eps: float = 1e-6):
        ### BEGIN SOLUTION
        self.lr, self.rho, self.eps = lr, rho, eps
        self._s, self._a = {}, {}
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        new = {}
        for key, p in params.items():
            g = grads[key]
            a = self._a.get(key, np.zeros_like(p))  # an array, as the root of a Python 0 is a float64
            s = self._s[key] = self.rho * self._s.get(key, 0) + (1 - self.rho) * g**2
            d = np.sqrt(a + self.eps) / np.sqrt(s + self.eps) * g
            self._a[key] = self.rho * a + (1 - self.rho) * d**2
            new[key] = p - self.lr * d
        return new
        ### END SOLUTION


class RMSprop:
    """Divide each gradient by how large gradients of that entry have been of late.

    s = alpha s + (1 - alpha) g^2
    b = momentum b + g / (sqrt(s) + eps)
    p = p - lr b

    lr:      the learning rate
    alpha:   how much of the average is kept
    eps:     keeps from dividing by 0; outside the root
    momentum: from 0 to below 1; it gathers what has been divided already
    example: RMSprop(lr=0.1, alpha=0.75) with p = 1 and gradients 2, -1 -> p = 0.8, then 0.9
    source:  Hinton 2012, lecture 6e; torch.optim.RMSprop, not centred
    note:    Keras begins with lr = 0.001, rho = 0.9 in place of alpha and eps = 1e-7, and has eps inside the root
    """

    def __init__(self, lr: float = 1e-2, alpha: float = 0.99, eps: float = 1e-8, momentum: float = 0):
        ### BEGIN SOLUTION
        self.lr, self.alpha, self.eps, self.momentum = lr, alpha, eps, momentum
        self._s, self._b = {}, {}
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        new = {}
        for key, p in params.items():
            g = grads[key]
            s = self._s[key] = self.alpha * self._s.get(key, 0) + (1 - self.alpha) * g**2
            b = self._b[key] = self.momentum * self._b.get(key, 0) + g / (np.sqrt(s) + self.eps)
            new[key] = p - self.lr * b
        return new
        ### END SOLUTION


class Adam:
    """Divide an average of the gradients by the root of an average of their squares, both corrected for beginning at 0.

    g = g + weight_decay p
    m = beta1 m + (1 - beta1) g
    v = beta2 v + (1 - beta2) g^2
    p = p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)

    lr:      the learning rate; the first step has this length in every entry
    betas:   a pair (beta1, beta2): how much of either average is kept
    eps:     keeps from dividing by 0; outside the root, added after v has been corrected
    weight_decay: the strength of an L2 penalty, added to the gradient of every key, biases too: it goes into m and v
    example: Adam(lr=0.1, betas=(0.5, 0.75)) with p = 1 and gradients 2, -4 -> p = 0.9, then 0.961
    source:  Kingma and Ba 2015, algorithm 1; torch.optim.Adam
    note:    Keras begins with eps = 1e-7, adds eps to sqrt(v) before the correction, and lets weights decay as AdamW
             does
    """

    def __init__(
        self,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
    ):
        ### BEGIN SOLUTION
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self._t, self._m, self._v = 0, {}, {}
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        self._t += 1
        beta1, beta2 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key] + self.weight_decay * p
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            v = self._v[key] = beta2 * self._v.get(key, 0) + (1 - beta2) * g**2
            m_hat, v_hat = m / (1 - beta1**self._t), v / (1 - beta2**self._t)
            new[key] = p - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
        ### END SOLUTION


class AdamW:
    """Adam with a decay of its own: parameters shrink by the same share, whatever the gradients are.

    p = p (1 - lr weight_decay)
    m = beta1 m + (1 - beta1) g
    v = beta2 v + (1 - beta2) g^2
    p = p - lr m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps)

    lr:      the learning rate
    betas:   a pair (beta1, beta2): how much of either average is kept
    eps:     keeps from dividing by 0; outside the root, added after v has been corrected
    weight_decay: how fast every key shrinks, biases too; the averages know nothing of it
    example: AdamW(lr=0.1, betas=(0.5, 0.75), weight_decay=0.5) with p = 1, gradients 2, -4 -> p = 0.85, then 0.868
    source:  Loshchilov and Hutter 2019, with lr in the decay; torch.optim.AdamW
    note:    Keras begins with weight_decay = 0.004 and eps = 1e-7, and adds eps to sqrt(v) before the correction
    """

    def __init__(
        self,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
    ):
        ### BEGIN SOLUTION
        self.lr, self.betas, self.eps, self.weight_decay = lr, betas, eps, weight_decay
        self._t, self._m, self._v = 0, {}, {}
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        self._t += 1
        beta1, beta2 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            v = self._v[key] = beta2 * self._v.get(key, 0) + (1 - beta2) * g**2
            m_hat, v_hat = m / (1 - beta1**self._t), v / (1 - beta2**self._t)
            shrunk = p * (1 - self.lr * self.weight_decay)
            new[key] = shrunk - self.lr * m_hat / (np.sqrt(v_hat) + self.eps)
        return new
        ### END SOLUTION


class Adamax:
    """Adam that divides by the largest gradient in place of an average: one that fades as it ages.

    m = beta1 m + (1 - beta1) g
    u = max(beta2 u, |g| + eps)
    p = p - lr m / (1 - beta1^t) / u

    lr:      the learning rate; the first step has this length in every entry
    betas:   a pair (beta1, beta2): how much of m is kept, and how slowly u fades
    eps:     keeps from dividing by 0; added to each new |g|, before the maximum is taken
    example: Adamax(lr=0.1, betas=(0.5, 0.75)) with p = 1 and gradients 2, -4 -> p = 0.9, then 0.95
    source:  Kingma and Ba 2015, algorithm 2; torch.optim.Adamax
    note:    u is a maximum, and is not corrected; Keras begins with lr = 0.001 and eps = 1e-7, and adds eps to u when
             it divides
    """

    def __init__(self, lr: float = 2e-3, betas: tuple[float, float] = (0.9, 0.999), eps: float = 1e-8):
        ### BEGIN SOLUTION
        self.lr, self.betas, self.eps = lr, betas, eps
        self._t, self._m, self._u = 0, {}, {}
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        self._t += 1
        beta1, beta2 = self.betas
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            u = self._u[key] = np.maximum(beta2 * self._u.get(key, 0), np.abs(g) + self.eps)
            new[key] = p - self.lr * m / (1 - beta1**self._t) / u
        return new
        ### END SOLUTION


class Nadam:
    """Adam that looks ahead, as SGD does with nesterov, with a momentum that grows from beta1 / 2 towards beta1.

    mu_t = beta1 (1 - 0.5 0.96^(t momentum_decay))
    m = beta1 m + (1 - beta1) g
    v = beta2 v + (1 - beta2) g^2
    p = p - lr (mu_(t+1) m / (1 - mu_1 ... mu_(t+1)) + (1 - mu_t) g / (1 - mu_1 ... mu_t))
              / (sqrt(v / (1 - beta2^t)) + eps)

    lr:      the learning rate
    betas:   a pair (beta1, beta2): how much of either average is kept
    eps:     keeps from dividing by 0; outside the root, added after v has been corrected
    momentum_decay: how fast mu grows
    example: Nadam(lr=0.1, betas=(0.5, 0.75)) with p = 1 and gradients 2, -4 -> p = 0.887, then 0.995
    source:  Dozat 2016; torch.optim.NAdam
    note:    mu takes part in the last line only, not in m; Keras begins with lr = 0.001 and eps = 1e-7, and its
             momentum_decay is 1
    """

    def __init__(
        self,
        lr: float = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        momentum_decay: float = 4e-3,
    ):
        ### BEGIN SOLUTION
        self.lr, self.betas, self.eps, self.momentum_decay = lr, betas, eps, momentum_decay
        self._t, self._m, self._v, self._product = 0, {}, {}, 1.0
        ### END SOLUTION

    def step(self, params: dict[str, np.ndarray], grads: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        """Return the parameters after one step, as a new dict."""
        ### BEGIN SOLUTION
        self._t += 1
        beta1, beta2 = self.betas
        mu, mu_next = self._mu(self._t), self._mu(self._t + 1)
        self._product *= mu
        new = {}
        for key, p in params.items():
            g = grads[key]
            m = self._m[key] = beta1 * self._m.get(key, 0) + (1 - beta1) * g
            v = self._v[key] = beta2 * self._v.get(key, 0) + (1 - beta2) * g**2
            ahead = mu_next * m / (1 - self._product * mu_next) + (1 - mu) * g / (1 - self._product)
            new[key] = p - self.lr * ahead / (np.sqrt(v / (1 - beta2**self._t)) + self.eps)
        return new

    def _mu(self, t):
        """Return the momentum of step t."""
        return self.betas[0] * (1 - 0.5 * 0.96 ** (t * self.momentum_decay))
        ### END SOLUTION


def step_decay(lr: float, step: int, size: int, gamma: float) -> float:
    """Return the rate of a step where every `size` steps the rate is multiplied by gamma.

    lr:      the rate of the first `size` steps
    step:    counted from 0
    size:    how many steps have the same rate, from 1 on
    gamma:   what the rate is multiplied by
    returns: lr gamma^k, a number, where k is how often `size` goes into `step` as a whole
    example: step_decay(0.1, 5, 2, 0.5) -> 0.025
    source:  torch.optim.lr_scheduler.StepLR
    """
    ### BEGIN SOLUTION
    return lr * gamma ** (step // size)
    ### END SOLUTION


def cosine(lr: float, step: int, total: int) -> float:
    """Return the rate of a step on the way from lr to 0 along half a period of a cosine.

    lr:      the rate of step 0
    step:    from 0 to total
    total:   the step at which the rate is 0, from 1 on
    returns: lr (1 + cos(pi step / total)) / 2, a number
    example: cosine(0.1, 1, 4) -> 0.0854
    source:  Loshchilov and Hutter 2017; torch.optim.lr_scheduler.CosineAnnealingLR
    """
    ### BEGIN SOLUTION
    return lr * (1 + math.cos(math.pi * step / total)) / 2
    ### END SOLUTION


def warmup(lr: float, step: int, steps: int) -> float:
    """Return the rate of a step where the first ones grow in equal parts and the others have the whole rate.

    lr:      the rate after warming up
    step:    counted from 0
    steps:   how many steps warm up, from 1 on; the last of them has the whole rate already
    returns: lr min(1, (step + 1) / steps), a number
    example: warmup(0.1, 0, 4) -> 0.025
    source:  Goyal et al. 2017, sec. 2.2; torch.optim.lr_scheduler.LinearLR
    """
    ### BEGIN SOLUTION
    return lr * min(1, (step + 1) / steps)
    ### END SOLUTION
