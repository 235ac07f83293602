"""Detectors measured on labelled rows: `sekisho eval KIND` asks here."""
