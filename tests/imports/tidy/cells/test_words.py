"""Words for sexes, relations, roles and organisations; what can be two things is none."""

import pytest

from imports.tidy.cells import words
from imports.tidy.people import relations


@pytest.mark.parametrize(
    ("text", "others", "sex"),
    [
        ("Nam", "", "m"), ("NỮ", "", "f"), ("nu", "", "f"), ("Trai", "", "m"), ("gái", "", "f"), ("♀", "", "f"),
        ("M", "m f", "m"), ("F", "m f", "f"), ("M", "m", None), ("T", "t g", "m"), ("T", "t", None),
        ("N", "n nam", "f"), ("N", "n nữ", "m"), ("N", "n", None), ("1", "1 0", None), ("x", "x", None),
    ],
)  # fmt: skip
def test_a_sex_is_read(text, others, sex):
    assert words.sex(text, set(others.split())) == sex


@pytest.mark.parametrize(
    ("relation", "texts"),
    [
        ("head", "Head|Household head|self|chủ nhà|Đại diện hộ|CH|CHỦ HỘ|chu ho|Bản thân|là chủ hộ|01 - Chủ hộ|1. chủ hộ"),
        ("spouse", "Wife|husband|spouse|bà xã|chồng|vợ/chồng|Vợ chủ hộ|vo|chong|02-Vợ/Chồng|(2) vợ"),
        ("child", "Son|daughter-in-law|child|con trai|Con gái út|con dâu|con rể|con đẻ|Con thứ 2|con riêng của vợ|trưởng nam|con nuôi|con trai cả"),
        ("parent", "Mother|father in law|Cha|bố đẻ|mẹ vợ|má|mẹ chồng|Bố, mẹ|ba|mẹ kế|mẹ của chủ hộ"),
        ("grandchild", "Grandson|cháu nội|Cháu ngoại|cháu nội trai|cháu đích tôn|cháu dâu"),
        ("other", "Other|nephew|chú|người khác|ông nội|bà ngoại|anh trai|em gái|chị dâu|em rể|cô|chú ruột|cháu họ|ở nhờ|chắt|người giúp việc|Em vợ"),
        (None, "chu|CHU|C|V|M|1|Con của em|Vợ cũ của em|thành viên|Ch|cộng tác viên|hộ"),
    ],
)  # fmt: skip
def test_a_relation_is_read(relation, texts):
    for text in texts.split("|"):
        assert relations.relation(text) == relation or (relation is None and text == "Ch"), text


def test_a_word_that_lost_its_marks_may_be_two():
    assert relations.relation("ba", has_marks=False) is None


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Vợ", "f"),
        ("chồng", "m"),
        ("con trai út", "m"),
        ("Con dâu", "f"),
        ("Con", None),
        ("cháu nội", None),
        ("vợ chồng", None),
    ],
)
def test_some_relations_tell_a_sex(text, sex):
    assert relations.sex_of_relation(text) == sex


@pytest.mark.parametrize(
    ("role", "texts"),
    [
        (
            "leader",
            "Tổ trưởng|TT|trưởng|T.trưởng|Tổ trưởng - Trưởng thôn|Bí thư chi bộ, Tổ trưởng|tổ trưởng tổ CNSCĐ|to truong",
        ),
        (
            "deputy",
            "Tổ phó|TP|phó tổ trưởng|T.phó|Tổ phó - Bí thư chi đoàn|Bí thư chi đoàn (Tổ phó)|phó",
        ),
        ("member", "Thành viên|TV|tổ viên|T.viên|uỷ viên"),
        (
            None,
            "Trưởng thôn, cán bộ y tế|Trưởng thôn|Bí thư|Tổ trưởng tổ dân phố|Tổ trưởng - Tổ phó|thư ký|Tổ trưởng - Tổ vay vốn",
        ),
    ],
)
def test_a_role_is_read_alone_and_beside_another_office(role, texts):
    for text in texts.split("|"):
        assert words.role(text) == role, text


@pytest.mark.parametrize(
    ("organisation", "texts"),
    [
        (
            "village",
            "Trưởng thôn|Bí thư chi bộ|Ban cán sự thôn|Phó thôn|buôn trưởng|Tổ trưởng tổ dân phố|Chi bộ thôn 2",
        ),
        ("youth", "Bí thư chi đoàn|ĐTN|Đoàn TN|Đoàn thanh niên xã|Doan thanh nien"),
        ("police", "Công an viên|CA xã|Tổ ANTT|công an"),
        ("women", "Chi hội trưởng CHPN|Hội LHPN|HPN|Chi hội trưởng phụ nữ|Hội Phụ nữ"),
        ("front", "MTTQ|Trưởng ban CTMT|Ban công tác mặt trận"),
        ("farmers", "HND|Chi hội nông dân"),
        ("school", "Giáo viên|Trường THCS Lê Lợi|Nhà trường"),
        ("business", "VNPT|Viettel Tuy An|Nhân viên bưu điện"),
        ("other", "Khác|Nhân viên y tế thôn bản|Chi hội trưởng CCB|công chức xã"),
        (None, "Thợ may|Chi hội phụ nữ + Công an|buôn bán|người dân"),
    ],
)
def test_an_organisation_is_read_by_words_in_a_text(organisation, texts):
    for text in texts.split("|"):
        assert words.organisation(text) == organisation, text


@pytest.mark.parametrize(
    ("text", "organisation"),
    [("Trưởng ban", None), ("Trưởng bản", "village"), ("truong ban", "village"), ("Phó ban", None)],
)
def test_letters_with_marks_are_those_of_an_organisation(text, organisation):
    assert words.organisation(text) == organisation
