"""What a phone seals, the server opens; nothing else does, and nothing else is opened."""

import base64

import pytest

from offline.sealing.rules import LARGEST, NotOpened, open_sealed, public_key, seal

pytestmark = pytest.mark.pure
UUID = "5b7e1a52-3f0c-4b8e-9d57-1c2a90f4e611"
SECRET = "only-for-a-demo-on-this-machine"
SAID = {"kind": "answers", "set": {"1": "2"}, "note": "Thôn Đông Bình"}
# Sealed by Chromium's crypto.subtle (generateKey, deriveBits, digest, encrypt) to the key that SECRET makes.
BY_CHROMIUM = (
    "AQRl/o9BuItpi+lCxe3TZ9mB3VY/u7FwaqUFfJdXnqNGDz9VALEYY58gBGVOd5CXL6RvFCskleVA8Hs7Q+g4P8lLTA7J94Xw6Sh/7Uxb"
    "Flb+cBWnbtkljTkJOopCsHtfsWGdcAh4jMiNxb3Q+Io/oIYSrxq4Jc8mglaLjxNs/hAPQnDCDAZRGctIUxPoPRGPh70NWRECD7O/EuP6"
)


@pytest.fixture(autouse=True)
def key_of_the_demo(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = SECRET, []


def test_what_a_browser_sealed_is_opened():
    assert public_key() == (
        "80fd13bd",
        "BC+/hh88jrAV1ChBbQXHY9eYXr3cSj2QA5Wblk/m1eRL60doRmycaSeHP8Uvbt/r11KMfjmzfw5qSRHGPKGsVOo=",
    )
    assert open_sealed(BY_CHROMIUM, UUID, "80fd13bd") == SAID


def test_what_is_sealed_here_is_opened_here_and_reads_as_nothing_else():
    name, blob = seal({"name": "Nguyễn Văn An"}, UUID)
    assert open_sealed(blob, UUID, name) == {"name": "Nguyễn Văn An"}
    assert "Nguyễn".encode() not in base64.b64decode(blob)
    assert seal({"name": "Nguyễn Văn An"}, UUID)[1] != blob


def test_after_a_change_of_the_secret_key_what_was_sealed_before_is_opened(settings):
    name, blob = seal(SAID, UUID)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [SECRET]
    assert public_key()[0] != name
    assert open_sealed(blob, UUID, name) == open_sealed(blob, UUID) == SAID
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(NotOpened):
        open_sealed(blob, UUID, name)


def changed(blob, at, by=1):
    raw = bytearray(base64.b64decode(blob))
    raw[at] ^= by
    return base64.b64encode(bytes(raw)).decode()


@pytest.mark.parametrize(
    "made",
    [
        *(lambda blob, at=at: changed(blob, at) for at in (0, 1, 20, 70, 90, -1)),
        lambda blob: blob[:60],
        lambda _blob: "",
        lambda blob: blob + "=",
        lambda blob: f"{blob[:40]} {blob[40:]}",
        lambda _blob: "không phải base64",
        lambda blob: blob + "A" * LARGEST,
        lambda _blob: base64.b64encode(b"\x01" + b"\x04" + bytes(64) + bytes(60)).decode(),
    ],
)
def test_what_was_changed_is_not_opened(made):
    with pytest.raises(NotOpened):
        open_sealed(made(BY_CHROMIUM), UUID)


def test_it_is_bound_to_its_operation_and_says_something_by_names():
    with pytest.raises(NotOpened):
        open_sealed(BY_CHROMIUM, UUID.replace("5", "6"))
    for other in ([1], "chữ", 7, None):
        with pytest.raises(NotOpened):
            open_sealed(seal(other, UUID)[1], UUID)
