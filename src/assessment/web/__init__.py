"""HTTP only: read a request, ask screening, send a page."""
