"""Looks for secrets with detect-secrets: in every file of the tree, and in every line that was ever committed.

Run by the Python of bin/audit's own environment. Prints a line for each place; names no secret. Only kinds of secret
that have a form of their own are looked for: a password in a test is no secret, and nothing tells the two apart.
"""

from __future__ import annotations

import re
import subprocess
import sys

from detect_secrets.core.scan import scan_line
from detect_secrets.settings import transient_settings

KINDS = (
    "ArtifactoryDetector", "AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "CloudantDetector",
    "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "IbmCloudIamDetector",
    "IbmCosHmacDetector", "JwtTokenDetector", "MailchimpDetector", "NpmDetector", "OpenAIDetector",
    "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector", "SlackDetector", "SoftlayerDetector",
    "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
# Words that stand where a password would, in texts that show how an address is written.
SHOWN = re.compile(r"^(password|secret|word|pass|pw|geheim|passwort|wrong|\W*)$", re.IGNORECASE)
LONGEST = 5000  # letters of a line; longer ones are data
LOCK = re.compile(r"^\s+--hash=sha256:")


def main() -> int:
    """Scan what `git log` says was ever added, the tree's own lines among them; 1 if there is a secret."""
    listing = ["git", "log", "-p", "--no-color", "--unified=0", "--no-merges", "--root", "HEAD"]
    git = subprocess.Popen(listing, stdout=subprocess.PIPE, encoding="utf-8", errors="replace")
    assert git.stdout is not None
    found, lines = [], 0
    with transient_settings({"plugins_used": [{"name": kind} for kind in KINDS]}):
        for place, line in _added(git.stdout):
            lines += 1
            said = [one for one in scan_line(line) if not SHOWN.match(one.secret_value or "")]
            found += [f"{place}: {one.type}" for one in said]
    print("\n".join([*found, f"{lines} different lines were looked at"]))
    return 1 if found or git.wait() else 0


def _added(log):  # type: ignore[no-untyped-def]  # the lines of a program's output
    """Every line that was ever added, once, with the commit and file that it came in by."""
    seen: set[int] = set()
    commit = file = ""
    for line in log:
        if line.startswith("commit "):
            commit = line[7:15]
        elif line.startswith("+++ "):
            file = line[6:].strip()
        elif line.startswith("+") and len(line) < LONGEST and not LOCK.match(line[1:]):
            mark = hash(line)
            if mark not in seen:
                seen.add(mark)
                yield f"{commit} {file}", line[1:].rstrip("\n")


if __name__ == "__main__":
    sys.exit(main())
