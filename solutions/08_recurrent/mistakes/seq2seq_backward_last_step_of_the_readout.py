"""Only the last step's output counts: every step has a loss."""


class Seq2Seq(Seq2Seq):
    def backward(self, dout):
        readout = {"weight": np.einsum("tno,tnh->oh", dout, self._h_all), "bias": dout.sum(axis=(0, 1))}
        dout = dout * (np.arange(len(dout)) == len(dout) - 1)[:, None, None]
        nothing = np.zeros_like(self._h_all[0])
        dtarget_in, dh, dc = self._decoder.backward(dout @ self._readout["weight"], nothing, nothing)
        dsource, _, _ = self._encoder.backward(self._reading, dh, dc)
        self.grads = _named(encoder=self._encoder.grads, decoder=self._decoder.grads, readout=readout)
        return dsource, dtarget_in
