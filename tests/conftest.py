"""Settings that all tests share."""

from hypothesis import settings

# No test is timed, and a failure must come back on every machine.
settings.register_profile("project", max_examples=40, deadline=None, derandomize=True, database=None)
settings.load_profile("project")
