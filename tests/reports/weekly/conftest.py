"""Reports need the translations and nothing else of the application."""

from pathlib import Path

import pytest
from flask import Flask
from flask_babel import Babel

from app import translations


@pytest.fixture(autouse=True)
def speaking_both_languages():
    """An application that knows the catalogues."""
    folder = translations.compiled(Path(translations.__file__).parent)
    app = Flask(__name__)
    Babel(app, default_translation_directories=str(folder))
    with app.app_context():
        yield
