"""What keeps a household in its commune: an erasure that was asked for, which somebody there decides on first."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from erasure.models import Erasure
from households.models import Household

NOT_DECIDED = _("Hộ còn đề nghị xóa dữ liệu chưa ai xác nhận nên chưa chuyển được.")


def keeps(household: Household) -> str | Promise:
    """Say why a household is not to go to another commune now; "" where nothing keeps it. One query."""
    waits = Erasure.unscoped.waiting().filter(household=household)
    return NOT_DECIDED if waits.exists() else ""
