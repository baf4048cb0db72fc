"""Files are tried as the lists of the tools that are there, also by tests that have no app to put them up."""

from app.imports import house
from app.pipeline import bringing

house.register()
bringing.register()
