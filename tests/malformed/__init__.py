"""Bad agreements and bad evidence through the real command, watched from outside."""
