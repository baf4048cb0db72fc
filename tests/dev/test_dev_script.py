"""The parts of ./dev that need no server: what it understands, what it refuses, and how it says so."""

import errno
import importlib.machinery
import importlib.util
import json
import multiprocessing
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "dev"


def load() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("dev_script", str(SCRIPT))
    spec = importlib.util.spec_from_loader("dev_script", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def dev() -> ModuleType:
    return load()


# what it understands


def test_up_listens_on_8000_and_keeps_its_data_in_the_project(dev):
    options = dev.parse(["up"])

    assert options.port == 8000
    assert options.data == SCRIPT.parent / ".data"


def test_up_takes_port_folder_and_language(dev, tmp_path):
    options = dev.parse(["up", "--port", "9000", "--data", str(tmp_path), "--lang", "zh"])

    assert (options.port, options.data, options.lang) == (9000, tmp_path, "zh")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", ""])
def test_a_port_that_cannot_be_is_refused(dev, port, capsys):
    with pytest.raises(SystemExit) as refused:
        dev.parse(["up", "--port", port])

    assert refused.value.code == 2
    assert "port" in capsys.readouterr().err


def test_a_flask_command_keeps_every_option_of_its_own(dev):
    options = dev.parse(["flask", "import", "deals", "f.csv", "--tenant", "acme", "--help"])

    assert options.rest == ["import", "deals", "f.csv", "--tenant", "acme", "--help"]


def test_the_data_folder_of_a_flask_command_is_said_first(dev, tmp_path):
    options = dev.parse(["flask", "--data", str(tmp_path), "db", "upgrade"])

    assert options.data == tmp_path
    assert options.rest == ["db", "upgrade"]


def test_what_test_does_not_know_goes_to_pytest(dev):
    options = dev.parse(["test", "--no-browser", "tests/dev", "-k", "port", "-x"])

    assert options.no_browser
    assert not options.long
    assert options.rest == ["tests/dev", "-k", "port", "-x"]


def test_other_commands_refuse_what_they_do_not_know(dev):
    with pytest.raises(SystemExit):
        dev.parse(["check", "--fast"])


def test_an_older_python_gets_one_sentence():
    source = SCRIPT.read_text()
    old = source.replace("sys.version_info < (3, 11)", "sys.version_info < (99, 0)")

    ended = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True)

    assert ended.returncode == 1
    assert ended.stderr.startswith("Dealwright needs Python 3.11 or newer")
    assert ended.stderr.count("\n") == 1


# ports


def test_a_taken_port_is_said_with_its_number(dev):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(dev.Trouble, match=str(port)):
            dev.expect_free(port)
        assert not dev.is_free(port)


def test_a_free_port_is_free(dev):
    assert dev.is_free(dev.free_port())


# the data folder


def test_a_second_one_on_the_same_folder_is_refused_until_the_first_is_done(dev, tmp_path):
    folder = dev.open_folder(tmp_path / "data")

    with dev.held(folder), multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(hold_in_another_process, (str(folder),)) == "refused"

    with dev.held(folder):
        pass


def hold_in_another_process(folder: str) -> str:
    dev = load()
    try:
        with dev.held(Path(folder)):
            return "held"
    except dev.Trouble:
        return "refused"


def test_a_folder_that_is_a_file_is_one_sentence(dev, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(dev.Trouble):
        dev.open_folder(tmp_path / "file" / "data")


def test_a_nearly_full_disk_is_said_before_anything_is_written(dev, tmp_path, monkeypatch):
    usage = dev.shutil.disk_usage(tmp_path)._replace(free=1024)
    monkeypatch.setattr(dev.shutil, "disk_usage", lambda _: usage)

    with pytest.raises(dev.Trouble, match="disk is full"):
        dev.open_folder(tmp_path)


def test_secrets_are_made_once_and_are_private(dev, tmp_path):
    first = dev.keep_secrets(tmp_path)
    second = dev.keep_secrets(tmp_path)

    assert first == second
    assert {"secret_key", "superuser", "redis", "app", "relay", "operator", "janitor"} == first.keys()
    assert len(set(first.values())) == len(first)
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


# what the children are told


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql://postgres:old@127.0.0.1:5432/dealwright", "postgresql://r:p@127.0.0.1:5432/dealwright"),
        ("postgresql://db.example/crm?sslmode=require", "postgresql://r:p@db.example/crm?sslmode=require"),
        ("postgresql:///crm?host=/run/postgresql", "postgresql://r:p@/crm?host=/run/postgresql"),
    ],
)
def test_each_role_gets_the_same_database_under_its_own_name(dev, url, expected):
    assert dev.as_role(url, "r", "p") == expected


def test_a_named_database_and_queue_are_used_instead_of_our_own(dev, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:x@db.example/crm")
    monkeypatch.setenv("REDIS_URL", "redis://queue.example/3")
    for role in dev.ROLES:
        monkeypatch.delenv(f"DATABASE_URL_{role.upper()}", raising=False)

    stack = dev.Stack(tmp_path)
    stack.start_servers({})

    app = stack.secrets["app"]
    assert stack.tiers == []
    assert stack.environment["REDIS_URL"] == "redis://queue.example/3"
    assert stack.environment["DATABASE_URL_APP"] == f"postgresql://dealwright_app:{app}@db.example/crm"
    assert json.loads(stack.environment["DEALWRIGHT_PASSWORDS"])["janitor"] == stack.secrets["janitor"]


def test_tests_never_touch_the_servers_of_the_environment(dev, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://boss:x@db.example/crm")
    monkeypatch.setenv("DATABASE_URL_APP", "postgresql://app:x@db.example/crm")
    monkeypatch.setenv("REDIS_URL", "redis://db.example/1")
    monkeypatch.setattr(dev.signal, "signal", lambda *_: None)
    monkeypatch.setattr(dev, "start_postgres", lambda *_: "postgresql://postgres:x@127.0.0.1/dealwright")
    monkeypatch.setattr(dev, "start_redis", lambda *_: "redis://127.0.0.1")

    with dev.throwaway_stack({}) as stack:
        environment = dict(stack.environment)

    assert not [name for name, value in environment.items() if "db.example" in value]
    assert environment["TEST_DATABASE_URL"] == "postgresql://postgres:x@127.0.0.1/dealwright"


# children


def test_a_child_dies_with_a_parent_that_is_killed(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT_OF_A_SLEEPER, str(SCRIPT)], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())

    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    assert ends(child)


PARENT_OF_A_SLEEPER = """
import runpy, sys, time
dev = runpy.run_path(sys.argv[1])
print(dev["spawn"](["sleep", "600"], None, alone=True).pid, flush=True)
time.sleep(600)
"""


def ends(pid: int) -> bool:
    for _ in range(500):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_a_child_that_ends_by_itself_is_said_and_started_again(dev, tmp_path, capsys):
    (tmp_path / "log").mkdir()
    child = dev.Child("clock", ["sh", "-c", "echo tick"], dict(os.environ), tmp_path)
    child.start()
    first = child.process
    first.wait()

    child.revive()
    child.retry_at = 0
    child.revive()
    child.process.wait()

    assert "clock ended (0)" in capsys.readouterr().out
    assert child.process is not first
    assert child.log.read_text() == "tick\ntick\n"


def test_the_pause_before_another_start_grows_to_half_a_minute(dev, tmp_path, capsys):
    (tmp_path / "log").mkdir()
    child = dev.Child("clock", ["false"], dict(os.environ), tmp_path)

    pauses = []
    for _ in range(7):
        child.start()
        child.process.wait()
        child.revive()
        pauses.append(child.pause)

    assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_what_a_killed_start_left_behind_is_found_by_its_mark(dev, tmp_path):
    (tmp_path / "log").mkdir()
    child = dev.Child("sleeper", ["sleep", "600"], dict(os.environ), tmp_path)
    child.start()

    found = dev.leftovers(tmp_path)
    child.ask_to_stop()
    child.wait_for_end()

    assert found == [child.process.pid]
    assert dev.leftovers(tmp_path) == []


# words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("error: failed to fetch https://…: dns error", "network"),
        ("Failed to establish a new connection: Temporary failure in name resolution", "network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: Hash mismatch for flask==3.1.3", "hash"),
        ("ERROR: something new", "something new"),
    ],
)
def test_a_failed_installation_is_explained_in_one_sentence(dev, words, sentence):
    said = str(dev.install_trouble(words))

    assert sentence in said
    assert "\n" not in said


def test_the_line_that_names_the_reason_is_preferred_to_the_last(dev):
    words = "Traceback\n  File x\nKeyError: 'SECRET_KEY'\n[INFO] Worker exiting\n"

    assert dev.last_line(words) == "KeyError: 'SECRET_KEY'"
    assert dev.last_line("one\ntwo\n") == "two"


def test_a_full_disk_is_a_sentence_whoever_met_it(dev):
    assert "disk is full" in str(dev.system_trouble(OSError(errno.ENOSPC, "No space left on device", "/data/x")))


def test_the_script_speaks_chinese_when_asked(dev, tmp_path):
    dev.Words.language = "zh"

    with pytest.raises(dev.Trouble, match="磁盘已满"):
        raise dev.install_trouble("No space left on device")


def test_trouble_is_one_sentence_and_exit_code_one(dev, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(dev.signal, "signal", lambda *_: None)
    (tmp_path / "file").touch()

    code = dev.main(["up", "--lang", "en", "--data", str(tmp_path / "file" / "data")])

    said = capsys.readouterr()
    assert code == 1
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
