"""Log lines name the company and the place, never a customer's data."""

from __future__ import annotations

import json

import structlog

from app import logs


def test_an_error_is_told_by_class_and_place_without_its_message(world, capsys):
    logs.configure()

    with world.acme.inside():
        try:
            raise ValueError("secret of a customer")
        except ValueError as error:
            structlog.get_logger().error("unexpected", exc_info=error, request="r1")

    said = capsys.readouterr().out
    line = json.loads(said)
    assert line["tenant"] == str(world.acme.id)
    assert line["error"] == ["builtins.ValueError"]
    assert "test_logs.py" in line["at"][-1]
    assert "secret" not in said
