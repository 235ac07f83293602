"""Slow detectors run here: one to a process, within bounds of memory and time."""
