"""The HTTP layer: read a request, get a page from the edition, send its bytes."""
