"""The list of states is made once and grows with every forward: begin each with a new list."""


class RNN(RNN):
    def forward(self, x, h0):
        before = self.__dict__.get("_states", [])
        h_all, h_last = super().forward(x, h0)
        self._states = before + self._states
        return h_all, h_last
