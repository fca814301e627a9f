"""Behind the walls nothing can be reached: no network, no file that is not Python's or ours, no other process."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from system_review.documents.child import call_filter
from system_review.documents.child.walls import Wall
from system_review.documents.reading import standing_walls
from tests.documents.hostile.fake_parsers import found_behind_walls
from tests.missing import missing_but_optional

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all the walls")


def test_every_wall_that_is_needed_stands_round_the_reader() -> None:
    standing = standing_walls()

    assert {Wall.MEMORY, Wall.TIME, Wall.WRITING} <= set(standing)
    assert {Wall.NETWORK, Wall.SOCKETS} & set(standing)


def test_nobody_is_called() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        code = f"import socket\nfound = tried(lambda: socket.create_connection(('127.0.0.1', {port}), 1))"

        found = found_behind_walls(code)

        assert found in ("PermissionError", "OSError")
        with pytest.raises(TimeoutError):
            listener.accept()


def test_no_byte_is_written_anywhere(tmp_path: Path) -> None:
    code = f"found = tried(lambda: open({str(tmp_path / 'new')!r}, 'w').write('x' * 100_000))"

    found = found_behind_walls(code)

    assert found in ("PermissionError", "OSError")
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) == 0


def test_the_data_folder_cannot_be_looked_into(tmp_path: Path) -> None:
    key = tmp_path / "secret-key"
    key.write_text("a key", encoding="ascii")
    code = f"key = {str(key)!r}\nfound = tried(lambda: open(key).read()), tried(lambda: os.unlink(key))"
    if Wall.FILES not in standing_walls():
        missing_but_optional("landlock, by which Linux closes files", "a kernel from 5.13 on with it switched on")

    found = found_behind_walls(code)

    assert found == ["PermissionError", "PermissionError"]
    assert key.is_file()


def test_no_other_process_is_started_or_touched() -> None:
    code = (
        "found = [tried(lambda: os.execv(sys.executable, [sys.executable, '-c', ''])),"
        " tried(os.fork), tried(lambda: os.kill(os.getppid(), 0))]"
    )
    if os.uname().machine not in call_filter._MACHINES:
        missing_but_optional("a filter for this machine's calls", "x86-64 or arm64")

    found = found_behind_walls(code)

    assert found == ["PermissionError", "PermissionError", "PermissionError"]


def test_where_the_system_allows_no_wall_python_has_no_sockets() -> None:
    code = "import socket\nwalls._replace_sockets()\nfound = tried(socket.socket), tried(socket.getaddrinfo)"

    assert found_behind_walls(code) == ["OSError", "OSError"]
