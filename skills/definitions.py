"""What every term on our pages means: one table, which the page "Cách tính" shows and tests read.

A page that uses a term links to `skills:method` with the key of the term as the anchor.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skills.catalogue import Result


@dataclass(frozen=True, slots=True)
class Definition:
    """One term: its key as an anchor, its name, what it means with the settings in force."""

    key: str
    term: str | Promise
    words: str | Promise
    # What the words name in %(…)s, read when they are shown: settings may differ.
    given: Callable[[], dict[str, object]] = dict

    @property
    def text(self) -> str:
        """The meaning, with its numbers."""
        return str(self.words) % self.given()


def _results() -> dict[str, object]:
    least = Result(min(max(int(settings.SKILL_THRESHOLD), 1), 2))
    return {"results": "; ".join(str(label) for label in Result.labels), "least": least.label}


HOUSEHOLDS = (
    Definition(
        "ba-gia-tri",
        _("Biết, chưa biết, chưa hỏi"),
        _(
            "Mỗi người, mỗi kỹ năng có ba giá trị: biết; chưa biết (đã hỏi, chưa đạt mức); chưa hỏi. "
            "Chưa hỏi không phải là chưa biết: ô để trống và ô không ai chạm vào là chưa hỏi."
        ),
    ),
    Definition(
        "muc-ket-qua",
        _("Ba mức"),
        _("Khi hỏi, ghi một trong các mức: %(results)s. Từ mức “%(least)s” là biết."),
        _results,
    ),
    Definition(
        "nguoi-duoc-tinh",
        _("Người được tính"),
        _(
            "Người đang sống ở hộ và đủ tuổi: năm xem trừ năm sinh từ %(age)s trở lên. "
            "Chưa ghi năm sinh thì vẫn tính."
        ),
        lambda: {"age": settings.RESIDENT_MIN_AGE},
    ),
    Definition(
        "da-khao-sat",
        _("Hộ đã khảo sát"),
        _(
            "Hộ có một người được tính đã được hỏi đủ năm kỹ năng. Mới hỏi vài kỹ năng là khảo sát một "
            "phần. Nơi chưa nêu nền tảng số thì hỏi đủ bốn kỹ năng đầu; nền tảng nêu về sau không làm "
            "hộ thành chưa khảo sát, chỉ đưa hộ vào danh sách hỏi nốt."
        ),
    ),
    Definition(
        "ho-dat",
        _("Hộ đạt"),
        _("Hộ có một người, cùng một người đó, biết cả năm kỹ năng theo kết quả mới nhất."),
    ),
    Definition(
        "cong-lai",
        _("Cả hộ gộp lại"),
        _("Hộ mà nhiều người gộp lại đủ năm kỹ năng: là con số phụ, ghi riêng, không phải hộ đạt."),
    ),
    Definition(
        "thieu-mot",
        _("Chỉ thiếu một kỹ năng"),
        _(
            "Có một người biết bốn kỹ năng và đã được hỏi kỹ năng còn lại, chưa biết. "
            "Biết bốn mà kỹ năng còn lại chưa hỏi là “hỏi nốt một kỹ năng”."
        ),
    ),
    Definition(
        "ty-le-ky-nang",
        _("Tỷ lệ của một kỹ năng"),
        _("Số hộ có người biết kỹ năng đó, chia cho số hộ đã được hỏi kỹ năng đó."),
    ),
    Definition(
        "nguoi-dan",
        _("Người dân trong sổ"),
        _(
            "Mọi người của các hộ đang trong sổ. Hỏi và biết thì chỉ đếm người được tính. Nhóm tuổi theo năm "
            "sinh: dưới 36, 36–59, từ 60. Chưa rõ năm sinh hoặc giới thì không xếp nhóm, được đếm riêng."
        ),
    ),
    Definition(
        "ky-nang-5",
        _("Kỹ năng 5"),
        _(
            "Tính theo nền tảng số mà tỉnh nêu tên, hoặc xã nêu riêng. "
            "Chưa nêu nền tảng nào thì chưa khảo sát được kỹ năng này."
        ),
    ),
    Definition(
        "cu",
        _("Hộ lâu chưa rà soát"),
        _(
            "Hộ đã khảo sát mà quá %(days)s ngày không ai khảo sát lại hoặc xác nhận không đổi. "
            "Hộ lâu chưa rà soát vẫn tính như trước, chỉ được nhắc rà soát."
        ),
        lambda: {"days": settings.STATUS_OLD_DAYS},
    ),
    Definition(
        "vang-nha",
        _("Vắng nhà, chưa đồng ý khảo sát"),
        _(
            "Hộ vắng nhà hoặc chưa đồng ý vẫn nằm trong mẫu số và là chưa khảo sát. "
            "Hộ từ chối không có trong danh sách cần hỏi cho đến hết ngày đã hẹn. "
            "Hộ đã chuyển đi, không còn là hộ hoặc đã gộp thì ra khỏi mẫu số từ ngày đó."
        ),
    ),
)
RATES = (
    Definition(
        "mau-so",
        _("Mẫu số: những hộ nào"),
        _(
            "Thôn có sổ đã đủ: mọi hộ trong sổ, trừ hộ đã ra khỏi sổ. Thôn chưa có sổ đủ: số lớn hơn "
            "giữa số hộ trong sổ và số hộ khai báo; phần chưa vào sổ là chưa biết, không bỏ đi."
        ),
    ),
    Definition(
        "so-da-du",
        _("Sổ đã đủ"),
        _(
            "Lời xác nhận có ngày, có người ghi, rằng mọi hộ của thôn đã vào sổ; rút lại được. "
            "Sổ ít hơn 90%% số khai báo thì phải nêu lý do, và chờ cấp trên xác nhận."
        ),
    ),
    Definition(
        "chua-ro-thon",
        _("Chưa rõ thôn"),
        _(
            "Số hộ hoặc số thôn mà xã khai báo nhưng các thôn trong sổ chưa giải thích được. "
            "Vẫn nằm trong mẫu số của xã cho đến khi danh sách thôn và mọi sổ hộ đã đủ."
        ),
    ),
    Definition(
        "khoang",
        _("Khoảng"),
        _(
            "Đầu thấp: số hộ đạt chia cho mẫu số. Đầu cao: bỏ ra những hộ mà mọi người được tính trong "
            "sổ đều đã có một kỹ năng được hỏi và chưa biết; còn lại coi như đạt. Khoảng chỉ nói về "
            "người đã vào sổ: một người mới ghi thêm có thể làm hộ đạt."
        ),
    ),
    Definition(
        "chua-du-so-lieu",
        _("Chưa đủ số liệu"),
        _(
            "Nơi có hơn 10%% mẫu số chưa biết: không tô màu, không xếp hạng, không nói tăng giảm, và "
            "khoảng đứng cạnh tỷ lệ. Ô tô gạch chéo là phần chưa biết."
        ),
    ),
    Definition(
        "ty-le",
        _("Tỷ lệ"),
        _(
            "Luôn ghi kèm số đếm n/N, lấy một chữ số lẻ; chỉ ghi 100%% khi đủ tất cả; "
            "mẫu số bằng 0, hoặc chưa biết gì nên khoảng là từ 0 đến 100%%, thì ghi “—” hoặc “chưa rõ”."
        ),
    ),
    Definition(
        "it-ho",
        _("Ít hộ"),
        _("Nơi dưới %(n)s hộ: tỷ lệ vẫn ghi nhưng không tô màu, không xếp bậc."),
        lambda: {"n": settings.SMALL_UNIT_HOUSEHOLDS},
    ),
    Definition(
        "xep-hang",
        _("Xếp hạng"),
        _(
            "Theo tỷ lệ chính xác, không theo số đã làm tròn. Các nơi bằng nhau cùng một hạng; "
            "khi bằng nhau không nơi nào, kỹ năng nào được gọi là thấp nhất."
        ),
    ),
    Definition(
        "ngay-tinh",
        _("Tính vào ngày nào"),
        _(
            "Mỗi thay đổi tính vào ngày nó xảy ra và giữ cả lúc được ghi. Ghi muộn, sửa hoặc rút một "
            "việc thì những ngày đã qua được bù bằng dòng ghi hôm nay; không dòng cũ nào bị viết lại. "
            "Số của một tháng là số ngày cuối tháng."
        ),
    ),
    Definition(
        "nhip",
        _("Tiến độ đến chỉ tiêu"),
        _(
            "Cần mỗi tuần: số còn thiếu chia cho số tuần còn lại đến hạn, làm tròn lên. Bên cạnh là số "
            "tăng thật mỗi tuần, tính từ mốc cũ ít nhất bốn tuần và nhiều nhất chín tuần. “Mức cần đạt đến hôm nay” là "
            "điểm hôm nay trên đường thẳng từ ngày văn bản đến hạn."
        ),
    ),
)
TEAMS = (
    Definition(
        "tren-giay",
        _("Mới có quyết định"),
        _("Thôn có tổ cấp thôn còn hiệu lực theo quyết định, chưa có tổ trưởng."),
    ),
    Definition(
        "co-to-truong",
        _("Đã có tổ trưởng"),
        _("Tổ còn hiệu lực và có người đang làm tổ trưởng. Chưa nói gì về số người."),
    ),
    Definition(
        "du-nguoi",
        _("Đủ số người"),
        _("Tổ có tổ trưởng và ít nhất %(n)s người đang trong tổ."),
        lambda: {"n": settings.TEAM_MIN_MEMBERS},
    ),
    Definition(
        "dang-hoat-dong",
        _("Tổ đang hoạt động"),
        _(
            "Tổ còn hiệu lực, có tổ trưởng và có ít nhất một buổi hướng dẫn "
            "trong %(days)s ngày gần nhất."
        ),
        lambda: {"days": settings.TEAM_ACTIVE_DAYS},
    ),
    Definition(
        "da-tap-huan",
        _("Đã tập huấn"),
        _(
            "Người đang trong tổ đã dự ít nhất một buổi của một khóa tập huấn, hoặc có chứng nhận của "
            "khóa; chia cho mọi người đang trong tổ."
        ),
    ),
    Definition(
        "luot-nguoi",
        _("Số người ở buổi hướng dẫn"),
        _(
            "Lượt người: một người dự hai buổi tính hai lượt. Số người: mỗi người một lần trong một "
            "buổi, số nữ là trong số này. Để trống là chưa ai ghi, không phải 0, nên mỗi tổng kèm số "
            "buổi có ghi. Buổi đã rút vẫn còn trong sổ và không tính vào đâu."
        ),
    ),
    Definition(
        "bac-thang",
        _("Đã bắt đầu đến đâu"),
        _(
            "Sáu bậc của một xã: chưa cấp tài khoản; chưa đăng nhập; chưa có thôn; chưa có hộ; đã bắt "
            "đầu (từ một hộ); sổ đã đủ. Xã chưa bắt đầu vẫn được đếm và được gọi trước."
        ),
    ),
)
GROUPS = (
    (_("Từ khảo sát đến con số"), HOUSEHOLDS),
    (_("Tỷ lệ, khoảng, thứ hạng"), RATES),
    (_("Tổ và tiến độ"), TEAMS),
)
BY_KEY = {one.key: one for _title, group in GROUPS for one in group}
