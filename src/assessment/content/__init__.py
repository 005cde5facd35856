"""Reads the content files into validated, frozen models."""
