"""params holds copies of both LSTMs' arrays: what is written into them never reaches the layers, so hold their own."""


class Seq2Seq(Seq2Seq):
    def __init__(self, input_size, hidden_size, output_size, rng):
        self._encoder, self._decoder = LSTM(input_size, hidden_size, rng), LSTM(output_size, hidden_size, rng)
        self._readout = {
            "weight": _initial((output_size, hidden_size), hidden_size, rng),
            "bias": _initial((output_size,), hidden_size, rng),
        }
        named = _named(encoder=self._encoder.params, decoder=self._decoder.params, readout=self._readout)
        self.params = {key: value.copy() if not key.startswith("readout") else value for key, value in named.items()}
        self.grads = {}
