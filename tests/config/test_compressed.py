"""Answers travel compressed, of a length that tells nothing."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.every_page import Compressed, packed

PAGE = b"<li>Ho gia dinh</li>" * 500


def answered(accepts, response=None):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return Compressed(lambda _: response or HttpResponse(PAGE))(request)


@pytest.mark.parametrize(
    ("accepts", "way", "read"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_an_answer_travels_as_the_browser_knows_it(accepts, way, read):
    response = answered(accepts)
    assert response.get("Content-Encoding") == way
    assert read(response.content) == PAGE
    assert "Accept-Encoding" in response["Vary"]
    assert int(response.get("Content-Length", len(PAGE))) == len(response.content)


def test_the_length_of_a_page_is_not_the_same_twice():
    assert len({len(packed(PAGE, 100)) for _ in range(50)}) > 5


@pytest.mark.parametrize("most", [1, 100])
def test_whatever_is_put_in_between_is_skipped(most):
    assert {brotli.decompress(packed(PAGE, most)) for _ in range(50)} == {PAGE}


def test_what_is_short_or_compressed_or_comes_in_parts_is_left_to_django():
    short = answered("br", HttpResponse(b"ok"))
    assert (short.content, short.has_header("Content-Encoding")) == (b"ok", False)
    done = HttpResponse(PAGE, headers={"Content-Encoding": "identity"})
    assert answered("br", done).content == PAGE
    parts = answered("br, gzip", StreamingHttpResponse([PAGE, PAGE]))
    assert gzip.decompress(b"".join(parts)) == PAGE * 2


def test_a_tag_of_exactly_these_bytes_becomes_one_of_the_same_page():
    assert answered("br", HttpResponse(PAGE, headers={"ETag": '"a"'}))["ETag"] == 'W/"a"'
