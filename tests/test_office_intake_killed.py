"""Killed at a durable step of taking files in, the office opens again and files each once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 2  # more, to five hundred, by ./run prove kill_intake


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_an_intake_killed_again_and_again_files_each_file_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.prove.kill_intake", "--kills", str(KILLS)]
    told = [*command, "--into", str(tmp_path / "killed")]
    root = Path(__file__).parent.parent
    done = subprocess.run(told, cwd=root, capture_output=True, text=True, check=False)
    assert done.stdout.endswith(f"{KILLS} kills: 0 lost, 0 doubled, 0 half\n")
