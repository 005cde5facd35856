"""Computes results from answers: pure functions, without files, clock, network or framework."""
