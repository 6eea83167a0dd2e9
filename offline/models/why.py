"""Why an operation was not simply written, in a word, and in words for whoever entered it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Why(models.TextChoices):
    """Why an operation was refused, waits, differs, or stands in the history alone."""

    AUTHOR = "author", _("Người khác đã nhập mục này. Chỉ người đó gửi được.")
    DEVICE = "device", _("Máy đã nhập mục này đang bị khóa nên mục này không được nhận.")
    UNREADABLE = "unreadable", _("Không mở được mục này. Báo cho cán bộ xã và đừng xóa khỏi máy.")
    MALFORMED = "malformed", _("Mục này ghi thiếu hoặc ghi sai. Báo cho cán bộ xã.")
    STRANGER = "stranger", _("Thôn này không thuộc nơi anh/chị phụ trách.")
    ERASED = "erased", _("Dữ liệu của người này đã được xóa theo yêu cầu nên không ghi nữa.")
    FUTURE = "future", _("Ngày ghi ở sau hôm nay. Xem lại ngày trên máy.")
    UNDONE = "undone", _("Mục này đã được hoàn tác.")
    LATER = "later", _("Bản sau của anh/chị đã vào sổ; bản này nằm trong lịch sử.")
    CELLS = "cells", _("Người khác ghi khác. Sổ giữ bản đến trước đến khi có người chọn bản đúng.")
    STATUS = "status", _("Người khác đã ghi tình trạng hộ khác đi. Cán bộ xã xem lại.")
    HANDED_OVER = "handed_over", _("Anh/chị không còn phụ trách thôn này. Cán bộ xã sẽ quyết định.")
    UNKNOWN = "unknown", _("Chưa thấy hộ hoặc người này trong sổ. Cán bộ xã sẽ quyết định.")
    MOVED = "moved", _("Hộ đã sang nơi khác. Cán bộ xã sẽ quyết định.")
    CLOSED = "closed", _("Hộ đã ra khỏi sổ. Cán bộ xã sẽ quyết định.")
    LEFT = "left", _("Người này không còn ở hộ. Cán bộ xã sẽ quyết định.")
    ENDED = "ended", _("Thôn đã kết thúc. Cán bộ xã chọn thôn cho hộ.")
    TEAM_ENDED = "team_ended", _("Tổ đã giải thể. Cán bộ xã chọn tổ cho buổi này.")
    UNASSIGNED = "unassigned", _("Hộ chưa phân về thôn nào. Cán bộ xã sẽ quyết định.")
    TWIN = "twin", _("Giống một hộ đã có trong sổ. Cán bộ xã xem có phải là một hộ.")
    NAMED_BEFORE = "named_before", _("Tên này đã được xóa theo yêu cầu. Cán bộ xã sẽ quyết định.")
    REFUSES = "refuses", _("Hộ đã từ chối khảo sát. Cán bộ xã hỏi lại hộ.")
    MORE = "more", _("Người khác đã ghi thêm nên không tự hoàn tác. Cán bộ xã sẽ quyết định.")
    NO_PLATFORM = "no_platform", _("Nơi này chưa có nền tảng nào cho kỹ năng 5.")
    FAULT = "fault", _("Máy chủ chưa ghi được mục này và đã giữ lại. Cán bộ xã sẽ xem.")
