"""Generates documents for reviewers and translators. The server does not use them."""
