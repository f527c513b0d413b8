"""A state of another shape is broadcast in silence: compare its shape with (N, hidden), and raise ValueError."""


class RNN(RNN):
    def forward(self, x, h0):
        hidden_size, input_size = self.params["w_x"].shape

        self._x, self._states = x, [h0]
        for x_t in x:
            self._states.append(rnn_cell(x_t, self._states[-1], **self.params))
        return np.stack(self._states[1:]), self._states[-1]
