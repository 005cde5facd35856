"""`python -m assessment` is the same as `assessment`."""

from assessment.cli import main

main()
