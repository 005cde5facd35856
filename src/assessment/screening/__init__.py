"""Computes results from answers with pure functions: no files, clock, network, or framework."""
