"""Attachments in a bucket of S3-compatible storage (the extra `s3`). Whatever goes wrong there is an `OSError`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import IO, Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from system_review.files.turns import turn

_CONNECTS_IN, _ANSWERS_IN = 2, 3  # seconds
_IN_MEMORY = 1024 * 1024  # bytes that need no file

# One try each: a person waits, and can try again.
_CLIENT = {
    "connect_timeout": _CONNECTS_IN,
    "read_timeout": _ANSWERS_IN,
    "retries": {"total_max_attempts": 1},
    "signature_version": "s3v4",
}
_TRANSFER = TransferConfig(use_threads=False, num_download_attempts=1)


def _in_turn(do: Callable[..., Any]) -> Callable[..., Any]:
    """Let a thing be done when its turn comes, and tell what goes wrong as an `OSError`."""

    @wraps(do)
    def done(*given: Any, **named: Any) -> Any:
        try:
            with turn():
                return do(*given, **named)
        except FileNotFoundError:
            raise
        except (BotoCoreError, ClientError, Boto3Error) as problem:
            raise OSError(f"the bucket did not do it: {type(problem).__name__}") from problem

    return done


class PrivateBucket(S3Storage):
    """A bucket in which nothing is public: people get files from us, never by an address of the bucket."""

    def __init__(self, *, bucket: str, prefix: str = "", endpoint: str = "", region: str = "") -> None:
        super().__init__(
            bucket_name=bucket,
            location=prefix,
            endpoint_url=endpoint or None,
            region_name=region or None,
            default_acl=None,
            file_overwrite=True,  # names are random, so that asking whether one is free would only take time
            max_memory_size=_IN_MEMORY,
            transfer_config=_TRANSFER,
            # A server of one's own has no host name for each bucket.
            client_config=Config(**_CLIENT, s3={"addressing_style": "path" if endpoint else "auto"}),
        )

    @_in_turn
    def _save(self, name: str, content: Any) -> Any:
        return super()._save(name, content)

    @_in_turn
    def _open(self, name: str, mode: str = "rb") -> IO[bytes]:
        """The whole file, fetched before anything of it is handed on: what breaks off must not look like an end."""
        file: IO[bytes] = super()._open(name, mode)
        file.seek(0)
        return file

    @_in_turn
    def delete(self, name: str) -> None:
        super().delete(name)

    @_in_turn
    def exists(self, name: str) -> bool:
        return bool(super().exists(name))

    @_in_turn
    def listdir(self, name: str) -> Any:
        return super().listdir(name)

    @_in_turn
    def get_modified_time(self, name: str) -> Any:
        return super().get_modified_time(name)
