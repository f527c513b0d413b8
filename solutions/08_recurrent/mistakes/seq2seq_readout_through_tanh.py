"""The output goes through a tanh: the readout has no activation."""


class Seq2Seq(Seq2Seq):
    def forward(self, source, target_in):
        nothing = np.zeros((source.shape[1], self._readout["weight"].shape[1]))
        self._reading = np.zeros((len(source), *nothing.shape))
        _, h, c = self._encoder.forward(source, nothing, nothing)
        self._h_all, _, _ = self._decoder.forward(target_in, h, c)
        return np.tanh(self._h_all @ self._readout["weight"].T + self._readout["bias"])
