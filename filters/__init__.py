"""Text in, verdicts out: pure, synchronous, and ignorant of sockets and clocks."""
