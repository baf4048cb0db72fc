"""Here too files are tried as every list that is there."""

from tests.imports import conftest  # noqa: F401 - reading it registers them
