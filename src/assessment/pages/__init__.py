"""Builds the finished pages of an edition from content, results, and templates, without HTTP."""
