"""The command line, as an operator types it: each in a process of its own."""

import asyncio
import os
import re
import signal
import socket
import sys
from pathlib import Path

import pytest

from sandbox.people import Sandbox
from sandbox.server import serving
from sandbox.world import World

TOKEN = "123456789:abcdefghijklmnopqrstuvwxyz_0123456789"
PATIENCE = 60


@pytest.fixture
def clean(tmp_path: Path) -> dict[str, str]:
    """The environment without settings of this machine."""
    return {name: value for name, value in os.environ.items() if not name.startswith("TEHOSTAMO_")}


async def types(folder: Path, environment: dict[str, str], *words: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=folder, env=environment | {"PYTHONPATH": os.getcwd()},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip


async def said(process: asyncio.subprocess.Process) -> str:
    output, _none = await asyncio.wait_for(process.communicate(), PATIENCE)
    return output.decode()


async def test_check_lists_every_fault_and_exits_2(tmp_path: Path, clean: dict[str, str]) -> None:
    (tmp_path / "config.toml").write_text('no_such = 1\ntime_zone = "Mars"\n[telegram]\ntoken = "1:hush-hush"\n')
    process = await types(tmp_path, clean, "check")
    words = await said(process)
    assert process.returncode == 2
    assert all(part in words for part in ("no_such", "time_zone", "telegram"))
    assert "hush" not in words


async def test_check_of_a_good_configuration(tmp_path: Path, clean: dict[str, str]) -> None:
    process = await types(tmp_path, clean | {"TEHOSTAMO_TELEGRAM__TOKEN": TOKEN}, "check")
    words = await said(process)
    assert process.returncode == 0, words
    assert "in order" in words


async def test_migrate_and_a_token_that_telegram_does_not_know(tmp_path: Path, clean: dict[str, str]) -> None:
    async with serving(World(token="987654321:another-token-another-token-another")) as url:
        environment = clean | {"TEHOSTAMO_TELEGRAM__TOKEN": TOKEN, "TEHOSTAMO_TELEGRAM__API_URL": url}
        migrated = await types(tmp_path, environment, "migrate")
        assert "up to date" in await said(migrated)
        assert (tmp_path / "var" / "tehostamo.db").exists()
        process = await types(tmp_path, environment, "run")
        words = await said(process)
    assert process.returncode == 2
    assert "does not know this token" in words
    assert TOKEN not in words


async def test_telegram_out_of_reach_is_said_plainly(tmp_path: Path, clean: dict[str, str]) -> None:
    environment = clean | {"TEHOSTAMO_TELEGRAM__TOKEN": TOKEN, "TEHOSTAMO_TELEGRAM__API_URL": "http://127.0.0.1:9"}
    process = await types(tmp_path, environment, "run")
    words = await said(process)
    assert process.returncode == 1
    assert "cannot be reached" in words
    assert TOKEN not in words


async def test_the_sandbox_starts_ends_and_goes_on(tmp_path: Path, clean: dict[str, str]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    for life in range(2):
        process = await types(tmp_path, clean, "sandbox", "--empty", "--port", port)
        assert process.stdout is not None
        line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        found = re.search(r"http://\S+", line)
        assert found, line
        async with Sandbox(found[0]) as sandbox:
            if life == 0:
                anna = await sandbox.person("Anna", "en")
                await anna.says("/start")
                await anna.awaits("Welcome!", PATIENCE)
            else:
                (anna,) = await sandbox.people()
                await anna.refresh()
                assert "Welcome!" in anna.tail()
                await anna.says("/help")
                await anna.awaits("", PATIENCE)
        process.send_signal(signal.SIGINT)
        words = await said(process)
        assert process.returncode == 0, words
        assert "Everything is kept" in words
