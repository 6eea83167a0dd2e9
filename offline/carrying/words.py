"""What the scripts of the page without a network say; `{n}` and the like is what they fill in."""

from django.utils.translation import gettext as _

from households.register.forms import NO_YEAR


def words() -> dict[str, str]:
    """Return the words of the scripts in the language of the page, by a short name."""
    found = {**_of_taking(), **_of_opening(), **_of_the_browser(), **_of_rows()}
    return {**found, **_of_refusals(), **_of_sessions(), **_of_waiting()}


def _of_taking() -> dict[str, str]:
    return {
        "fetching": _("Đang lấy sổ"),
        "sealing": _("Đang khóa sổ bằng mã PIN"),
        "taken": _("Đã mang theo máy: {n} hộ, {size} KB. Tự xóa khỏi máy ngày {day}."),
        "fetching_n": _("Đang lấy sổ {at}/{of}"),
        "sum": _("{v} thôn, {n} hộ, khoảng {size} KB"),
        "too_many": _("Mỗi lần mang theo tối đa 10 thôn. Bỏ bớt thôn."),
        "none_chosen": _("Chọn thôn trước."),
        "taken_many": _(
            "Đã mang theo máy {v} thôn, {n} hộ, {size} KB. Tự xóa khỏi máy ngày {day}."
        ),
        "renewed": _("Đã lấy lại sổ của mọi thôn."),
        "send_first": _("Còn mục chờ gửi. Gửi xong rồi lấy lại sổ."),
        "no_answer": _("Chưa lấy được sổ. Có mạng thì bấm lại."),
        "sign_in": _("Hết phiên đăng nhập. Đăng nhập lại rồi mang theo."),
    }


def _of_opening() -> dict[str, str]:
    return {
        "pin_short": _("Mã PIN phải có ít nhất 6 chữ số."),
        "pin_plain": _("Mã PIN này dễ đoán. Chọn 6 chữ số khác nhau, không theo thứ tự."),
        "pin_twice": _("Hai lần nhập không giống nhau. Nhập lại."),
        "opening": _("Đang mở sổ"),
        "pin_wrong": _("Sai mã PIN. Còn {n} lần, sau đó sổ trên máy này bị xóa."),
        "pin_gone": _("Sai 5 lần: sổ trên máy này đã bị xóa. Mục chờ gửi vẫn được giữ."),
        "not_opened": _("Chưa mở được: máy không đọc được. Bấm lại."),
        "no_room": _("Chưa mở được: máy đã đầy. Xóa bớt ảnh, ứng dụng rồi bấm lại."),
        "not_taken": _("Thôn này chưa mang theo máy."),
    }


def _of_the_browser() -> dict[str, str]:
    return {
        "no_crypto": _("Trang này không mở bằng https nên trình duyệt không cho khóa sổ trên máy."),
        "no_store": _("Trình duyệt đang ở chế độ riêng tư nên không giữ được gì trên máy."),
        "no_worker": _("Trình duyệt này không mở được trang khi không có mạng."),
        "seven_days": _(
            "Máy này tự xóa những gì trang web lưu nếu 7 ngày không mở. Thêm trang vào màn hình chính "
            "thì không bị xóa."
        ),
        "room": _("Máy còn chỗ cho {free} MB."),
        "other_goes": _(
            "Máy này đang giữ sổ do tài khoản khác mang theo. Mang theo ở đây thì sổ đó bị xóa khỏi "
            "máy; mục chờ gửi của người đó vẫn được giữ."
        ),
        "not_kept": _(
            "Trình duyệt có thể xóa sổ khi máy gần đầy, và xóa ngay khi đóng cửa sổ ẩn danh."
        ),
        "home_any": _("Thêm trang này vào màn hình chính thì mở nhanh và giữ chắc hơn."),
        "home_apple": _(
            "Bấm nút Chia sẻ của trình duyệt, chọn “Thêm vào MH chính” để máy không tự xóa."
        ),
    }


def _of_rows() -> dict[str, str]:
    return {
        "offline": _("Không có mạng"),
        "waiting_n": _("{n} mục chờ gửi"),
        "edited": _("vừa sửa, chờ gửi"),
        "new": _("hộ mới, chờ gửi"),
        "sent": _("đã gửi"),
        "households": _("{n} hộ · lấy lúc {time}"),
        "until": _("{n} hộ, đủ để xem, tìm, sửa khi không có mạng. Tự xóa lúc {day}."),
        "five": _("{n}/5 kỹ năng"),
        "none_found": _("Không tìm thấy hộ nào phù hợp. Bỏ bớt chữ tìm, hoặc bỏ lọc."),
        "kept": _("Đã lưu trên máy này {time}"),
        "same": _("Đã ghi như vậy rồi."),
        "taken_back": _("Đã hoàn tác"),
        "went": _("Đã gửi {time}"),
        "saved": _("Đã lưu hộ {name} trên máy này · {time}"),
        "full": _("Chưa lưu: máy đã đầy. Xóa bớt ảnh, ứng dụng rồi bấm lại."),
        "broken": _("Chưa lưu: máy không ghi được. Bấm lại."),
        "locked": _("Sổ đang khóa. Nhập mã PIN rồi bấm lại."),
        "away": _("vắng nhà"),
        "no_name": _("Họ tên: ghi họ tên."),
        "no_year": str(NO_YEAR),
        "no_phone": _("Số điện thoại chỉ gồm chữ số, ví dụ 0905 123 456."),
    }


def _of_refusals() -> dict[str, str]:
    return {
        "refuses_short": _("từ chối"),
        "agrees": _("Người trong hộ hiện ra sau khi có mạng và máy lấy lại sổ."),
        "no_reason": _("Chọn lý do; hộ không nói thì chọn Không nói lý do."),
        "no_refused_on": _("Ghi ngày hộ từ chối, như 05/11/2026, không sau hôm nay."),
        "no_until": _("Ghi ngày như 05/11/2026, không trước ngày hộ từ chối."),
        "no_why": _("Chọn vì sao mở lại."),
    }


def _of_sessions() -> dict[str, str]:
    return {
        "every": _("Cả {n} thành viên có mặt"),
        "some": _("{there}/{n} thành viên có mặt"),
        "session_saved": _("Đã lưu buổi của {team} trên máy này · {time}"),
        "no_day": _("Ngày của buổi: ghi như 05/11/2026, không sau hôm nay."),
        "no_number": _("Ghi số nguyên, không quá 5 chữ số."),
        "too_many_persons": _("Số người không thể nhiều hơn số lượt."),
        "too_many_women": _("Số nữ không thể nhiều hơn số người."),
        "nothing_taught": _("Chọn kỹ năng đã hướng dẫn, hoặc ghi nội dung của buổi."),
    }


def _of_waiting() -> dict[str, str]:
    return {
        "household": _("Hộ mới: {name}"),
        "person": _("Thêm người: {name}"),
        "answers": _("{name}: kỹ năng {numbers}"),
        "all_five": _("{name}: cả 5 kỹ năng"),
        "status": _("{name}: vắng nhà"),
        "home": _("{name}: có ở nhà"),
        "refusal": _("{name}: từ chối"),
        "agreed": _("{name}: đã đồng ý, hết từ chối"),
        "session": _("Buổi hướng dẫn: {team}, {day}"),
        "undo": _("Hoàn tác"),
        "sealed": _("Mục đã khóa"),
        "sending": _("Đang gửi"),
        "late": _("Có mục đã chờ hơn 3 ngày. Tìm nơi có mạng để gửi, hoặc lưu ra tệp."),
        "file_short": _("Mật khẩu của tệp phải có ít nhất 8 ký tự."),
        "file_kept": _("Đã lưu {n} mục ra tệp. Mở tệp bằng mật khẩu này, trên máy khác của mình."),
        "file_broken": _("Chưa lưu được ra tệp: máy không đọc hoặc không ghi được. Bấm lại."),
        "file_taken": _("Đã lấy {n} mục từ tệp."),
        "NotOurs": _("Tệp này không phải tệp mục chờ gửi."),
        "WrongWords": _("Sai mật khẩu của tệp."),
        "NotYours": _("Tệp này là của người khác, hoặc chưa đăng nhập trên máy này."),
        "ask_sign_in": _("Đăng nhập lại thì máy gửi tiếp."),
        "storage": _("Máy đã đầy hoặc không ghi được. Đừng tắt trang này."),
    }
