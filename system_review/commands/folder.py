"""The data folder: making it, its key, one preparation at a time, and where it must not lie. No Django."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from system_review.commands.causes import why_system
from system_review.commands.saying import say
from system_review.errors import Refused, Why

KEY = "secret-key"
LOCK = "preparing"
NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.rclone", "davfs", "fuse.davfs2"}
SYNCHRONISED = ("dropbox", "onedrive", "icloud", "google drive", "googledrive", "nextcloud", "owncloud", "box sync")


def made_folder(path: Path, *, holds_database: bool) -> Path:
    """The data folder, made for its owner alone if it is not there, with its secret key. Raises `Refused`."""
    if path.exists() and not path.is_dir():
        raise Refused(Why("The data folder {path} is a file: name a folder", path=path))
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and not any(path.iterdir()):
            path.chmod(0o700)  # an empty folder that somebody made for us, with the usual open modes
        _make_key(path / KEY)
    except OSError as problem:
        raise Refused(_why_not_usable(problem, path)) from problem
    if holds_database and (kind := network_kind(path)):
        raise Refused(
            Why(
                "The data folder {path} lies on a network drive ({kind}), where SQLite loses data: "
                "name a folder on this computer, or use PostgreSQL",
                path=path,
                kind=kind,
            )
        )
    return path


def _why_not_usable(problem: OSError, path: Path) -> Why:
    if isinstance(problem, FileNotFoundError | NotADirectoryError):
        return Why("The data folder {path} cannot be made there: name another with --data", path=path)
    return Why("The data folder cannot be used: {said}", said=why_system(problem, path))


def _make_key(path: Path) -> None:
    """The key that signs cookies. Written beside and linked into place, so that two starts get the same one."""
    if path.is_file() and path.stat().st_size > 0:
        return
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{KEY}.", delete=False, encoding="ascii") as file:
        half_made = Path(file.name)  # for its owner alone, as everything that tempfile makes
        file.write(secrets.token_urlsafe(50) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        if path.is_file() and path.stat().st_size == 0:
            path.unlink()  # left behind by a full disk
        os.link(half_made, path)
    except FileExistsError:
        pass
    except OSError:
        os.replace(half_made, path)  # a file system without links
    half_made.unlink(missing_ok=True)


def network_kind(path: Path) -> str:
    """The kind of network drive that the folder lies on, as Linux names it; "" for a disk of this computer."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    place, best, kind = os.path.realpath(path), "", ""
    for mount in mounts:
        parts = mount.split(" ")
        point = parts[1].replace("\\040", " ") if len(parts) > 2 else ""
        inside = point and (place == point or place.startswith(point.rstrip("/") + "/"))
        if inside and len(point) >= len(best):
            best, kind = point, parts[2]
    return kind if kind in NETWORK else ""


def is_synchronised(path: Path) -> bool:
    """Whether the folder seems to be copied elsewhere while it is used, which SQLite's files do not survive."""
    parts = [part.lower() for part in Path(os.path.realpath(path)).parts]
    return any(part.startswith(SYNCHRONISED) for part in parts)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other command prepares this folder, and keep the others out meanwhile."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (path / LOCK).open("a+b") as file:
        told = False
        while not _locked(file.fileno()):
            if not told:
                say("Another start is preparing the data folder; waiting for it …")
            told = True
            time.sleep(0.1)
        yield


def _locked(descriptor: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
