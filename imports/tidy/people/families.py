"""Names of families, as names begin with them."""

from areas.names import fold

_MARKED = """
    nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh tô hà lương châu tạ thái lưu phùng vương từ
    tăng quách đào trương tống lâm đàm lã lại kiều triệu hứa nông bế giàng vàng nghiêm doãn đồng đậu cấn mạc văn thân tôn ông viên
    khổng lục lò quàng cù mã thạch sơn lộc bàn lầu sùng thào mùa cầm tòng cà bạch phí quản hàn khuất khương phương tiêu trà triều
    rơ r'ô kpă niê mlô êban buôn alê
"""
# Written without marks by everybody.
_PLAIN = "mai cao chu cung danh giang kim la ma mang nay ninh nhan phan so siu ksor rmah rcom r'com rahlan ung vi y h h' la-o"
# Second words and first ones of other peoples, which begin a name seldom enough to be sure of nothing else.
_OTHERS = """
    a adrong aduon ama an ayun bo bon byan cha chamale cil co du giap hang hmok hong jan k k' kada kator kbuor knul kon kra kso ktla
    lieng lu luyen mau nham phu pinang puih rah rolan rong sa tan thi xa ya
"""

# As they are written, in small letters.
FAMILIES = frozenset(_MARKED.split()) | frozenset(_PLAIN.split())
# The same without marks: some are then other words, too.
BARE_FAMILIES = frozenset(map(fold, FAMILIES)) | frozenset(_PLAIN.split())
# For patterns.
BARE_FAMILY = "|".join(sorted(BARE_FAMILIES))
# What a column of names begins with, folded.
BEGIN_NAMES = BARE_FAMILIES | frozenset(_OTHERS.split())
# Hardly anybody has one of these behind their first names.
_FIRST = """
    nguyễn trần lê phạm huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương đinh đoàn trịnh tô cao lý y h rơ
"""
FIRST_OF_NAMES = frozenset(_FIRST.split()) | frozenset(map(fold, _FIRST.split()))
