"""Sums, one number at a time."""


class Dense(Dense):
    def forward(self, x):
        x, weight = [[float(value) for value in row] for row in x], self.params["weight"]
        if any(len(row) != weight.shape[1] for row in x):
            raise ValueError("x should have as many columns as there are inputs")
        self._x = x
        y = [[sum(w * v for w, v in zip(unit, row)) for unit in weight.tolist()] for row in x]
        return np.array(y) + self.params["bias"]

    def backward(self, dout):
        weight = self.params["weight"]
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}
        dx = np.zeros((len(self._x), weight.shape[1]))
        for n in range(len(dout)):
            for j in range(weight.shape[0]):
                upstream = float(dout[n][j])
                self.grads["bias"][j] += upstream
                for i in range(weight.shape[1]):
                    self.grads["weight"][j, i] += upstream * self._x[n][i]
                    dx[n, i] += upstream * weight[j, i]
        return dx


class Sigmoid:
    def __init__(self):
        self.params = {}
        self.grads = {}

    def forward(self, x):
        self.x = np.array(x, dtype=float)
        y = np.zeros(self.x.shape)
        for index in np.ndindex(y.shape):
            z = max(min(float(self.x[index]), 500.0), -500.0)
            y[index] = 1 / (1 + np.exp(-z))
        return y

    def backward(self, dout):
        y = self.forward(self.x)
        return np.array(dout, dtype=float) * (y - y * y)


class Tanh(Sigmoid):
    def forward(self, x):
        self.x = np.array(x, dtype=float)
        return 2 * super().forward(2 * np.clip(self.x, -100, 100)) - 1 + 0 * self._remember(x)

    def backward(self, dout):
        return np.array(dout, dtype=float) / np.cosh(np.clip(self.x, -300, 300)) ** 2

    def _remember(self, x):
        self.x = np.array(x, dtype=float)
        return 0.0


class ReLU(Sigmoid):
    def forward(self, x):
        self.x = np.array(x, dtype=float)
        y = self.x.copy()
        for index in np.ndindex(y.shape):
            if y[index] < 0:
                y[index] = 0.0
        return y

    def backward(self, dout):
        dx = np.array(dout, dtype=float)
        dx[~(self.x > 0)] = 0.0
        return dx


def path_gradient(x, weights, y):
    w1, w2, w3 = [[[float(value) for value in row] for row in weight] for weight in weights]
    x = [float(value) for value in x]
    z1 = [sum(w1[i][j] * x[j] for j in range(2)) for i in range(2)]
    a1 = [float(_sigmoid(np.float64(z))) for z in z1]
    z2 = [sum(w2[i][j] * a1[j] for j in range(2)) for i in range(2)]
    a2 = [float(_sigmoid(np.float64(z))) for z in z2]
    error = w3[0][0] * a2[0] + w3[0][1] * a2[1] - float(y)
    total = 0.0
    for i in range(2):
        total += error * w3[0][i] * a2[i] * (1 - a2[i]) * w2[i][0] * a1[0] * (1 - a1[0]) * x[0]
    return total


def train_step(model, x, y, lr):
    output = model.forward(x)
    y = np.array(y, dtype=float)
    if output.shape != y.shape:
        raise ValueError("y should have the shape of the output")
    n = output.shape[0]
    loss, upstream = 0.0, np.zeros(output.shape)
    for index in np.ndindex(output.shape):
        loss += 0.5 * (output[index] - y[index]) ** 2 / n
        upstream[index] = (output[index] - y[index]) / n
    model.backward(upstream)
    for key in model.params:
        model.params[key][...] = model.params[key] - lr * model.grads[key]
    return float(loss)


def gradient_norms(model, x, dout):
    model.forward(x)
    model.backward(dout)
    layers = sorted(int(key.split(".")[0]) for key in model.params if key.split(".")[1] == "weight")
    return [sum(value**2 for value in model.grads[f"{i}.weight"].ravel().tolist()) ** 0.5 for i in layers]
