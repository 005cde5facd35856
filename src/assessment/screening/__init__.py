"""From answers to a result: pure functions, with no file, clock, network, or framework."""
