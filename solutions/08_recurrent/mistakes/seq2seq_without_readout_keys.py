"""The readout's weight and bias are not in params: they are trained, too."""


class Seq2Seq(Seq2Seq):
    def __init__(self, input_size, hidden_size, output_size, rng):
        self._encoder, self._decoder = LSTM(input_size, hidden_size, rng), LSTM(output_size, hidden_size, rng)
        self._readout = {
            "weight": _initial((output_size, hidden_size), hidden_size, rng),
            "bias": _initial((output_size,), hidden_size, rng),
        }
        self.params = _named(encoder=self._encoder.params, decoder=self._decoder.params)
        self.grads = {}
