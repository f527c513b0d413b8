"""Recurrent networks in torch: forwards only, by the slides' formulas and by torch.nn.LSTM; gradients by autograd.

Functions that return several arrays have a twin `..._joined` that returns all numbers as one vector, for gradients.
"""

import torch
from torch import Tensor

_Arrays = dict[str, Tensor]


def rnn_cell(x: Tensor, h: Tensor, w_x: Tensor, w_h: Tensor, b: Tensor) -> Tensor:
    """Return the next state."""
    return torch.tanh(torch.nn.functional.linear(x, w_x) + torch.nn.functional.linear(h, w_h, b))


def rnn(x: Tensor, h0: Tensor, params: _Arrays) -> tuple[Tensor, Tensor]:
    """Return all states, and the last one."""
    states, h = [], h0
    for x_t in x:
        h = rnn_cell(x_t, h, params["w_x"], params["w_h"], params["b"])
        states.append(h)
    return torch.stack(states), h


def rnn_joined(x: Tensor, h0: Tensor, params: _Arrays) -> Tensor:
    """Return what rnn does as one vector."""
    return _joined(rnn(x, h0, params))


def lstm_cell(x: Tensor, h: Tensor, c: Tensor, params: _Arrays) -> tuple[Tensor, Tensor]:
    """Return the next state and the next cell state, as the slides write them."""
    joined = torch.cat([h, x], dim=1)
    f, i, candidate, o = (
        torch.nn.functional.linear(joined, params[f"W_{gate}"], params[f"b_{gate}"]) for gate in "fico"
    )
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(candidate)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next


def lstm(x: Tensor, h0: Tensor, c0: Tensor, params: _Arrays) -> tuple[Tensor, Tensor, Tensor]:
    """Return all states, the last one, and the last cell state."""
    states, h, c = [], h0, c0
    for x_t in x:
        h, c = lstm_cell(x_t, h, c, params)
        states.append(h)
    return torch.stack(states), h, c


def lstm_joined(x: Tensor, h0: Tensor, c0: Tensor, params: _Arrays) -> Tensor:
    """Return what lstm does as one vector."""
    return _joined(lstm(x, h0, c0, params))


def to_torch_lstm(params: _Arrays) -> _Arrays:
    """Return the weights of torch.nn.LSTM, all of the bias in bias_ih_l0."""
    hidden = params["b_i"].shape[0]
    weight = torch.cat([params[f"W_{gate}"] for gate in "ifco"])
    bias = torch.cat([params[f"b_{gate}"] for gate in "ifco"])
    return {
        "weight_ih_l0": weight[:, hidden:],
        "weight_hh_l0": weight[:, :hidden],
        "bias_ih_l0": bias,
        "bias_hh_l0": torch.zeros_like(bias),
    }


def torch_lstm(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    weight_ih_l0: Tensor,
    weight_hh_l0: Tensor,
    bias_ih_l0: Tensor,
    bias_hh_l0: Tensor,
) -> tuple[Tensor, Tensor, Tensor]:
    """Return what torch.nn.LSTM makes of these weights: all states, the last one, and the last cell state."""
    layer = torch.nn.LSTM(x.shape[2], h0.shape[1]).to(x)
    weights = {
        "weight_ih_l0": weight_ih_l0,
        "weight_hh_l0": weight_hh_l0,
        "bias_ih_l0": bias_ih_l0,
        "bias_hh_l0": bias_hh_l0,
    }
    h_all, (h_last, c_last) = torch.func.functional_call(layer, weights, (x, (h0[None], c0[None])))
    return h_all, h_last[0], c_last[0]


def torch_lstm_joined(
    x: Tensor,
    h0: Tensor,
    c0: Tensor,
    weight_ih_l0: Tensor,
    weight_hh_l0: Tensor,
    bias_ih_l0: Tensor,
    bias_hh_l0: Tensor,
) -> Tensor:
    """Return what torch_lstm does as one vector."""
    return _joined(torch_lstm(x, h0, c0, weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0))


def seq2seq(source: Tensor, target_in: Tensor, params: _Arrays) -> Tensor:
    """Return the output of encoder, decoder and readout."""
    zeros = source.new_zeros(source.shape[1], params["readout.weight"].shape[1])
    _, h, c = lstm(source, zeros, zeros, _part(params, "encoder"))
    states, _, _ = lstm(target_in, h, c, _part(params, "decoder"))
    return torch.nn.functional.linear(states, params["readout.weight"], params["readout.bias"])


def train_seq2seq(
    source: Tensor, target_in: Tensor, digits: Tensor, params: _Arrays, lr: float, steps: int
) -> tuple[Tensor, list[_Arrays]]:
    """Return the loss before each step of gradient descent and after the last, and the parameters after each step.

    digits: (T_out, N) integers, what the output should give the largest number
    """
    losses, places = [], []
    leaves = {key: value.detach().clone().requires_grad_(True) for key, value in params.items()}
    optimizer = torch.optim.SGD(leaves.values(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = digit_loss(seq2seq(source, target_in, leaves), digits)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
        places.append({key: value.detach().clone() for key, value in leaves.items()})
    losses.append(digit_loss(seq2seq(source, target_in, leaves), digits).detach())
    return torch.stack(losses), places


def digit_loss(output: Tensor, digits: Tensor) -> Tensor:
    """Return the softmax cross-entropy, the mean over all steps of all sequences."""
    return torch.nn.functional.cross_entropy(output.flatten(0, 1), digits.flatten())


def clip_gradient_norm(grads: _Arrays, max_norm: float) -> _Arrays:
    """Return gradients whose common norm is at most max_norm."""
    numbers = torch.cat([gradient.flatten() for gradient in grads.values()])
    largest = numbers.abs().max()
    if largest == 0:
        return grads
    norm = largest * torch.linalg.vector_norm(numbers / largest)
    return {key: gradient * (max_norm / norm).clamp(max=1.0) for key, gradient in grads.items()}


def _part(params: _Arrays, name: str) -> _Arrays:
    return {key.partition(".")[2]: value for key, value in params.items() if key.startswith(f"{name}.")}


def _joined(outputs: tuple[Tensor, ...]) -> Tensor:
    return torch.cat([output.flatten() for output in outputs])
