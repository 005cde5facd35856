"""An anonymous self-assessment: what is being done to a person, and who can help."""

__version__ = "0.1.0"
