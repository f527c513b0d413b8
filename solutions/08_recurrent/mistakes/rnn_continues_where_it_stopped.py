"""forward begins where the last one ended: each begins with its own h0."""


class RNN(RNN):
    def forward(self, x, h0):
        hidden_size, input_size = self.params["w_x"].shape
        _check_shapes(x, input_size, hidden_size, h0=h0)
        h0 = self.__dict__.get("_h", h0) if np.shape(self.__dict__.get("_h")) == h0.shape else h0
        self._x, self._states = x, [h0]
        for x_t in x:
            self._states.append(rnn_cell(x_t, self._states[-1], **self.params))
        self._h = self._states[-1]
        return np.stack(self._states[1:]), self._states[-1]
