"""English for readers in Vietnam: the day still comes first, so 03/04 is 3 April.

What does not differ is as in Vietnamese.
"""

from config.formats.vi import formats as vi
from config.formats.vi.formats import *  # noqa: F403 - Django reads all of them from this module

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j M"

DATE_INPUT_FORMATS = [*vi.DATE_INPUT_FORMATS, "%d %b %Y", "%d %B %Y"]

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
