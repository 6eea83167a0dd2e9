"""Keys are read with care, and what fails while sealing is told as it was."""

import errno
import io

import pytest

from operations.backup.rules import sealing
from operations.backup.rules.faults import NoKey

PUBLIC, SECRET = sealing.new_pair()


def test_a_secret_key_among_the_settings_is_refused():
    with pytest.raises(NoKey, match="khóa bí mật"):
        sealing.recipients([SECRET])


@pytest.mark.parametrize(
    "key",
    ["age1", PUBLIC[:-1], "ssh-ed25519 AAAA", " "],
    ids=["its beginning", "cut", "of ssh", "nothing"],
)
def test_a_key_that_is_none_is_refused(key):
    with pytest.raises(NoKey, match="backup_key"):
        sealing.recipients([key])


def test_a_file_of_keys_may_have_words_around_the_key():
    text = f"# made today\n# public key: {PUBLIC}\n\n  {SECRET.lower()}\n"
    assert str(sealing.identity_in(text).to_public()) == PUBLIC


@pytest.mark.parametrize(
    "text",
    ["", PUBLIC, SECRET[:-1], "AGE-SECRET-KEY-1"],
    ids=["empty", "public", "cut", "its beginning"],
)
def test_a_file_without_a_secret_key_is_refused(text):
    with pytest.raises(NoKey):
        sealing.identity_in(text)


class Full(io.BytesIO):
    def write(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("keys", [[], [PUBLIC]])
def test_a_full_disk_is_told_as_such(keys):
    with pytest.raises(OSError, match="No space left") as told:
        sealing.seal(iter([b"a" * 100_000]), Full(), sealing.recipients(keys))
    assert told.value.errno == errno.ENOSPC


@pytest.mark.parametrize("keys", [[], [PUBLIC]])
def test_what_fails_in_the_source_is_told_as_it_was(keys):
    def pieces():
        yield b"a"
        raise LookupError("of the source")

    with pytest.raises(LookupError, match="of the source"):
        sealing.seal(pieces(), io.BytesIO(), sealing.recipients(keys))
