"""readout.weight has the shape (hidden, output): a weight is (what comes out, what goes in)."""


class Seq2Seq(Seq2Seq):
    def __init__(self, input_size, hidden_size, output_size, rng):
        self._encoder, self._decoder = LSTM(input_size, hidden_size, rng), LSTM(output_size, hidden_size, rng)
        self._readout = {
            "weight": _initial((hidden_size, output_size), hidden_size, rng),
            "bias": _initial((output_size,), hidden_size, rng),
        }
        self.params = _named(encoder=self._encoder.params, decoder=self._decoder.params, readout=self._readout)
        self.grads = {}
