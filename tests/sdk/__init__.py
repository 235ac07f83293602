"""Official client libraries, asked twice: directly, and through the station."""
