"""Mark what was made. The disclosure and provenance engine is its own release."""
