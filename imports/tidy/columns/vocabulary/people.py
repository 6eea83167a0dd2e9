"""Of people: names, sex, birth, telephones; and what every list has."""

SURE = {
    "stt": """[số|cột] (stt|tt|s t t|t t); số (thứ tự|tt); thứ tự; stt (dòng|trong danh sách|trong hộ|người|nhân khẩu|thành viên|khẩu|nk|tv)
        [số] tt (người|nhân khẩu|khẩu|nk|tv|trong hộ); n o; no; nr; n r; order; ordinal; serial [no|number]; row [no|number]; index; #; №""",
    "note": """[phần|cột] ghi chú [(khác|thêm|nếu có|của thôn|của xã|của hộ|về hộ)]; g chú; gc; g c; chú thích; chú dẫn
        lưu ý; thông tin (khác|thêm|bổ sung); nội dung khác; (nhận xét|ý kiến) [khác]; diễn giải
        note; notes; remark; remarks; comment; comments""",
    "phone": """[số] (điện thoại|đt|sđt|s đt|đ thoại|đthoại|di động|số máy|đt dđ|đtdđ|điện thoại di động|điện thoại dđ|đt di động
        |sđt di động|dđ|điện thoại cầm tay|phone|tel) [(liên hệ|liên lạc|lh|ll|cá nhân|riêng|nhà|nhà riêng|bàn|zalo|có zalo|dùng zalo|cài zalo|hoặc zalo|và zalo
        |đang dùng|đang sử dụng|chính|chính chủ|liên hệ khi cần|khi cần liên hệ|của người dân|người dân|của thành viên|thành viên|tv|tổ viên|tổ trưởng|tổ phó|của tổ trưởng|của tổ phó|đăng ký|để liên hệ|khi cần|nếu có)]
        số zalo (liên hệ|liên lạc|cá nhân); [số] zalo [(hoặc|và)] [(số|sđt|đt|điện thoại|số điện thoại)]; số (liên lạc|liên hệ); [số] máy [liên hệ]; di động; số di động
        (phone|telephone|mobile|cell|contact|tel|cellphone|mobile phone|cell phone) [(no|number|num)]; phone contact; zalo number; hotline""",
    "email": "[địa chỉ] (email|e mail|mail|thư điện tử|hộp thư) [(cá nhân|liên hệ|công vụ)]; e mail address",
    "phone_of_head": """[số] (điện thoại|đt|sđt|di động) [liên hệ|liên lạc] [của] [gia đình] (chủ hộ|hộ|hộ gia đình|gia đình|đại diện hộ|người đại diện|c hộ|ch)
        (phone|telephone) [number] of [household] head; head phone [number]""",
    "name": """họ [và] tên [(người|người dân|công dân|cá nhân|nhân khẩu|người dân trong hộ|người trong hộ|nhân khẩu trong hộ|thành viên|tv|t viên|thành viên trong hộ
        |thành viên hộ|thành viên hộ gia đình|thành viên gia đình|thành viên trong gia đình|từng thành viên|từng người|khai sinh|theo cccd|đầy đủ|in hoa|chữ in|viết hoa
        |người được khảo sát|người được phỏng vấn|người trả lời|người khảo sát được|người được đánh giá|đối tượng|người cao tuổi|hội viên|đoàn viên|người học|học viên|người được hướng dẫn
        |tổ viên|thành viên tổ|thành viên tổ cnscđ|thành viên tổ công nghệ số|thành viên tổ công nghệ số cộng đồng|cán bộ|người tham gia|người tham gia tổ|tổ viên tổ cnscđ
        |cử tri|đảng viên|người lao động|lao động|người có công|người khuyết tật|người tham gia (bhyt|bhxh|bảo hiểm|bảo hiểm y tế)|người đăng ký)]
        họ [và] (chữ đệm|tên đệm|đệm|tên lót|lót|chữ lót) [và] tên [(khai sinh|thành viên|người dân|nhân khẩu)]; họ [và] tên đệm [và] tên
        họ [và] tên chủ hộ [và] [các] (thành viên|nhân khẩu|tv) [(trong hộ|trong gia đình|gia đình|của hộ)]; họ [và] tên (vợ chồng con|thành viên gia đình|ông bà|ông|bà|ông hoặc bà); ht; h tên; h t; h và t; họ và t; htên; ho [va] ten
        thành viên tổ (cnscđ|cns|công nghệ số|công nghệ số cộng đồng); tên (thành viên|nhân khẩu|người dân|công dân|người|đầy đủ|tổ viên|người trong hộ|thành viên trong hộ|thành viên tổ|tv|cá nhân)
        [họ [và] tên|tên] người được (khảo sát|phỏng vấn|hỏi|đánh giá|điều tra); thành viên (được khảo sát|trả lời); tên tv trong hộ; người trả lời (phỏng vấn|khảo sát|phiếu); [họ [và] tên] người đại diện (trả lời|khảo sát)
        [họ [và] tên] người (biết|rành|giỏi|thạo|thành thạo|am hiểu|dùng|sử dụng) [(công nghệ|cntt|công nghệ thông tin|công nghệ số|kỹ năng số|máy tính|điện thoại|smartphone)] [(tốt|giỏi|rành|nhiều|thạo)] nhất [(trong|của|ở)] [(nhà|hộ|gia đình|hộ gia đình)]
        người đó là ai; là ai; danh tính; tổ viên; surname and name; full name; fullname; name of (person|member|resident|citizen); [member|person|resident] name; member full name; names""",
    "family": """họ [và] (chữ đệm|tên đệm|đệm|tên lót|lót|chữ lót|tên chữ đệm|tên chữ lót|chữ đêm); họ; họ đ; họ [và] tên lót [người|thành viên|chủ hộ]; tên họ
        family name; surname; last name; family and middle name; last and middle name""",
    "given": """tên gọi; tên riêng; tên chính; given name; first name; forename""",
    "sex": """giới [tính]; g tính; gtính; gt; g t; phái; phái tính; giới t; gtinh; [giới tính] nam (nữ|nử|hay nữ|hoặc nữ|và nữ)
        [giới tính] nữ nam; giới tính (chủ hộ|thành viên|người dân|của chủ hộ); giới (nam nữ|nữ nam); nam 1 nữ 2; giới tính nam 1 nữ (2|0); nam 1 nữ 0; nam là 1 nữ là 2
        sex; gender; male female; m f""",
    "m": """năm sinh [của] (nam|nam giới); ns nam; nam năm sinh; nam; nam giới; giới tính nam; phái nam; là nam; male; men; man; ♂""",
    "f": """năm sinh [của] (nữ|nữ giới); ns nữ; nữ năm sinh; nữ; nữ giới; giới tính nữ; phái nữ; là nữ; female; gái; ♀""",
    "birth": """năm sinh [(chủ hộ|của chủ hộ|dương lịch|dl|dlịch|âm lịch|âl|thành viên|người dân|ghi năm|theo cccd|theo khai sinh)]; n sinh; nsinh; nsi; ns; sn; s năm; năm s; n s; s n; sinh năm; sinh
        (ngày tháng năm|ngày tháng và năm|ngày tháng hoặc năm|ngày hoặc năm|ngày năm|tháng năm|năm tháng ngày|ngày th năm|ng tháng năm|ng th năm) sinh [của chủ hộ|chủ hộ]; ngày [tháng] năm sinh
        ngày sinh [(chủ hộ|của chủ hộ|năm sinh|thành viên)]; ng sinh; ngsinh; ngày s; sinh (ngày|nhật) [tháng năm]; ntns; n t n s; ntn sinh; ngày tháng sinh; nt năm sinh; ngày tháng năm s
        năm sinh ngày sinh; tháng năm sinh; thời điểm sinh; nămsinh
        year of birth; birth year; yob; date of birth; birth date; birthdate; birthday; dob; d o b; born [in]; birth""",
    "born_day": "ngày sinh dương; day of birth; birth day",
    "born_month": "tháng sinh; month of birth; birth month",
    "age": """[số] tuổi [(đời|hiện nay|hiện tại|năm nay|tính đến nay|tính đến năm|theo năm sinh|chủ hộ|của chủ hộ)]; tuổi tác; độ tuổi; năm tuổi; age; ages; years old; age in years""",
}
MAYBE = {
    "stt": "số; id; thứ; #",
    "phone": "liên hệ; liên lạc; thông tin liên hệ; địa chỉ liên lạc; cách liên lạc; phone of head; đầu mối liên hệ; lh; zalo facebook; contact info",
    "name": """tên; name; danh sách; người dân; thành viên; người; công dân; nhân khẩu; người tham gia; họ và; cá nhân; đối tượng; ông bà; hội viên; người được khảo sát
        danh sách (thành viên|người dân|nhân khẩu|hộ dân); các thành viên; các nhân khẩu; thành viên trong (hộ|gia đình); thành viên hộ; nhân khẩu trong hộ; người trong hộ; thành viên gia đình; members; member; thành viên tổ; person""",
    "given": "tên; name",
    "family": "họ và tên; họ tên; ho",
    "born_day": "ngày; ngày sinh; day",
    "born_month": "tháng; th; month",
    "born_year": "năm; năm sinh; year; nam",
    "birth": "ngày tháng năm; năm; ngày tháng; dương lịch",
    "note": "khác; thông tin; tình trạng; thực trạng; kết quả",
    "sex": "nam nữ nữ",
}
