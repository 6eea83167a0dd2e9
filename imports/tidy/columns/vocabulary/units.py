"""Of villages and what is above them, and of declared figures."""

# One of these, or several in any order ("Thôn, buôn, khu phố"), is the column of the village.
VILLAGE_WORDS = """thôn; buôn; bản; ấp; làng; khu phố; khối phố; khối; tổ dân phố; tổ dp; tdp; kp; khóm; khu dân cư; kdc; bon; plei; plây; sóc; phum
    tiểu khu; xóm; tổ; khu; đội; t d p; k p; tổ nhân dân; khu phố thôn; khu vực; tổ dân cư; village; hamlet; villages; residential group; neighbourhood"""
COMMUNE_WORDS = "xã; phường; thị trấn; đặc khu; tt; p; commune; ward; township; x"
DISTRICT_WORDS = "huyện; quận; thị xã; thành phố; tp; district; h; q; tx; town"
PROVINCE_WORDS = "tỉnh; thành phố; tp; province; city"
# What may stand before or between such words.
SMALL_WORDS = "tên; thuộc; ở; và; hoặc; tại; nơi ở; địa chỉ; các; cấp; name; of; mới"

SURE = {
    "village": """[tên] (thôn|buôn|bản|ấp|làng|khu phố|khối phố|tổ dân phố|khối|khóm) [(hiện nay|hiện tại|mới|sau sáp nhập|sau sắp xếp|thực hiện|sinh sống|cư trú|đang ở)]; village name; name of village; ở thôn; thuộc thôn; khu ở; tên khu
        (thôn|buôn|khu) dân cư; tên đơn vị thôn; đơn vị thôn; địa bàn thôn; địa chỉ thôn; nơi ở thôn; [tên] cụm dân cư; địa bàn dân cư; cộng đồng dân cư; tổ dân phố số; thôn số; xóm thôn; thôn xóm [bản|buôn]""",
    "commune": "tên (xã|phường|đơn vị hành chính); đơn vị hành chính; đvhc; [tên] đơn vị hành chính cấp xã; đơn vị cấp xã; xã phường thị trấn; ubnd (xã|phường|cấp xã); commune name; name of commune; đơn vị xã",
    "district": "tên (huyện|quận); district name",
    "province": "tên tỉnh; province name; tỉnh thành [phố]",
    "households": """[tổng] số hộ [(dân|gia đình|gđ|dân cư|hiện có|khai báo|dân hiện có|toàn thôn|thực tế|thường trú|dân cư hiện có|có đến nay|dân thực tế|gia đình hiện có|của thôn|trong thôn|trên địa bàn|dân trên địa bàn)]; tổng hộ [dân]; số hgđ; hộ dân cư; (số lượng|sl) hộ [dân|gia đình]; (số|sl|số lượng) hộ [số] [nhân] khẩu; số hộ sau (sáp nhập|sắp xếp); quy mô hộ; số hộ tham gia
        số hộ (có người dự|có người tham gia|đến|đến tham dự|dân tham gia|được hướng dẫn|được tuyên truyền|hướng dẫn|dự|tham dự|được hỗ trợ|đã hướng dẫn|được tiếp cận|được hd|tiếp cận|có mặt|đến dự|đã hỗ trợ); số hộ gia đình (tham gia|được hướng dẫn|được hỗ trợ)
        (number of|no of|total) (hhs|hh); (number of|no of|total) households; households""",
    "people": """[tổng] [số] (dân số|nhân khẩu|số dân|khẩu|nk); tổng (số dân|số người|dân số|số khẩu|số nhân khẩu|nhân khẩu|khẩu); số (nhân khẩu|dân|khẩu|người dân) [(hiện có|thường trú|thực tế|toàn thôn)]; dân số (trung bình|hiện có|thực tế|thường trú)
        population; total population; inhabitants""",
    "villages": """[tổng] số (thôn|buôn|thôn buôn|bản|ấp|khu phố|tổ dân phố|thôn bản|thôn buôn kp|thôn kp|đơn vị thôn|thôn buôn khu phố|thôn khu phố|thôn tdp|thôn tổ dân phố|thôn bản tổ dân phố|thôn ấp|làng|khối phố|khóm|ấp khóm|thôn làng|tdp|kp|thôn xóm|thôn bản tdp|ấp khu phố|thôn và tổ dân phố)
        (number of|no of) villages; số (thôn|thôn buôn|buôn|tdp|khu phố|tổ dân phố) khai báo""",
    "declared_on": """[số liệu] tính đến [(ngày|thời điểm|hết ngày)]; (ngày|thời điểm) (khai báo|báo cáo|thống kê|số liệu|chốt|chốt số liệu|cập nhật|công bố|lấy số liệu|tổng hợp|tính|kê khai); số liệu (đến ngày|ngày|tại ngày|tại thời điểm|đến); as of; as of date; declared on; reporting date; date of (figures|declaration|report)""",
    "kind": """loại; loại (hình|thôn|đơn vị|khu dân cư|địa bàn|hình thôn|hình đơn vị); phân loại [thôn]; kind; type; thôn hay [tổ dân phố|khu phố|buôn]; là thôn hay tổ dân phố""",
    "source": "đơn vị cung cấp; nguồn [(số liệu|dữ liệu|cung cấp|thông tin|gốc|trích dẫn|số liệu khai báo)]; theo nguồn; source; data source; cơ sở số liệu; căn cứ [số liệu]; source of figures",
    "old_name": "[tên] (thôn|buôn|khu phố|xã|đơn vị) cũ; tên (thôn|buôn|khu phố|xã) trước [khi] (sáp nhập|sắp xếp); xã trước sáp nhập; tên (cũ|trước đây|gọi cũ|trước sáp nhập|trước khi sáp nhập|gọi trước đây|thôn trước sáp nhập|trước); (thôn|buôn) trước (đây|sáp nhập); trước sáp nhập; sáp nhập từ; nhập từ; hợp thành từ; former name; old name; previous name",
    "ended_on": "(ngày|thời gian|thời điểm|năm|ngày tháng [năm]) (giải thể|sáp nhập|kết thúc|thôi|chấm dứt|hết hiệu lực|miễn nhiệm|thôi tham gia|thôi nhiệm vụ|thôi làm|rời tổ|ra khỏi tổ|nghỉ|nghỉ tham gia) [tổ]; đến [hết] (ngày|năm); (thôi|nghỉ|giải thể|miễn nhiệm) [từ] ngày; sáp nhập ngày; ended on; end date",
}
MAYBE = {
    "village": """(thôn|buôn|khu phố|tổ dân phố|thôn buôn) (cũ|trước đây|trước sáp nhập); tên thôn cũ; địa chỉ [(thường trú|nhà|nơi ở|cư trú|hiện nay|hiện tại)]; nơi (thường trú|ở|cư trú|ở hiện nay|ở hiện tại); chỗ ở hiện nay; địa bàn; đơn vị; tên đơn vị; địa phương; khu vực; tên tổ; tổ công nghệ số [cộng đồng]; tổ cnscđ; tên tổ (cnscđ|công nghệ số cộng đồng|công nghệ số); tổ cnsc; tổ cns; tên
        thuộc tổ; cụm; tên địa bàn; hộ khẩu thường trú; thường trú; area; unit; thôn buôn kp; location; team; nơi thực hiện; địa bàn thực hiện; chi (đoàn|hội|bộ); tổ thực hiện; đơn vị tổ chức; đơn vị thực hiện; đơn vị thôn xã; address; số thôn""",
    "commune": "xã (cũ|trước sáp nhập|trước đây|gốc); đơn vị (cấp xã|hành chính cũ); đơn vị; tên đơn vị; địa phương; tên; địa bàn; unit; area; nơi; tên địa phương",
    "households": "hộ; hộ gia đình; số hộ; hộ dân; tổng số; số lượng",
    "people": "số người; người; tổng số; khẩu; nhân khẩu",
    "villages": "thôn; thôn buôn; thôn buôn khu phố; số đơn vị; thôn bản; thôn tổ dân phố; thôn tdp; ấp; khu phố; tổ dân phố; thôn khu phố; số tổ dân phố",
    "declared_on": "ngày; thời gian; thời điểm; ngày tháng; date; ngày cập nhật",
    "kind": "hình thức; phân loại",
    "source": "cơ sở",
    "old_name": "tên khác; tên gọi khác; ghi chú tên cũ",
}
