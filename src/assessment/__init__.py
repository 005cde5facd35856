"""An anonymous self-assessment: signs of control by others, and who can help."""

__version__ = "0.1.0"
