"""Words in cells by which a column is known without its heading."""

SEXES = frozenset(["nam", "nu", "trai", "gai", "male", "female", "m", "f", "n", "t", "g"]) | {
    "♂",
    "♀",
}
# Offices of a team that are no role in it.
OTHER_ROLES = frozenset({"thu ky", "doi truong", "doi pho"})
OFFICES = (
    "doan",
    "hoi",
    "cong an",
    "mat tran",
    "ban ",
    "ubnd",
    "truong thon",
    "truong buon",
    "thon truong",
    "bi thu",
    "chi bo",
    "chi hoi",
    "giao vien",
    "truong th",
    "thcs",
    "vnpt",
    "viettel",
    "buu dien",
    "mttq",
    "hlhpn",
    "hpn",
    "hnd",
    "dtn",
    "ccb",
    "to antt",
    "doanh nghiep",
    "cong chuc",
    "can bo",
    "pho chu tich",
    "chu tich",
    "dan quan",
    "y te",
    "khuyen nong",
    "cong ty",
    "mobifone",
    "ngan hang",
    "union",
    "police",
    "school",
    "ca xa",
    "ctmt",
    "truong ban",
    "to dan van",
    "trung tam",
    "van phong",
    "hop tac xa",
)
UNITS = (
    "thon", "buon", "ban", "ap", "lang", "khu pho", "to dan pho", "tdp", "kp", "khoi", "khoi pho", "khom", "xom", "khu", "to", "bon", "plei", "soc", "tieu khu", "village", "hamlet",
)  # fmt: skip
COMMUNES = (
    "xa",
    "phuong",
    "thi tran",
    "ubnd xa",
    "ubnd phuong",
    "dac khu",
    "commune",
    "ward",
    "p",
    "x",
)
MARKS = frozenset(
    """biet|chua biet|co|khong|x|o|k|c|ko|kg|khg|0|1|2|3|4|5|tot|kha|trung binh|tb|yeu|kem|thanh thao|co ho tro|biet co ho tro|can ho tro|can huong dan|tu lam|tu lam duoc|lam duoc|khong biet|chua|roi|da biet
    |yes|no|y|n|d|dat|khong dat|chua dat|biet it|biet mot it|biet su dung|chua su dung|biet ro|hieu|v|va|b|cb|bht|ht|bch|a|s|true|false|dung|sai|can giup|duoc|co biet|khong su dung|co the|nguoi khac giup|co nguoi giup|chua hoi|khong hoi|biet hoi|mot phan|rat tot|co ban|muc 1|muc 2|muc 3|biet tu lam|biet can giup|khong lam duoc|can nguoi giup|hd|chua co""".replace(
        "\n", ""
    ).split("|")
)
TICKS = frozenset(
    [
        "x",
        "X",
        "xx",
        "XX",
        "✓",
        "✔",
        "√",
        "v",
        "V",
        "●",
        "•",
        "◉",
        "○",
        "■",
        "☑",
        "☒",
        "+",
        "*",
        "✗",
        "✘",
        "x.",
        "(x)",
        "[x]",
        "×",
        "Х",
        "х",
    ]
)
DITTOS = frozenset({"nt", "n t", "nhu tren", "tren", "cung tren", "ditto"})
