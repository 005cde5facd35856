"""Proofs over every possible set of answers. They need z3, which no server loads."""
