"""Trains the model of `filters/names`: `make train-names`."""
