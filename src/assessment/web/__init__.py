"""The HTTP layer, which reads a request, gets a page from the edition, and sends its bytes."""
