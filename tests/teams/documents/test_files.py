"""Files are checked by what is in them: good ones are kept without what else they carry, a hundred bad ones not."""

import io

import pytest
from PIL import Image

from teams.documents.rules import files
from teams.documents.rules.files import Refused, UpToLimit, check
from tests.teams.hostile import HOSTILE, jpeg_with, noise, picture


def checked(data):
    return check(io.BytesIO(data))


def opened(found):
    return Image.open(io.BytesIO(found.data))


def test_there_are_a_hundred_hostile_files_and_no_two_are_the_same():
    assert len({name for name, _data, _why in HOSTILE}) == len(HOSTILE)
    assert len({data for _name, data, _why in HOSTILE}) == len(HOSTILE) >= 100


@pytest.mark.parametrize(("data", "why"), [row[1:] for row in HOSTILE], ids=[r[0] for r in HOSTILE])
def test_a_hostile_file_is_refused_in_words(data, why):
    with pytest.raises(Refused) as refusal:
        checked(data)
    assert refusal.value.reason == why


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_picture_is_kept_as_what_it_is(kind, mode):
    found = checked(picture(kind, mode=mode))
    assert found.kind.value.upper() == kind
    assert opened(found).format == kind
    assert opened(found).size == (40, 30)


def test_a_picture_keeps_nothing_but_the_picture():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Máy của ai", 6  # the maker, and "turned by a quarter"
    exif.get_ifd(0x8825)[1] = "N"  # the place
    data = picture("JPEG", exif=exif, comment=b"ghi chu", dpi=(300, 300))
    found = opened(checked(data + b"\0film of the moment before"))
    assert found.size == (30, 40)
    assert (dict(found.getexif()), found.info.get("comment")) == ({}, None)
    assert b"film" not in checked(data + b"\0film of the moment before").data


def test_what_is_see_through_stands_on_white_paper():
    found = opened(checked(picture("PNG", mode="RGBA")))
    assert found.mode == "RGB"
    assert found.getpixel((0, 0))[1] > 30


def test_a_large_picture_is_made_smaller():
    found = opened(checked(picture("JPEG", (6000, 3000))))
    assert found.size == (4000, 2000)


def test_a_camera_s_own_notes_are_no_reason_to_refuse():
    assert checked(jpeg_with(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"\xff\xe1"))


def test_what_comes_after_the_limit_is_dropped_as_it_arrives():
    handler = UpToLimit()
    assert handler.receive_data_chunk(b"a", 0) == b"a"
    assert handler.receive_data_chunk(b"a", files.MAX_BYTES) == b"a"
    assert handler.receive_data_chunk(b"a", files.MAX_BYTES + 1) is None


def test_ten_megabytes_of_noise_fit_where_a_scan_of_a_page_does():
    assert len(checked(noise((2_400, 3_400), "JPEG")).data) <= files.MAX_BYTES
