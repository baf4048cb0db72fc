"""What all pages about tasks hang on."""

from __future__ import annotations

from flask import Blueprint

tasks = Blueprint("tasks", __name__)
