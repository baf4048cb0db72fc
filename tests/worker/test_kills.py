"""Whatever is killed, no acknowledged act is lost and no effect is doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 100 if os.environ.get("DEALWRIGHT_LONG") == "1" else 6


@pytest.mark.kill
def test_after_any_kills_every_acknowledged_act_and_its_effect_are_there_once(database_server):
    told = {**os.environ, "PYTHONPATH": str(ROOT)}
    havoc = [sys.executable, "-m", "tests.worker.havoc", str(KILLS), "20261122"]

    ended = subprocess.run(havoc, cwd=ROOT, env=told, capture_output=True, text=True, timeout=900)

    assert ended.returncode == 0, ended.stdout + ended.stderr[-3000:]
    report = json.loads(ended.stdout.splitlines()[-1])
    assert report["wrong"] == []
    assert report["acknowledged"] > KILLS
    assert sum(report["strikes"].values()) == KILLS
