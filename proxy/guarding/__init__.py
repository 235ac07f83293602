"""Calls to guards: under a deadline, behind a breaker, each question once."""
