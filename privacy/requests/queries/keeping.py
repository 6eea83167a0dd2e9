"""What keeps a household in its commune: a request about its people's data that is not answered yet."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from households.models import Household
from privacy.models import SubjectRequest

NOT_ANSWERED = _("Hộ còn yêu cầu về dữ liệu cá nhân mà xã chưa trả lời nên chưa chuyển được.")


def keeps(household: Household) -> str | Promise:
    """Say why a household is not to go to another commune now; "" where nothing keeps it. One query."""
    asked = SubjectRequest.unscoped.open().filter(household=household)
    return NOT_ANSWERED if asked.exists() else ""
