"""What holds for every test."""

from hypothesis import settings

# Speed depends on the machine and its other work, so that no test may hang on it.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
