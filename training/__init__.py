"""Commands that make the models this project ships. Nothing here is in the distribution."""
