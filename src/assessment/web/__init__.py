"""HTTP only: read a request, ask the edition, send its bytes."""
