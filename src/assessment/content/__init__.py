"""What is asked and offered: the content files as checked, frozen values."""
