"""A model of models: everything by recursion; batches by splitting; arrays in one archive, in memory first."""

import io
import itertools


class Softmax(Softmax):
    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        rows = [np.exp(row - max(row)) for row in flat]
        self._out = np.array([row / sum(row) for row in rows]).reshape(x.shape)
        return self._out

    def backward(self, dout):
        p, d = self._out.reshape(-1, dout.shape[-1]), dout.reshape(-1, dout.shape[-1])
        jacobians = [np.diag(row) - np.outer(row, row) for row in p]
        return np.array([jacobian @ each for jacobian, each in zip(jacobians, d)]).reshape(dout.shape)


class Sequential(Sequential):
    def forward(self, x):
        def through(layers, value):
            return through(layers[1:], layers[0].forward(value)) if layers else value

        return through(self.layers, x)

    def backward(self, dout):
        def back(layers, value):
            return back(layers[:-1], layers[-1].backward(value)) if layers else value

        return back(self.layers, dout)

    def _collected(self, which):
        items = [
            [(f"{i}.{key}", each) for key, each in getattr(layer, which).items()] for i, layer in enumerate(self.layers)
        ]
        return dict(itertools.chain.from_iterable(items))


def fit(model, loss, optimizer, x, y, epochs, batch_size, rng, validation=None):
    function, slope = loss
    history = {}

    def note(name, value):
        history.setdefault(name, []).append(float(value))

    for name in ("loss", "accuracy"):
        history[name] = []
    for _ in range(epochs):
        model.train()
        order = rng.choice(len(x), size=len(x), replace=False)
        seen = []
        for batch in np.split(order, range(batch_size, len(x), batch_size)):
            images, labels = x[batch], y[batch]
            logits = model.forward(images)
            seen.append((len(batch), function(logits, labels), np.count_nonzero(np.argmax(logits, -1) == labels)))
            model.backward(slope(logits, labels))
            fresh = optimizer.step(dict(model.params), dict(model.grads))
            for key, array in model.params.items():
                array[...] = fresh[key]
        sizes, losses, hits = map(np.array, zip(*seen))
        note("loss", np.average(losses, weights=sizes))
        note("accuracy", hits.sum() / sizes.sum())
        if validation:
            model.eval()
            pieces = [model.forward(validation[0][i : i + 64]) for i in range(0, len(validation[0]), 64)]
            logits = np.vstack(pieces)
            note("validation_loss", function(logits, validation[1]))
            note("validation_accuracy", np.mean(np.argmax(logits, -1) == validation[1]))
            model.train()
    return history


def save(model, path):
    memory = io.BytesIO()
    np.savez_compressed(memory, **_state(model))
    with open(path, "wb") as file:
        file.write(memory.getvalue())
