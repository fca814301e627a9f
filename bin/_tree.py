"""What may not be in the tree: addresses of package registries, addresses in lock files, and large files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from _house import ROOT

LARGEST = 600_000  # bytes
NOT_OURS = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis",
            ".import_linter_cache", "build", "dist", "var", "node_modules"}  # fmt: skip
# In pieces, so that this file does not name them either.
REGISTRIES = [".".join(parts) for parts in (
    ("pypi", "org"), ("pythonhosted", "org"), ("pypi", "python", "org"), ("npmjs", "org"), ("npmjs", "com"),
    ("yarnpkg", "com"), ("deb", "debian", "org"), ("security", "debian", "org"), ("archive", "ubuntu", "com"),
    ("crates", "io"), ("proxy", "golang", "org"), ("rubygems", "org"), ("jsdelivr", "net"), ("unpkg", "com"),
)]  # fmt: skip
LOCKS = re.compile(r"^requirements/.*\.txt$|\.lock$|(^|/)(package-lock\.json|pylock.*\.toml)$")


def files(root: Path = ROOT) -> list[Path]:
    """Every file that is or would be committed, relative to the root; without git, every file but what tools make."""
    if shutil.which("git") and (root / ".git").exists():
        listing = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
        listed = subprocess.run(listing, stdout=subprocess.PIPE, check=False)
        if listed.returncode == 0:
            names = {Path(os.fsdecode(name)) for name in listed.stdout.split(b"\0") if name}
            return sorted(name for name in names if (root / name).is_file())
    return sorted(_walked(root))


def _walked(root: Path) -> list[Path]:
    found = []
    for folder, inside, names in os.walk(root):
        inside[:] = [name for name in inside if name not in NOT_OURS and not name.endswith(".egg-info")]
        found += [Path(folder, name).relative_to(root) for name in names]
    return found


def problems(root: Path = ROOT) -> list[str]:
    """One sentence for each thing that may not be in the tree, with file and line; empty if all is well."""
    return [sentence for path in files(root) for sentence in _problems_of(root, path)]


def _problems_of(root: Path, path: Path) -> list[str]:
    content = (root / path).read_bytes()
    found = []
    if len(content) > LARGEST:
        found.append(f"{path}: {len(content):,} bytes, more than {LARGEST:,}")
    named = re.compile(rb"(?<![\w-])(" + b"|".join(re.escape(name.encode()) for name in REGISTRIES) + rb")(?![\w-])")
    for number, line in enumerate(content.split(b"\n"), 1):
        if hit := named.search(line.lower()):
            found.append(f"{path}:{number}: names the package registry {hit.group(1).decode()}")
        elif LOCKS.search(path.as_posix()) and re.search(rb"https?://", line):
            found.append(f"{path}:{number}: a lock file with an address in it")
    return found
