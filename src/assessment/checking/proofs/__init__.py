"""Proofs over every possible set of answers. They require the extra `assessment[check]`."""
