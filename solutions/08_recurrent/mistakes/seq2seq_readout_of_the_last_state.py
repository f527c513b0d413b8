"""The readout sees the decoder's last state only: it is applied at every step."""


class Seq2Seq(Seq2Seq):
    def forward(self, source, target_in):
        nothing = np.zeros((source.shape[1], self._readout["weight"].shape[1]))
        self._reading = np.zeros((len(source), *nothing.shape))
        _, h, c = self._encoder.forward(source, nothing, nothing)
        self._h_all, _, _ = self._decoder.forward(target_in, h, c)
        self._h_all = np.broadcast_to(self._h_all[-1], self._h_all.shape)
        return self._h_all @ self._readout["weight"].T + self._readout["bias"]
