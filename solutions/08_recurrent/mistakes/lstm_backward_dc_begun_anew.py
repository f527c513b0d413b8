"""dc is begun anew at each step: add dh * o * (1 - tanh(c')^2) to what the step after has handed back, dc_last at first."""


class LSTM(LSTM):
    def backward(self, dh_all, dh_last, dc_last):
        self.grads = {key: np.zeros_like(value) for key, value in self.params.items()}
        dx, dh, dc = np.empty_like(self._x), dh_last, np.zeros_like(dc_last)
        for t in reversed(range(len(dx))):
            joined, f, i, candidate, o, c, squashed = self._steps[t]
            dh = dh + dh_all[t]
            dc = dh * o * (1 - squashed**2)
            slopes = {
                "f": dc * c * f * (1 - f),
                "i": dc * candidate * i * (1 - i),
                "c": dc * i * (1 - candidate**2),
                "o": dh * squashed * o * (1 - o),
            }  # dL/dz of each gate, where z is what its sigmoid or tanh is applied to
            for gate, dz in slopes.items():
                self.grads[f"W_{gate}"] += dz.T @ joined
                self.grads[f"b_{gate}"] += dz.sum(axis=0)
            djoined = sum(dz @ self.params[f"W_{gate}"] for gate, dz in slopes.items())  # (N, hidden + input)
            dh, dx[t] = np.split(djoined, [dh.shape[1]], axis=1)
            dc = dc * f
        return dx, dh, dc
