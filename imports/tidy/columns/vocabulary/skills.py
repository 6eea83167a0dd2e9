"""Of the five skills, by their names, their short names and what people say for them."""

# What may stand before a skill and says nothing of which it is.
KNOW = """biết; có biết; đã biết; kỹ năng; kn; sử dụng; sd; thực hiện; có thể; thành thạo; dùng; khả năng; mức độ; hướng dẫn
    tuyên truyền; hd; có kỹ năng; biết cách; có; về; use; using; uses; can; knows; kỹ năng số; các; nội dung"""

SURE = {
    "public_services": """(dịch vụ công|dvc|dvctt|dvc tt|d v c|dịch vụ công trực tuyến|dịch vụ công tt|dvc trực tuyến|dịch vụ công online|dvc online|dvc mức độ 4|dvc toàn trình|dịch vụ công quốc gia|cổng dvc|cổng dịch vụ công|dịch vụ công vneid|cổng dịch vụ công quốc gia|dvcqg|cổng dvc quốc gia|dịch vụ công số|dv công|dv công trực tuyến|dv công tt)
        [nộp] (hồ sơ|thủ tục|thủ tục hành chính|tthc) (trực tuyến|online|qua mạng|trên mạng|điện tử|dvc); làm thủ tục [hành chính] [qua mạng|trực tuyến|online|trên mạng]
        [use|using|uses] [online] public [admin|administrative] (service|services) [online]; online (services|administrative services); e government; e gov; egov; e services; e public services""",
    "shopping": """(mua|mua sắm|mua hàng|mua bán|mua bán hàng|bán và mua|bán hàng|đặt hàng|mua đồ|mua và bán) (trực tuyến|online|qua mạng|trên mạng|mạng|tt|trên internet|điện tử|số|trên sàn|trên sàn tmđt|trên sàn thương mại điện tử|qua app)
        mua sắm [hàng hóa]; mua hàng; [sàn] (tmđt|thương mại điện tử|tm điện tử|t m đ t); mua sắm (tmđt|shopee|trên shopee); mua hàng (shopee|shopee lazada|shopee lazada tiki); mstt; ms online; ms trực tuyến; mua sắm hàng hóa trực tuyến; shopee; shopee lazada; mh online; mbtt
        [shopping|shop|buy|buying] online; [online] shopping; e commerce; ecommerce; [can] (shop|buy) online; online purchase""",
    "payment": """(thanh toán|tt|ttoán|t toán) (trực tuyến|online|điện tử|số|qua mạng|trên mạng|không dùng tiền mặt|không tiền mặt|ko tiền mặt|k tiền mặt|kdtm|không dùng tm|ko dùng tm|không tm|ko tm|k tm|qua app|qua ngân hàng|qua qr|bằng qr|bằng điện thoại|qua điện thoại|k dùng tiền mặt|ko dùng tiền mặt|kh dùng tiền mặt)
        thanh toán; chuyển khoản; ttkdtm; tttt; tt k d t m; chuyển tiền [qua mạng|online|qua điện thoại]; quét [mã] qr; thanh toán qr; (ck|chuyển khoản) [và] [quét] [mã] qr; [mã] qr ck; ck; (ngân hàng|nh) số; [ví] momo (ngân hàng|nh) số; thanh toán hóa đơn [online|trực tuyến]; trả tiền (online|trực tuyến|qua mạng|trên mạng|điện tử|qr|bằng qr|qua qr|quét qr|bằng điện thoại|qua điện thoại|qua app|qua ngân hàng|không dùng tiền mặt)
        (online|electronic|digital|cashless|mobile|e) (payment|payments|pay); [cashless] payment; pay online; payments""",
    "safety": """[tự] bảo vệ [(mình|bản thân|cá nhân|thông tin|an toàn|dữ liệu|thông tin cá nhân|dữ liệu cá nhân|tài khoản)] [(trên|ở|trong|qua)] [(không gian mạng|kg mạng|mạng|internet|môi trường mạng|môi trường số|kgm|mạng xã hội|k gian mạng|không gian số|online)]
        (an toàn|attt|an ninh|bảo mật|an toàn an ninh) (mạng|thông tin|trên mạng|số|trên không gian mạng|thông tin mạng|trực tuyến|không gian mạng|thông tin trên mạng|internet|online|trên internet); attt; attm; atm mạng; antt mạng; (phòng chống|phòng tránh|chống|tránh|nhận biết|phòng|phòng ngừa|nhận diện|cảnh giác) (lừa đảo|lđ) [(trên mạng|qua mạng|online|trực tuyến|mạng|không gian mạng|trên không gian mạng)]; tbv; kn bảo vệ
        [online|internet|cyber|digital|network] (safety|security|protection) [online]; cybersecurity; (protect|protecting|protects) [oneself|self|themselves] online; self protection [online]; [staying] safe online""",
    "local_platform": """[các] (nền tảng|nt|ứng dụng|app|nền tảng ứng dụng|phần mềm) (số|số địa phương|số của địa phương|số của tỉnh|số khác|khác|của tỉnh|của xã|của địa phương|địa phương|tỉnh|công dân số|của đp|đp|số dùng chung|số tỉnh|số riêng|số xã|số đp|riêng của tỉnh|số của xã|của tp|của thành phố|khác của tỉnh|khác của địa phương|số khác của địa phương|số địa phương khác)
        nền tảng; nts; ntsđp; ntđp; app tỉnh; công dân số; app công dân số
        [other] [local] [digital] [provincial] (platform|platforms|app) [of the province]; local app; provincial app; [other] [local] digital platform""",
    "skills": """biết kỹ năng số nào; [các|những|tên|danh sách|số thứ tự|mã] (kỹ năng|kn|kỹ năng số|kn số) [(số|đã biết|biết|đã có|có|cơ bản|đã thực hiện được|thành thạo|đã học|đã đạt|được hướng dẫn|biết làm|đạt được|biết sử dụng|hướng dẫn|được học|đạt|kỹ năng)]; biết (các kỹ năng|những kỹ năng|những gì|kỹ năng nào|làm được|làm); skills; digital skills; known skills; kns; (kỹ năng|kn) (1 5|1 đến 5|từ 1 đến 5)
        [(các|những)] việc [(số|trên mạng)] [(chủ hộ|ông bà|anh chị|người dân|người này)] [đã] (tự làm được|làm được|biết làm|biết)""",
}
MAYBE = {
    "public_services": "vneid [dịch vụ công|dvc]; dv; dịch vụ; vneid dvc; thủ tục hành chính; hồ sơ; tthc; cài vneid; public; services; dv công tt dvc; dvcvneid",
    "shopping": "mua bán; ms; mua; mua hàng online shopee; sàn; mh; mb; bán hàng; thương mại; tm; mua bán hàng hóa; shop",
    "payment": "tt; ttoán; ví điện tử; ngân hàng; tiền; tt tiền; pay; không dùng tiền mặt; không tiền mặt; banking; internet banking; ck ngân hàng; hóa đơn",
    "safety": "an toàn; at; bảo vệ; bv; atm; an ninh; bảo mật; an toàn thông; an ninh mạng; lừa đảo; security; safe",
    "local_platform": "nt; nền; app; ứng dụng; phần mềm; platform; ứng dụng di động",
    "skills": "biết; mức độ; kết quả; đánh giá; kết quả đánh giá; kết quả khảo sát; mức độ biết; nội dung kỹ năng; kỹ năng được hướng dẫn; trình độ số; trình độ tin học",
}
# Which may be it, but say too little to go by even where only one skill is missing.
HINTS = {
    "public_services": "public",
    "safety": "an",
    "local_platform": "khác; (kỹ năng|ứng dụng|app|kn|các kỹ năng|phần mềm) khác; other; others; zalo; vneid; mạng xã hội; facebook; smartphone",
}
