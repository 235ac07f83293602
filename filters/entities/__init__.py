"""Tables of identifiers, one pack a file; `filters.entity` says what a row is."""
