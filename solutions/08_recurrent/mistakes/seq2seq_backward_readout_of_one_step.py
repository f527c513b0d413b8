"""The gradient of readout.weight is that of the last step alone: sum over all steps."""


class Seq2Seq(Seq2Seq):
    def backward(self, dout):
        readout = {"weight": dout[-1].T @ self._h_all[-1], "bias": dout.sum(axis=(0, 1))}
        nothing = np.zeros_like(self._h_all[0])
        dtarget_in, dh, dc = self._decoder.backward(dout @ self._readout["weight"], nothing, nothing)
        dsource, _, _ = self._encoder.backward(self._reading, dh, dc)
        self.grads = _named(encoder=self._encoder.grads, decoder=self._decoder.grads, readout=readout)
        return dsource, dtarget_in
