"""The autograder archives that run on Gradescope and PrairieLearn."""
