"""What the model of harm and attacks is learnt from, and how: `python -m training.harm --data DIR`."""
