"""Documents for reviewers and translators, written to files. The server needs none of them."""
