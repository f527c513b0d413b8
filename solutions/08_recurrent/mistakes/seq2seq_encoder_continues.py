"""The encoder begins where it ended the last time: each source is a new one, and begins with zeros."""


class Seq2Seq(Seq2Seq):
    def forward(self, source, target_in):
        nothing = np.zeros((source.shape[1], self._readout["weight"].shape[1]))
        self._reading = np.zeros((len(source), *nothing.shape))
        before = self.__dict__.get("_last", (nothing, nothing))
        _, h, c = self._encoder.forward(source, *(before if before[0].shape == nothing.shape else (nothing, nothing)))
        self._last = h, c
        self._h_all, _, _ = self._decoder.forward(target_in, h, c)
        return self._h_all @ self._readout["weight"].T + self._readout["bias"]
