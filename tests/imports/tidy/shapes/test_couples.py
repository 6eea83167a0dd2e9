"""A husband and a wife beside each other in a row, each in columns of their own."""

from tests.imports.tidy.shapes.books import read


def test_what_a_husband_and_a_wife_know_is_of_each_and_the_second_is_that_of_the_first():
    head = ("TT", "Thôn", "Họ tên chồng", "Họ tên vợ", "NS chồng", "NS vợ")
    rows = [
        (1, "Hội Phú", "Lê Văn An", "Hồ Thị Bé", 1970, 1972),
        (2, "Hội Phú", None, "Cao Thị Dần", None, 1960),
    ]
    found = read(head, *rows, answers={("grouping", ""): "beside"})
    assert found.told("full_name", "relation", "sex", "birth_year") == [
        ("Lê Văn An", None, "m", 1970), ("Hồ Thị Bé", "spouse", "f", 1972), ("Cao Thị Dần", None, "f", 1960),
    ]  # fmt: skip
    upper = ("TT", "Thôn", "CHỦ HỘ", "CHỦ HỘ", "CHỦ HỘ", "VỢ/CHỒNG", "VỢ/CHỒNG", "VỢ/CHỒNG")
    lower = (None, None, "Họ tên", "DVC", "An toàn", "Họ tên", "DVC", "AT")
    found = read(upper, lower, (1, "Hội Phú", "Lê Văn An", "x", None, "Hồ Thị Bé", None, "x"))
    said = [
        (line.name, *told)
        for line, told in zip(found.lines, found.told("public_services", "safety"), strict=True)
    ]
    assert said == [("Lê Văn An", 2, None), ("Hồ Thị Bé", None, 2)]
