"""Tools for those who write, translate and review the content. The server needs none of them."""
