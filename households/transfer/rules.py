"""What keeps a household from going to another commune, and what is said of an offer that nobody can answer any more."""

from collections.abc import Callable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.models import Household, Transfer, is_placeholder

# Why a household is to stay for now: "" where nothing keeps it. From apps above this one.
type Keeps = Callable[[Household], str | Promise]
_keeps: list[Keeps] = []

State = Transfer.State
OVER = {
    State.ACCEPTED: _("Hộ này đã được nhận rồi."),
    State.DECLINED: _("Xã nơi đến đã trả lời là không nhận."),
    State.WITHDRAWN: _("Xã cũ đã rút đề nghị chuyển hộ này."),
    State.LAPSED: _("Đề nghị này hết hiệu lực: hộ không còn trong sổ của xã cũ."),
}
HERE = _("Hộ đang ở xã này. Sang thôn khác của xã thì chọn Chuyển trong xã.")
RESTRICTED = _("Dữ liệu của hộ đang hạn chế xử lý nên chưa chuyển được.")
ERASED = _("Dữ liệu cá nhân của hộ đã xóa nên không còn gì để chuyển.")
WAITS = _("Hộ đang chờ một xã khác nhận. Rút đề nghị ấy rồi đề nghị lại.")
TOO_LATE = _(
    "Sau khi nhận đã có ghi chép mới nên không hoàn tác được nữa. "
    "Hộ không về đây thì đề nghị chuyển lại xã cũ."
)


def keep_while(keeps: Keeps) -> None:
    """Take a reason from an app above for which a household stays. Called from `AppConfig.ready`."""
    if keeps not in _keeps:
        _keeps.append(keeps)


def kept_by(household: Household) -> Iterator[str | Promise]:
    """Yield why a household cannot go to another commune as it is now."""
    if household.restricted_on:
        yield RESTRICTED
    if is_placeholder(household.head_name):
        yield ERASED
    yield from filter(None, (keeps(household) for keeps in _keeps))
