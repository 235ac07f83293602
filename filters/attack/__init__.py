"""Attacks on what an application was told: how they are written, and what they are written to."""
