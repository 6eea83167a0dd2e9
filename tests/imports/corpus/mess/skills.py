"""Headings of the skills: short, numbered with a legend row, in one common heading."""

from tests.imports.corpus.draft import COLUMNS, Draft, mess
from tests.imports.corpus.facts import SKILLS, about
from tests.imports.corpus.mess.marking import legend

PEOPLE = "people households"


def rename(
    draft: Draft,
    headings: tuple[str, ...],
    group: str = "",
    *,
    asked: tuple[str, ...] = (),
    demanded: tuple[str, ...] = (),
) -> None:
    """Give the skills other headings, about some of which may be asked."""
    names = dict(zip(SKILLS, headings, strict=True))
    for table in draft.tables:
        for column in table.columns:
            if column.base in names:
                column.heading, column.group = names[column.base], group or column.group
    for skill, heading in names.items():
        if heading in asked or heading in demanded:
            for *_, cell in draft.each(skill):
                draft.doubt(
                    cell.says, about("column", heading), skill, demanded=heading in demanded
                )


@mess("skill headings", COLUMNS, kinds=PEOPLE, weight=2)
def skill_headings_short(draft: Draft) -> None:
    headings = draft.rng.choice(
        (
            ("Dịch vụ công", "Mua sắm", "Thanh toán", "Tự bảo vệ", "Nền tảng số"),
            (
                "DVC trực tuyến",
                "Mua sắm online",
                "Thanh toán không tiền mặt",
                "An toàn mạng",
                "App tỉnh",
            ),
            ("Dịch vụ công", "Mua bán", "Thanh toán", "An toàn", "Nền tảng"),
        )
    )
    rename(draft, headings, asked=("Mua bán", "An toàn", "Nền tảng", "An toàn mạng", "App tỉnh"))


@mess("skill headings", COLUMNS, kinds=PEOPLE, weight=2)
def skill_headings_letters(draft: Draft) -> None:
    headings = draft.rng.choice(
        (("DVC", "MS", "TT", "AT", "NT"), ("DVCTT", "MSTT", "TTTT", "ATTT", "NTS"))
    )
    rename(draft, headings, asked=headings)


@mess("skill headings", COLUMNS, kinds=PEOPLE)
def skill_heading_other(draft: Draft) -> None:
    """The fifth is called "Khác", which says nothing."""
    rename(
        draft, ("Dịch vụ công", "Mua sắm", "Thanh toán", "Tự bảo vệ", "Khác"), demanded=("Khác",)
    )


@mess("skill headings", COLUMNS, kinds=PEOPLE, needs="merges", weight=2)
def skill_headings_below_one(draft: Draft) -> None:
    group = draft.rng.choice(
        ("Kỹ năng số", "Biết sử dụng", "Có biết (đánh dấu x)", "5 kỹ năng số cơ bản")
    )
    rename(
        draft,
        (
            "Dịch vụ công trực tuyến",
            "Mua sắm trực tuyến",
            "Thanh toán trực tuyến",
            "Tự bảo vệ",
            "Nền tảng số",
        ),
        group,
    )


@mess("skill headings", COLUMNS, kinds=PEOPLE, needs="merges")
def skill_numbers_below_one(draft: Draft) -> None:
    """1 to 5 below "Kỹ năng số", explained in a legend."""
    numbers = draft.rng.choice(
        (
            ("1", "2", "3", "4", "5"),
            ("(1)", "(2)", "(3)", "(4)", "(5)"),
            ("KN1", "KN2", "KN3", "KN4", "KN5"),
        )
    )
    rename(draft, numbers, "Kỹ năng số", asked=numbers)
    skill_legend(draft, numbers)


@mess("skill headings", COLUMNS, kinds=PEOPLE)
def skill_numbers_with_legend(draft: Draft) -> None:
    numbers = draft.rng.choice(
        (
            ("KN1", "KN2", "KN3", "KN4", "KN5"),
            ("Kỹ năng 1", "Kỹ năng 2", "Kỹ năng 3", "Kỹ năng 4", "Kỹ năng 5"),
        )
    )
    rename(draft, numbers, asked=numbers)
    skill_legend(draft, numbers)


@mess("skill headings", COLUMNS, kinds=PEOPLE)
def skill_numbers_without_legend(draft: Draft) -> None:
    """Five numbered columns and no word of which is which."""
    numbers = ("KN1", "KN2", "KN3", "KN4", "KN5")
    rename(draft, numbers, demanded=numbers)
    for skill in SKILLS:
        for *_, cell in draft.each(skill):
            draft.doubt(cell.says, about("numbered"), "in_order")


def skill_legend(draft: Draft, numbers: tuple[str, ...]) -> None:
    words = (
        "Sử dụng dịch vụ công trực tuyến",
        "Mua sắm trực tuyến",
        "Thanh toán trực tuyến",
        "Tự bảo vệ trên mạng",
        "Nền tảng số của tỉnh",
    )
    lines = [f"{number}: {word}" for number, word in zip(numbers, words, strict=True)]
    legend(draft, *(lines if draft.rng.random() < 0.6 else ("; ".join(lines),)))


@mess("skill headings", COLUMNS, kinds=PEOPLE)
def skill_headings_long(draft: Draft) -> None:
    """The words of the circular, with numbers and line breaks."""
    rename(
        draft,
        (
            "1. Sử dụng dịch vụ công\ntrực tuyến (VNeID)",
            "2. Mua sắm trực tuyến\n(Shopee, Lazada...)",
            "3. Thanh toán trực tuyến\n(ngân hàng, ví điện tử)",
            "4. Tự bảo vệ mình trên\nkhông gian mạng",
            f"5. Nền tảng số khác\n({draft.commune.platform})",
        ),
    )


@mess("skill headings", COLUMNS, kinds=PEOPLE)
def skill_heading_is_platform(draft: Draft) -> None:
    """The fifth is called by the platform's name, which the register knows."""
    rename(
        draft,
        (
            "VNeID, dịch vụ công",
            "Mua hàng trên mạng",
            "Chuyển khoản, quét mã",
            "Chống lừa đảo",
            draft.commune.platform,
        ),
        asked=(
            "VNeID, dịch vụ công",
            "Mua hàng trên mạng",
            "Chuyển khoản, quét mã",
            "Chống lừa đảo",
        ),
    )


@mess("skill headings", COLUMNS, kinds=PEOPLE)
def only_some_skills(draft: Draft) -> None:
    """Two or three of the five were surveyed: the others are unknown, not no."""
    gone = draft.rng.sample(SKILLS, draft.rng.choice((2, 3)))
    for table in draft.tables:
        table.drop(*gone)
