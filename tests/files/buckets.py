"""A real S3 server of our own, with a bucket in it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
from botocore.config import Config

KEYS = {"AWS_ACCESS_KEY_ID": "own", "AWS_SECRET_ACCESS_KEY": "own-secret", "AWS_DEFAULT_REGION": "eu-west-2"}
BUCKET = "attachments-of-eastmere"
_STARTS_IN = 60  # seconds
_SERVE = "from moto.server import main; import sys; main(sys.argv[1:])"


@contextmanager
def s3_server(folder: Path) -> Iterator[str]:
    """The address of the server."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with (folder / "s3.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, "-H", "127.0.0.1", "-p", str(port)],
            stdout=log,
            stderr=log,
            env={**os.environ, **KEYS},
        )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + _STARTS_IN
        while not _listens(port):
            assert process.poll() is None and time.monotonic() < until, (folder / "s3.log").read_text()
            time.sleep(0.1)
        client(address).create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": KEYS["AWS_DEFAULT_REGION"]}
        )
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as connection:
        connection.settimeout(1)
        return connection.connect_ex(("127.0.0.1", port)) == 0


def client(address: str):  # type: ignore[no-untyped-def]  # boto3 makes its classes while it runs
    """The bucket's own view, past the product."""
    return boto3.client(
        "s3",
        endpoint_url=address,
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        region_name=KEYS["AWS_DEFAULT_REGION"],
        config=Config(s3={"addressing_style": "path"}),
    )


def contents(address: str) -> dict[str, bytes]:
    """Everything in the bucket."""
    own = client(address)
    found = own.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return {each["Key"]: own.get_object(Bucket=BUCKET, Key=each["Key"])["Body"].read() for each in found}


def with_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hand the keys over as whoever runs the product does."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
