"""Checks of content at startup, and proofs over all answers for authors."""
