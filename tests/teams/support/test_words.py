"""Support in words."""

import pytest

from teams.support.rules.terms import Why, reason, spelled


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (1_000, "Một nghìn đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (21_000, "Hai mươi mốt nghìn đồng"),
        (105_000, "Một trăm linh năm nghìn đồng"),
        (300_000, "Ba trăm nghìn đồng"),
        (5_553_000, "Năm triệu năm trăm năm mươi ba nghìn đồng"),
        (2_003_010, "Hai triệu không trăm linh ba nghìn không trăm mười đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (10_000_055, "Mười triệu không trăm năm mươi lăm đồng"),
        (111_111, "Một trăm mười một nghìn một trăm mười một đồng"),
    ],
)
def test_an_amount_is_written_out(amount, words):
    assert spelled(amount) == words


SAID = {
    Why.DECISION: (["12/QĐ", "2026-01-05"], "12/QĐ ngày 05/01/2026"),
    Why.SHARE: (["21", "31"], "21/31 ngày"),
    Why.INCLUDED: (["150000"], "150.000 đ"),
    Why.CAP: (["3000000"], "3.000.000 đ"),
    Why.ELSEWHERE: (["tổ thôn Hội Phú"], "tổ thôn Hội Phú"),
    Why.UNCLEAR: (["tổ thôn Hội Phú"], "năm sinh"),
    Why.SPENT: ([], "hết tiền khoán"),
    Why.NOT_SERVING: ([], "trong tổ"),
    Why.TIER: ([], "Tổ của xã"),
    Why.UNNUMBERED: ([], "chưa có số"),
    Why.IDLE: ([], "Không có buổi"),
}


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_words(why):
    more, words = SAID[why]
    assert words in reason([why.value, *more])
