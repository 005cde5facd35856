"""The finished pages of an edition: content, results and templates in, bytes out. No HTTP."""
