"""What checks need on the student's side: a whole training's losses told in one call."""


def decisions(early_stopping, patience, losses):
    """Return what a new EarlyStopping says of each loss in turn."""
    stopper = early_stopping(patience)
    return [stopper.step(loss) for loss in losses]
