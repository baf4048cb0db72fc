"""What all pages about deals hang on."""

from __future__ import annotations

from flask import Blueprint

opportunities = Blueprint("opportunities", __name__)
