"""Proofs over every possible set of answers. They require the `assessment[check]` extra."""
