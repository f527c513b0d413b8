"""Recurrent networks: one cell for every step of a sequence, what it remembers, and gradients back through time.

Sequences are (T, N, features): T steps of N sequences side by side, T >= 1. A state is (N, hidden): what the network
remembers of each sequence. All arrays are floating, and no argument is ever modified.

A layer is an object with two methods and two dicts:

forward(x, ...)  the layer's outputs; the layer keeps what backward will need
backward(...)    takes one gradient for each output of forward, of its shape, and returns one for each argument of
                 forward; fills grads on the way
params           {name: float64 array}; others train the layer by writing into these arrays, in place
grads            {name: gradient of the latest backward}, with the keys of params; free before the first backward

backward belongs to the latest forward, and calling it again gives the same: gradients replace the old ones, they do not
add up over calls. No layer divides by the number of sequences or steps. forward looks at params each time, since
somebody may have written into them, and begins with the states that it is given. Two layers share nothing.
"""

import math

import numpy as np


def _initial(shape: tuple[int, ...], hidden_size: int, rng: np.random.Generator) -> np.ndarray:
    """Draw initial values as torch.nn.LSTM does, uniform between -1 and 1, over sqrt(hidden_size); given to you."""
    bound = 1 / math.sqrt(hidden_size)
    return rng.uniform(-bound, bound, shape)


def rnn_cell(x: np.ndarray, h: np.ndarray, w_x: np.ndarray, w_h: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Take one step: mix what comes in with what is remembered.

    x:       (N, input), this step of every sequence
    h:       (N, hidden), the state so far
    w_x:     (hidden, input)
    w_h:     (hidden, hidden)
    b:       (hidden,)
    returns: the next state tanh(x w_x^T + h w_h^T + b), (N, hidden), of the arguments' dtype
    note:    silent for every finite x
    example: rnn_cell([[1]], [[0.5]], [[0.5]], [[2]], [-1]), of arrays -> [[0.462]]
    source:  torch.nn.RNNCell, with one bias in place of two
    """
    raise NotImplementedError("not written yet")


class RNN:
    """A plain recurrent layer: rnn_cell at every step, with the same weights.

    input_size: how many numbers come in at each step
    hidden_size: how many it remembers
    rng:     numpy.random.Generator, the only source of chance
    params:  "w_x" (hidden_size, input_size), "w_h" (hidden_size, hidden_size), "b" (hidden_size,), all float64; draw
             the weights from rng as you like, for which _initial will do; b may be drawn, too, or begin as zeros
    grads:   "w_x", "w_h" and "b", each of its parameter's shape
    example: with w_x = [[1]], w_h = [[0.5]], b = [0], forward([[[1]], [[0]]], [[0]]) gives the states 0.762 and 0.363,
             and backward([[[0]], [[0]]], [[1]]) returns [[[0.182]], [[0.868]]] and [[0.091]]
    source:  torch.nn.RNN; Goodfellow et al. 2016, 10.2.2 (back-propagation through time)
    """

    def __init__(self, input_size: int, hidden_size: int, rng: np.random.Generator):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray, h0: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Walk through the sequence, from the state h0 on.

        x:       (T, N, input_size)
        h0:      (N, hidden_size)
        returns: (h_all, h_last): h_all (T, N, hidden_size), the state after each step, without h0; h_last
                 (N, hidden_size), the last of them again
        raises:  ValueError if x is not (T, N, input_size), or h0 not (N, hidden_size); the message names it
        """
        raise NotImplementedError("not written yet")

    def backward(self, dh_all: np.ndarray, dh_last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Walk back through the sequence, and add up what every step says about the weights.

        dh_all:  (T, N, hidden_size), dL/d(h_all)
        dh_last: (N, hidden_size), dL/d(h_last), which comes on top of dh_all[-1]
        returns: (dx, dh0): dL/dx (T, N, input_size), and dL/d(h0) (N, hidden_size)
        note:    a state acts on the loss by itself, through dh_all, and through the next state
        """
        raise NotImplementedError("not written yet")


def lstm_cell(
    x: np.ndarray, h: np.ndarray, c: np.ndarray, params: dict[str, np.ndarray]
) -> tuple[np.ndarray, np.ndarray]:
    """Take one step with a cell state: gates decide what is forgotten, what is written, and what is shown.

    f  = s(W_f [h, x] + b_f)          forget gate
    i  = s(W_i [h, x] + b_i)          input gate
    c~ = tanh(W_c [h, x] + b_c)       candidate
    c' = f * c + i * c~               next cell state
    o  = s(W_o [h, x] + b_o)          output gate
    h' = o * tanh(c')                 next state

    x:       (N, input), this step of every sequence
    h, c:    (N, hidden), the state and the cell state so far
    params:  W_f, W_i, W_c, W_o of (hidden, hidden + input), which act on h and x side by side, h first; b_f, b_i, b_c,
             b_o of (hidden,); in any order
    returns: (h', c'), each (N, hidden), of the arguments' dtype
    note:    s is the sigmoid, entry by entry, as is *; silent, and right, for every finite x: at -1000 and 1e30, too
    example: lstm_cell([[1]], [[0]], [[0.5]], params), of arrays, with all W = [[0, 1]], b_i = [-1], the other b = [0]
             -> [[0.463]], [[0.746]]
    source:  Hochreiter and Schmidhuber 1997; Gers et al. 2000; torch.nn.LSTMCell, which writes g for c~
    """
    raise NotImplementedError("not written yet")


class LSTM:
    """Long short-term memory: lstm_cell at every step, with the same weights.

    input_size: how many numbers come in at each step
    hidden_size: the size of state and cell state
    rng:     numpy.random.Generator, the only source of chance
    params:  the eight keys of lstm_cell: "W_f", "W_i", "W_c", "W_o", each (hidden_size, hidden_size + input_size), and
             "b_f", "b_i", "b_c", "b_o", each (hidden_size,), all float64; draw the weights from rng as you like, for
             which _initial will do; biases may be drawn, too, or begin as zeros, or as ones in the forget gate
    grads:   the same keys, each gradient of its parameter's shape
    example: with all W = [[0, 1]], b_i = [-1], the other b = [0], forward([[[1]]], [[0]], [[0.5]]) gives the state
             0.463 and the cell state 0.746; backward([[[0]]], [[1]], [[0]]) returns [[[0.343]]], [[0]] and [[0.320]]
    source:  torch.nn.LSTM; to_torch_lstm says how its parameters are named and ordered
    """

    def __init__(self, input_size: int, hidden_size: int, rng: np.random.Generator):
        raise NotImplementedError("not written yet")

    def forward(self, x: np.ndarray, h0: np.ndarray, c0: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Walk through the sequence, from the state h0 and the cell state c0 on.

        x:       (T, N, input_size)
        h0, c0:  (N, hidden_size)
        returns: (h_all, h_last, c_last): h_all (T, N, hidden_size), the state after each step, without h0; h_last
                 (N, hidden_size), the last of them again; c_last (N, hidden_size), the last cell state
        raises:  ValueError if x is not (T, N, input_size), or h0 or c0 not (N, hidden_size); the message names it
        """
        raise NotImplementedError("not written yet")

    def backward(
        self, dh_all: np.ndarray, dh_last: np.ndarray, dc_last: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Walk back through the sequence: two gradients are carried from step to step, of the state and the cell state.

        dh_all:  (T, N, hidden_size), dL/d(h_all)
        dh_last: (N, hidden_size), dL/d(h_last), which comes on top of dh_all[-1]
        dc_last: (N, hidden_size), dL/d(c_last)
        returns: (dx, dh0, dc0): dL/dx (T, N, input_size), dL/d(h0) and dL/d(c0), each (N, hidden_size)
        note:    a cell state acts on the loss through its own step's state, and through the next cell state
        """
        raise NotImplementedError("not written yet")


def to_torch_lstm(params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Turn the parameters of an LSTM into those of torch.nn.LSTM, which then gives the same.

    params:  the eight arrays of lstm_cell
    returns: "weight_ih_l0" (4 hidden, input), "weight_hh_l0" (4 hidden, hidden), "bias_ih_l0" and "bias_hh_l0"
             (4 hidden,), of the arrays' dtype
    note:    PyTorch stacks the gates' rows in the order i, f, c~, o, and has a weight for x and a weight for h. It adds
             its two biases up, so only their sum is fixed: how you split it is up to you
    example: with W_f = [[1, 2]], W_i = [[3, 4]], W_c = [[5, 6]], W_o = [[7, 8]], weight_ih_l0 is [[4], [2], [6], [8]]
    source:  torch.nn.LSTM, whose g is c~
    """
    raise NotImplementedError("not written yet")


class Seq2Seq:
    """From one sequence to another: an LSTM reads the source, a second one writes the answer from what it remembers.

    source    -> encoder, an LSTM(input_size, hidden_size) that begins with zeros -> h_last, c_last
    target_in -> decoder, an LSTM(output_size, hidden_size) that begins with them -> its states, one a step
    states    -> readout, a dense layer without activation, at every step         -> output

    input_size: how many numbers each step of the source has
    hidden_size: the size of all states
    output_size: how many numbers each step of target_in, and of the output, has
    rng:     numpy.random.Generator, the only source of chance
    params:  "encoder.W_f", ..., "decoder.b_o": the arrays of both LSTMs, eight each; "readout.weight"
             (output_size, hidden_size) and "readout.bias" (output_size,). They are the layers' own arrays, not copies:
             model.params[key][...] = value takes effect in the next forward. A dict made once or a property that
             collects them, as you like. Draw the weights from rng, for which _initial will do
    grads:   the gradients of the latest backward under the same keys
    source:  Sutskever et al. 2014
    """

    def __init__(self, input_size: int, hidden_size: int, output_size: int, rng: np.random.Generator):
        raise NotImplementedError("not written yet")

    def forward(self, source: np.ndarray, target_in: np.ndarray) -> np.ndarray:
        """Read the source, then write: at each step the decoder is told what it should have written before.

        source:    (T_in, N, input_size)
        target_in: (T_out, N, output_size), the teacher's: the right answer, one step late
        returns:   (T_out, N, output_size)
        """
        raise NotImplementedError("not written yet")

    def backward(self, dout: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Go back through the readout, the decoder and the encoder, and fill grads.

        dout:    (T_out, N, output_size), dL/d(output)
        returns: (dsource, dtarget_in), of the shapes of source and target_in
        note:    of the encoder the loss sees only the last states: they are all that the decoder gets
        """
        raise NotImplementedError("not written yet")


def clip_gradient_norm(grads: dict[str, np.ndarray], max_norm: float) -> dict[str, np.ndarray]:
    """Shorten gradients that have exploded: all by the same factor, so that their direction stays.

    grads:    {key: array}, at least one, of any shapes, float32 or float64
    max_norm: the length to allow, above 0
    returns:  a new dict and nothing else: where the norm, the root of the sum of all squares in all arrays, is above
              max_norm, each array times max_norm / norm, else the arrays as they are; shapes and dtypes stay
    raises:   ValueError if max_norm is 0 or below; the message names max_norm
    note:     gradients of 0 stay 0; gradients that have exploded are large, and the square of 1e200, or of 1e20 in
              float32, is too large for its type: divide by the largest entry before you square. No warning is emitted
    example:  clip_gradient_norm({"w": [3, 0], "b": [4]}, 2), of arrays -> {"w": [1.2, 0], "b": [1.6]}
    source:   Pascanu et al. 2013; torch.nn.utils.clip_grad_norm_, which adds 1e-6 to the norm, works in place and
              returns the norm
    """
    raise NotImplementedError("not written yet")
