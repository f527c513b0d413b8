"""The readout's gradients are averaged over the steps: only the loss divides."""


class Seq2Seq(Seq2Seq):
    def backward(self, dout):
        readout = {"weight": np.einsum("tno,tnh->oh", dout, self._h_all), "bias": dout.sum(axis=(0, 1))}
        nothing = np.zeros_like(self._h_all[0])
        dtarget_in, dh, dc = self._decoder.backward(dout @ self._readout["weight"], nothing, nothing)
        dsource, _, _ = self._encoder.backward(self._reading, dh, dc)
        readout = {key: value / len(dout) for key, value in readout.items()}
        self.grads = _named(encoder=self._encoder.grads, decoder=self._decoder.grads, readout=readout)
        return dsource, dtarget_in
