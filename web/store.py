"""Files of people in a store that speaks S3 (`FILES_URL`), so that every web server reaches them.

A store that does not answer is no fault of the program: it is said as a disk is that is away, and pressed again.
"""

import errno
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

# What is smaller is laid down by one request, so that no half of it can lie there.
LARGEST = 2**24
# A page waits for the store for so many seconds at most, and asks twice.
_PATIENCE = Config(
    connect_timeout=3,
    read_timeout=10,
    retries={"total_max_attempts": 2, "mode": "standard"},
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    # What other makers' stores understand, too.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


def said_as_a_disk[**P, R](ask: Callable[P, R]) -> Callable[P, R]:
    """Say what a store answers in the words of a disk: full, or away."""

    @wraps(ask)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return ask(*args, **kwargs)
        except ClientError as error:
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            raise OSError(
                errno.ENOSPC if status == 507 else errno.EHOSTUNREACH, str(error)
            ) from error
        except BotoCoreError as error:
            raise OSError(errno.EHOSTUNREACH, str(error)) from error

    return asked


class Store(S3Storage):  # type: ignore[misc]  # django-storages ships no types
    """One bucket of ours alone: nothing in it is public, and no address leads to it but ours."""

    def get_default_settings(self) -> dict[str, Any]:
        """Take what is right for us in place of what a site would have to know."""
        usual: dict[str, Any] = super().get_default_settings()
        return usual | {
            "client_config": _PATIENCE,
            "region_name": "us-east-1",
            "default_acl": None,
            # Names are drawn at random: nobody need ask whether one is taken.
            "file_overwrite": True,
            "transfer_config": TransferConfig(multipart_threshold=LARGEST, use_threads=False),
        }

    @said_as_a_disk
    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        """Read a file whole in one request: what breaks off breaks off before anything of it is sent."""
        key = self._normalize_name(clean_name(name))
        try:
            return ContentFile(self.bucket.Object(key).get()["Body"].read(), name)
        except ClientError as error:
            # A bucket that is not there answers 404, too: its files are not lost, they are away.
            if error.response["Error"]["Code"] == "NoSuchKey":
                raise FileNotFoundError(errno.ENOENT, "no such file", name) from error
            raise

    @said_as_a_disk
    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was laid down. Raises FileNotFoundError where there is none any more."""
        try:
            return super().get_modified_time(name)  # type: ignore[no-any-return]  # it ships no types
        except ClientError as error:
            if error.response["Error"]["Code"] == "404":
                raise FileNotFoundError(errno.ENOENT, "no such file", name) from error
            raise

    @said_as_a_disk
    def ask(self) -> None:
        """Ask whether the bucket is there for us. Raises OSError."""
        self.connection.meta.client.head_bucket(Bucket=self.bucket_name)

    _save = said_as_a_disk(S3Storage._save)  # noqa: SLF001 - of the class that this one extends
    delete = said_as_a_disk(S3Storage.delete)
    exists = said_as_a_disk(S3Storage.exists)
    listdir = said_as_a_disk(S3Storage.listdir)
