"""Documents for reviewers and translators, written to files. The server does not use them."""
