"""The decoder's dh0 counts twice, in dh_all[-1] and as dh_last: dh_all of the encoder is zeros."""


class Seq2Seq(Seq2Seq):
    def backward(self, dout):
        readout = {"weight": np.einsum("tno,tnh->oh", dout, self._h_all), "bias": dout.sum(axis=(0, 1))}
        nothing = np.zeros_like(self._h_all[0])
        dtarget_in, dh, dc = self._decoder.backward(dout @ self._readout["weight"], nothing, nothing)
        dh_all = self._reading.copy()
        dh_all[-1] = dh
        dsource, _, _ = self._encoder.backward(dh_all, dh, dc)
        self.grads = _named(encoder=self._encoder.grads, decoder=self._decoder.grads, readout=readout)
        return dsource, dtarget_in
