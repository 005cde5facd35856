"""Proofs over every possible set of answers. They need `assessment[check]`."""
