"""Documents are opened here: in processes of their own, within bounds, one at a time in each."""
