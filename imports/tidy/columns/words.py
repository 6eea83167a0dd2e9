"""Words in cells by which a column is known without its heading."""

SURNAMES = frozenset(
    ["nguyen", "tran", "le", "pham", "hoang", "huynh", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly", "dinh", "mai", "truong", "doan", "trinh", "dao", "luong", "lam", "cao", "to", "ta", "thai", "la", "lu", "luu", "ha", "tong", "trieu", "chau", "tang", "chu", "kieu", "quach", "phung", "mac", "khuong", "vuong", "nghiem", "tieu", "bach", "cu", "an", "ong", "y", "h", "ksor", "rmah", "siu", "rcom", "nay", "kpa", "nie", "mlo", "eban", "ayun", "byan", "ktla", "kbuor", "knul", "hmok", "adrong", "buon", "ya", "aduon", "ama", "ma", "k", "k'", "lo", "mang", "bo", "cha", "ro", "puih", "kso", "rah", "rahlan", "rolan", "dinh", "a", "giang", "sung", "vang", "thao", "ho", "lau", "mua", "hang", "lo", "cam", "quang", "ca", "ban", "vi", "luc", "nong", "ma", "hua", "trieu", "dang", "phu", "chamale", "katơr", "kator", "pinang", "kadă", "cil", "lieng", "bon", "kon", "kra", "jan", "rong", "dam", "co", "sa", "thach", "son", "danh", "kim", "chau", "khuat", "luyen", "du", "mau", "nham", "nhan", "nong", "vang", "xa", "tan", "phi", "cung", "ninh", "ung", "le", "giap", "hong", "hua", "khong", "thi", "van"]
)
SEXES = frozenset(["nam", "nu", "trai", "gai", "male", "female", "m", "f", "n", "t", "g"]) | {"♂", "♀"}
RELATIONS = frozenset(
    """chu ho|ch|c ho|chu|vo|chong|con|con trai|con gai|con de|con ruot|con dau|con re|con nuoi|con ut|con ca|dau|re|me|bo|cha|ba|ong|me de|bo de
    |me vo|bo vo|me chong|bo chong|ong noi|ba noi|ong ngoai|ba ngoai|chau|chau noi|chau ngoai|chau gai|chau trai|chau dau|em|em trai|em gai|em dau|em re|em ruot|anh|anh trai|chi|chi gai|chi dau|anh re|chat|co|di|chu|bac|cau
    |head|spouse|wife|husband|son|daughter|child|mother|father|parent|grandchild|grandson|granddaughter|sibling|other|khac|nguoi khac|o nho|o ghep|cung o|me ruot|cha ruot|cha de|cha me|vo chong|con vo|con chong|ba con|chau ho""".replace(
        "\n", ""
    ).split("|")
)
ROLES = frozenset(
    """to truong|to pho|thanh vien|to vien|tt|tp|tv|truong|pho|t truong|t pho|t vien|truong nhom|pho nhom|leader|deputy|member|team leader|deputy leader
    |pho to truong|uy vien|thu ky|doi truong|doi pho|truong to|pho to|to truong to|vice leader""".replace(
        "\n", ""
    ).split("|")
)
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
    """biet|chua biet|co|khong|x|k|c|ko|kg|khg|0|1|2|3|4|5|tot|kha|trung binh|tb|yeu|kem|thanh thao|co ho tro|biet co ho tro|can ho tro|can huong dan|tu lam|tu lam duoc|lam duoc|khong biet|chua|roi|da biet
    |yes|no|y|n|d|dat|khong dat|chua dat|biet it|biet mot it|biet su dung|chua su dung|biet ro|hieu|v|va|b|cb|bht|ht|bch|a|s|true|false|dung|sai|can giup|duoc|co biet|khong su dung|co the|nguoi khac giup|co nguoi giup|chua hoi|khong hoi|biet hoi|mot phan|rat tot|co ban|muc 1|muc 2|muc 3|biet tu lam|biet can giup|khong lam duoc|can nguoi giup|hd|chua co""".replace(
        "\n", ""
    ).split("|")
)
TICKS = frozenset(["x", "X", "xx", "XX", "✓", "✔", "√", "v", "V", "●", "•", "◉", "○", "■", "☑", "☒", "+", "*", "✗", "✘", "x.", "(x)", "[x]", "×", "Х", "х"])
TITLES = frozenset(["ong", "ba", "anh", "chi", "em", "co", "chu", "bac", "ba", "ông", "o", "mr", "mrs", "ms", "cu"])
