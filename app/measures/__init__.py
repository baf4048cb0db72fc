"""One definition for every number people are judged by.

Whoever asks (targets, reviews, reports) says which measure, over which days and cut by what; the area that owns the
records answers. A measure nobody registered reads "not measured yet". Shares and means stay two whole numbers until
they are shown, so that parts can be added up and nothing is rounded twice.
"""

from app.measures.registry import Cut, Measure, Measured, NotCut, Row, measure, measures, register

__all__ = ["Cut", "Measure", "Measured", "NotCut", "Row", "measure", "measures", "register"]
