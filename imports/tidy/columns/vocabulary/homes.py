"""Of households: who is the head, who is what to them, where they live, how they are counted."""

SURE = {
    "head": """chủ hộ; c hộ; chộ; (họ [và] tên|họ [và] tên đầy đủ|tên|họ [chữ] đệm [và] tên|họ chữ đệm tên) [của] [gia đình] (chủ hộ|c hộ|ch|chủ gia đình|chủ nhà) [(gia đình|dân|gđ|khảo sát|ông bà)]
        chủ hộ (họ [và] tên|tên|gia đình|ông bà|gđ); chủ gia đình; chủ nhà; [họ [và] tên] chủ hộ [(và|hoặc)] người đại diện [hộ|chủ hộ]; chủ hộ người đại diện [hộ]
        [họ [và] tên] [người] đại diện [chủ] hộ [gia đình|dân|gđ]; họ [và] tên người đại diện [cho] [hộ|hộ gia đình|gia đình]; đại diện (chủ hộ|gia đình); người đại diện
        [tên] hộ gia đình; tên hộ [dân|gđ]; tên gia đình; hộ gđ; hộ ông bà; hộ (ông|bà); gia đình ông bà; tên chủ hộ ông bà; họ và tên hộ; họ tên hộ [gia đình]; hộ dân
        head [of] [the] (household|family|house); household head [name]; head; name of [the] [household] head [of household]; head name; householder; hh head; head of hh; family head""",
    "tick_head": "là chủ hộ; có phải [là] chủ hộ [không]; chủ hộ [đánh] dấu x; chủ hộ (x|đánh dấu|tích|tick); đánh dấu chủ hộ; is [the] head; tích chủ hộ",
    "relation": """[mối] (quan hệ|qh|q hệ|qhệ|q h|quan h) [(với|vs|trong|đối với|so với|của)] [(chủ hộ|ch|c hộ|hộ|chủ|gia đình|chủ hộ gia đình|gđ|chủ gia đình|người đại diện|người đứng tên)]
        mqh [với] [chủ hộ|ch|hộ]; qhch; qhvch; qhvsch; qhệ; qh; là gì của chủ hộ; là gì với chủ hộ; vai trò trong (hộ|gia đình); quan hệ [trong] gia đình; vị trí trong hộ
        relationship [to|with] [the] [household] [head] [of] [household]; relation [to] [household] [head]; relationship with household head; relationship to hh [head]; relation to hh head; quan hệ với người đứng tên; mã quan hệ [với chủ hộ]; mối quan hệ trong gia đình; qh trong hộ; relation to head of household""",
    "hamlet": """địa chỉ [(nhà|chi tiết|cụ thể|nơi ở|cư trú|thường trú|tạm trú|hiện tại|hiện nay|gia đình|hộ|hộ gia đình|chủ hộ|của chủ hộ|của hộ|nhà ở|nơi cư trú|nơi ở hiện nay|nơi ở hiện tại|chỗ ở|nhà riêng|liên hệ|đang ở|thường trú hiện nay|sinh sống|cư ngụ)]
        đ chỉ; đchỉ; đc; đ c; dc; (nơi|chỗ) ở [(hiện tại|hiện nay|cụ thể|thực tế|của hộ|chi tiết)]; nơi (cư trú|thường trú|sinh sống|đang ở|cư ngụ) [(hiện nay|hiện tại)]; hộ khẩu thường trú; hktt; đkhktt; (nơi|địa chỉ) (đăng ký|đk) (hktt|hộ khẩu thường trú|thường trú); thường trú; thường trú tại; nơi đkhktt; nơi đăng ký thường trú; trú quán
        số nhà [(đường|tên đường|đường phố|ngõ|xóm|tổ|và đường|ngõ ngách|đường ngõ|ngõ đường)]; sn đường; [tên] đường; đường phố; ngõ [xóm|ngách]; xóm ngõ; hẻm; nhà số; xóm số nhà; tổ số nhà; số nhà tổ; đường số nhà
        [tên] xóm [nhỏ|tổ|số nhà|nhóm|ngõ]; (tổ xóm|tổ ngõ|tổ số|đội sản xuất|tổ tự quản số|khu xóm|nhánh); cụm [dân cư|nhà|hộ]; tổ (tự quản|đoàn kết|liên gia|nhân dân tự quản|nhóm|liên gia tự quản|an ninh); liên gia; nhóm (hộ|liên gia); chòm; chòm xóm
        residence; place of residence; address; home address; current address; street [address]; house no; house number""",
    "number": """hộ số; số hộ [khẩu]; số thứ tự hộ; stt (hộ|hộ gia đình|hộ dân|hgđ); số tt [của] hộ; thứ tự hộ; tt hộ; số [của] hộ gia đình; hộ thứ; hộ khẩu số; số sổ (hộ|hộ khẩu|hk|hộ gia đình); sổ hộ khẩu [số]; số hk; số hkgđ; sổ hộ số
        (household|hh|family) (no|number|num)""",
    "household_id": """mã (hộ|số hộ|hộ gia đình|hộ dân|số hộ gia đình|gia đình|hgđ|hộ gđ|định danh hộ|số hộ dân); id hộ [gia đình]; hộ id; mã hộ id; ký hiệu hộ
        (household|hh|family) (id|code); id of household""",
    "members": """(họ [và] tên|tên|danh sách|ds) các (thành viên|nhân khẩu|thành viên khác|người trong hộ|con|thành viên còn lại) [trong] [hộ|gia đình|hộ gia đình]
        các (thành viên|nhân khẩu|tổ viên|thành viên khác|thành viên còn lại|ủy viên) [(trong hộ|trong gia đình|trong tổ|của hộ|gia đình|khác|của tổ|tổ|khác trong hộ)]; (danh sách|ds) (thành viên|nhân khẩu|tổ viên|tv) [trong hộ|trong gia đình|trong tổ|hộ]
        (thành viên|nhân khẩu|người) khác [trong hộ|trong gia đình]; (thành viên|nhân khẩu) còn lại; những người (trong hộ|cùng ở|khác trong hộ); vợ chồng con; household members; family members; other members""",
    "size": """số (nhân khẩu|khẩu|nk|người trong hộ|thành viên|thành viên trong hộ|thành viên hộ|người trong gia đình|nhân khẩu trong hộ|nhân khẩu của hộ|nhân khẩu thực tế|nhân khẩu thường trú|thành viên gia đình|nhân khẩu hiện có|người của hộ|người hộ|nhân khẩu trong gia đình|lượng nhân khẩu|lượng thành viên)
        tổng [số] (nhân khẩu|khẩu|người trong hộ|thành viên|số nhân khẩu trong hộ); nhân khẩu [trong hộ|của hộ|hộ]; khẩu; số khẩu (trong hộ|của hộ); nk; skhẩu; nkhẩu
        household size; hh size; (number of|no of) (members|people|persons|household members); family size; size""",
    "assessed_on": """(ngày|thời gian|thời điểm|ngày giờ|ngày tháng) (khảo sát|điều tra|đánh giá|rà soát|phỏng vấn|thu thập|cập nhật|ghi nhận|kiểm tra|ks|thống kê|lấy thông tin|lập phiếu|điền phiếu|lập|ghi) [kỹ năng|hộ|thông tin|gần nhất|phiếu|số liệu]
        (khảo sát|điều tra|đánh giá|rà soát) (ngày|lúc|vào ngày); ngày ks; survey (date|day); date of (survey|assessment|interview); assessment date; surveyed on; assessed on""",
    "smartphone": "[(có|sử dụng|dùng|đang dùng|có sử dụng|trang bị|hộ có|gia đình có|nhà có|số|số lượng)] (điện thoại thông minh|đt thông minh|đttm|smartphone|smart phone|điện thoại tm|đt tm) [không]; has smartphone; smartphones",
    "internet": """[(có|sử dụng|dùng|đang dùng|có sử dụng|trang bị|hộ có|gia đình có|nhà có|lắp)] (internet|wifi|mạng internet|kết nối internet|cáp quang|mạng wifi|internet cáp quang|thuê bao internet|internet wifi|internet cố định) [(tại|ở)] [nhà] [không]
        has internet; home internet; internet at home""",
}
MAYBE = {
    "head": "hộ; họ và tên; họ tên; tên; họ chữ đệm và tên; họ, chữ đệm và tên; household; danh sách hộ; ch; name; full name; họ và tên ông bà; danh sách hộ dân",
    "tick_head": "ch; chủ hộ",
    "relation": "vai trò; thành phần; mối liên hệ; relation",
    "hamlet": "nơi thường trú; tổ; đội; nhóm; khu; cụm; khu vực; địa bàn; kp; nơi; chỗ; vị trí; số; tổ dân cư; tổ nhóm; chi tổ; khu dân cư; thôn xóm",
    "number": "hộ; stt; tt; số; mã; nhóm hộ; số phiếu; phiếu số",
    "household_id": "mã; mã số; id; code; số hộ",
    "members": "thành viên; nhân khẩu; người trong hộ; thành viên trong (hộ|gia đình); nhân khẩu trong hộ; thành viên gia đình; tổ viên; members; con cái; gia đình; thành viên tổ; thành viên hộ; họ tên thành viên; họ và tên thành viên",
    "size": "số người; nhân khẩu; người; số hộ khẩu; tổng số; số lượng; thành viên",
    "assessed_on": "ngày; thời gian; ngày tháng; ngày tháng năm; date; thời điểm; ngày lập",
}
