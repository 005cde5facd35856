"""The questions and the help on offer: the content files as validated, frozen models."""
