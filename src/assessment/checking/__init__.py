"""Content checks, which also run at startup, and proofs over all possible answers."""
