"""The station itself: a rim that does and a heart that asks."""
