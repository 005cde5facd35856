"""Content checks, which also run at startup, and proofs over all answers, for authors."""
