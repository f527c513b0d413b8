"""exp(-z) overflows for z below -709, if only with a warning: use a form with no exp of a large number."""


class LSTM(LSTM):
    def forward(self, x, h0, c0):
        hidden_size, both = self.params["W_f"].shape
        _check_shapes(x, both - hidden_size, hidden_size, h0=h0, c0=c0)
        self._x, self._steps, h_all, h, c = x, [], [], h0, c0
        for x_t in x:
            joined = np.concatenate([h, x_t], axis=1)  # (N, hidden + input)
            f, i, z, o = (joined @ self.params[f"W_{gate}"].T + self.params[f"b_{gate}"] for gate in "fico")
            f, i, o = (1 / (1 + np.exp(-gate)) for gate in (f, i, o))
            candidate = np.tanh(z)
            c_next = f * c + i * candidate
            self._steps.append((joined, f, i, candidate, o, c, np.tanh(c_next)))
            h, c = o * np.tanh(c_next), c_next
            h_all.append(h)
        return np.stack(h_all), h, c
