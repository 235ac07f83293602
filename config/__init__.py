"""Values, names, and where they came from: the lowest floor."""
