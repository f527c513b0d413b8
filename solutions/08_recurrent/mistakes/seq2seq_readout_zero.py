"""The readout's weight begins as zeros: draw it from rng."""


class Seq2Seq(Seq2Seq):
    def __init__(self, input_size, hidden_size, output_size, rng):
        self._encoder, self._decoder = LSTM(input_size, hidden_size, rng), LSTM(output_size, hidden_size, rng)
        self._readout = {
            "weight": np.zeros((output_size, hidden_size)),
            "bias": _initial((output_size,), hidden_size, rng),
        }
        self.params = _named(encoder=self._encoder.params, decoder=self._decoder.params, readout=self._readout)
        self.grads = {}
