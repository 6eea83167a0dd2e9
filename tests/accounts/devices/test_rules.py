import pytest

from accounts.devices.rules import address_words, browser_words


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 8.0) Chrome/66.0 Mobile Safari/537.36", "Android, Chrome"),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/80 Chrome/74 Safari/537",
            "Windows, Cốc Cốc",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Safari/537.36 Edg/120.0", "Windows, Edge"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 12_0) Version/12.0 Safari/604.1", "iPhone, Safari"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Firefox/60.0", "Linux, Firefox"),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_by_system_and_name(agent, words):
    assert browser_words(agent) == words


@pytest.mark.parametrize(
    ("address", "words"),
    [("203.0.113.9", "203.0.113.x"), ("2001:db8:1:2::", "2001:db8:1:2::"), (None, "")],
)
def test_an_address_is_told_as_far_as_needed(address, words):
    assert address_words(address) == words
