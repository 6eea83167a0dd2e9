"""What headings mean, as communes of all kinds write them: `heading` or `lowest | above` by role."""

import pytest

from imports.tidy.columns import meanings, skill_number

SURE = 0.9
MEANT = {
    "stt": "STT; TT; Stt.; Số TT; SỐ TT; S.T.T; Số thứ tự; No; No.; Thứ tự; STT dòng; STTNK; STT khẩu; stt; №; #; Số  TT",
    "village": """Thôn; THÔN; Tên thôn; Buôn; Thôn/Buôn; Thôn (buôn, khu phố); Khu phố; KP; TDP; Tổ dân phố; TÊN THÔN, BUÔN
        Thôn, bản, tổ dân phố; Ấp; Ấp/Khu phố; Khóm; Khóm, ấp; Bản; Làng; Khối phố; Khối; Thôn - Tổ dân phố; Ten thon; THON/BUON
        Thuộc thôn; Tên tổ dân phố; Thôn hoặc tổ dân phố; 2. Thôn; (2) Thôn; Khu dân cư; KDC; Village; Plei; Bon; Tên làng
        Thôn(buôn); Thôn/KP; Thôn mới; Thôn sau sáp nhập; Tiểu khu; Tên thôn, buôn, khu phố; Village name; Thôn *; ThonTo; ThônBuôn""",
    "commune": "Xã; Phường; XaPhuong; Xã/Phường; Xã, phường, thị trấn; Tên xã; XÃ (PHƯỜNG); Đơn vị hành chính; Commune; Xã, phường; Xã/phường/thị trấn; Tên xã, phường",
    "district": "Huyện; Huyện (cũ); Quận/Huyện; Huyện, thị xã; Tên huyện",
    "province": "Tỉnh; Tỉnh/Thành phố; Province; Tên tỉnh",
    "note": "Ghi chú; GHI CHÚ; GC; Ghi chú (nếu có); Ghi chu; G.chú; Chú thích; Lưu ý; Notes; Remarks; Ghi chú khác; Ghi\nchú",
    "phone": """Số điện thoại; SĐT; Sđt; SDT; ĐT; ĐTDĐ; Điện thoại; Số ĐT; Số đt liên hệ; SĐT liên lạc; SĐT/Zalo; Zalo/SĐT; Số Zalo; Zalo; Di động; ĐT di động
        Điện thoại di động; Điện thoại (di động); Số di động; Đ.thoại; Đ/thoại; Số máy; Dien thoai; SO DIEN THOAI; Phone; Phone number; Mobile; Tel.; Cell phone; Số điện thoại (Zalo); SĐT (nếu có)
        Số điện thoại liên hệ; Điện thoại liên hệ; Số phone; SĐT cá nhân; Điên thoại; Số điện thọai; 7. Điện thoại; Số điện thoại thành viên; Số ĐT thành viên""",
    "phone_of_head": "SĐT chủ hộ; Số điện thoại chủ hộ; Điện thoại của chủ hộ; Điện thoại chủ hộ; SĐT của gia đình",
    "name": """Họ và tên; Họ tên; HỌ VÀ TÊN; HỌ TÊN; Họ, tên; Họ & tên; Họ - tên; Ho va ten; Họ và tên thành viên; Họ tên người dân; Họ, chữ đệm và tên; Họ, chữ đệm và tên khai sinh; Họ tên nhân khẩu
        Họ và tên người trong hộ; Tên thành viên; Full name; Name of member; Họ và tên (in hoa); Họ và tên / Full name; Họ và tên (Full name); Họ vàtên; Họ và tên thành viên tổ; Họ tên tổ viên; 3) Họ tên; Họ và tên cử tri; Họ tên người tham gia BHYT; Họ và tên người lao động
        Họ và tên:; Họ và tên *; Họ tên thành viên trong hộ; Họ và tên công dân; Họ  và  tên; H. tên; Họ và tên người tham gia tổ""",
    "family": "Họ và chữ đệm; Họ, chữ đệm; Họ đệm; Họ lót; Họ và tên đệm; Họ, tên đệm; Họ & tên đệm; Surname; Last name; Family name; Họ và tên lót; HỌ VÀ CHỮ ĐỆM",
    "given": "Tên | Họ và tên; Given name; First name; Tên gọi",
    "sex": """Giới tính; Giới; GT; G.tính; G tính; Phái; Nam/Nữ; Nam (Nữ); Nam, nữ; Giới tính (Nam/Nữ); GIỚI TÍNH; Gioi tinh; Sex; Gender; Nam/Nữ | Giới tính; G/tính; Nam hay nữ; Giói tính; Giới  tính""",
    "m": "Nam; Nam | Giới tính; NAM | GIỚI TÍNH; Nam | Năm sinh; Male; Nam | Ngày, tháng, năm sinh",
    "f": "Nữ; Nữ | Giới tính; Nữ | Sinh năm; Female; NỮ; Nữ | Năm sinh",
    "birth": """Năm sinh; NĂM SINH; Sinh năm; SN; S.N; N.sinh; Nsinh; N sinh; NS; Ngày sinh; Ngày tháng năm sinh; Ngày, tháng, năm sinh; NTNS; Ngày/tháng/năm sinh; Ngày tháng sinh; Năm sinh (dương lịch)
        Nam sinh; NAM SINH; Date of birth; DOB; D.O.B; Year of birth; YOB; Birth year; Năm  sinh; Năm\nsinh; Ngày sinh (dd/mm/yyyy); Năm sinh (ghi 4 số); Sinh; Năm sinh chủ hộ; Ngày, tháng, năm  sinh; Ngày-tháng-năm sinh; Năm sịnh""",
    "born_day": "Ngày | Sinh; Ngày | Ngày tháng năm sinh; Ngày | Ngày sinh",
    "born_month": "Tháng | Sinh; Tháng sinh; Tháng | Ngày, tháng, năm sinh",
    "born_year": "Năm | Sinh; Năm | Ngày tháng năm sinh",
    "age": "Tuổi; Số tuổi; Độ tuổi; TUỔI; Age; Tuổi (năm 2026); Tuoi",
    "head": """Amí/Ama (chủ hộ); Chủ hộ; CHỦ HỘ; Họ tên chủ hộ; Họ và tên chủ hộ; Tên chủ hộ; Họ, tên chủ hộ; Chủ hộ (họ tên); Đại diện hộ; Người đại diện hộ; Hộ gia đình; Tên hộ; Hộ ông (bà); Họ và tên | Chủ hộ; Họ tên | Thông tin chủ hộ
        Household head; Head of household; HO VA TEN CHU HO; Họ tên c.hộ; Chủ hộ gia đình; Họ và tên chủ hộ hoặc người đại diện | Thông tin chung; Tên chủ hộ gia đình; Name of household head; Đại diện hộ gia đình; Họ và tên người đại diện""",
    "tick_head": "Là chủ hộ; Là chủ hộ (x); Có phải chủ hộ",
    "relation": """Quan hệ với chủ hộ; Quan hệ; QH với chủ hộ; QH; Q.hệ; Mối quan hệ; Mối quan hệ với chủ hộ; QHCH; Q.h với CH; Quan hệ CH; QUAN HỆ VỚI CHỦ HỘ; Quan he voi chu ho; Quan hệ với chủ hộ (vợ, chồng, con...)
        Relationship; Relation to head; Relationship to household head; Quan hệ chủ hộ; Quan hệ trong gia đình; Quan hệ vói chủ hộ; QH chủ hộ""",
    "hamlet": """Địa chỉ; ĐỊA CHỈ; Dia chi; Đ/c; Địa chỉ nhà; Địa chỉ cụ thể; Nơi ở; Nơi ở hiện nay; Chỗ ở hiện tại; Nơi cư trú; Số nhà; Số nhà, đường; Số nhà, tên đường; Xóm; Address; Tổ tự quản; Hộ khẩu thường trú; HKTT
        Địa chỉ thường trú; Xóm, số nhà; Nơi thường trú; Địa chi; Tổ liên gia""",
    "number": "Hộ số; STT hộ; Số TT hộ; Số thứ tự hộ; Số sổ hộ khẩu; Hộ thứ; TT hộ; Số hộ khẩu; Household No.",
    "household_id": "Mã hộ; Mã số hộ; Mã hộ gia đình; ID hộ; Household ID; MÃ HỘ; Ma ho; Mã hộ GĐ",
    "members": "Các thành viên; Các thành viên trong hộ; Danh sách thành viên; Họ tên các thành viên; Thành viên khác; Các nhân khẩu; Tên các thành viên trong gia đình; Household members",
    "size": "Số nhân khẩu; Nhân khẩu; Số khẩu; Số người trong hộ; Số NK; Số thành viên; Tổng số nhân khẩu; Household size; Số nhân khẩu trong hộ; SỐ KHẨU; Tổng | Số nhân khẩu; Số thành viên trong hộ",
    "assessed_on": "Ngày khảo sát; Ngày điều tra; Ngày đánh giá; Ngày rà soát; Thời gian khảo sát; Survey date; Ngày cập nhật; Ngày phỏng vấn",
    "public_services": """Dịch vụ công; DVC; DVCTT; Dịch vụ công trực tuyến; Biết sử dụng DVC; Sử dụng dịch vụ công trực tuyến; Nộp hồ sơ trực tuyến; Biết DVCTT; 1. Dịch vụ công; Dịch vụ công (VNeID); Biết nộp hồ sơ qua mạng; Online public services
        KN 1: Dịch vụ công | Kỹ năng số; Dich vu cong; DVC trực tuyến; Kỹ năng 1: Dịch vụ công trực tuyến; Kỹ năng sử dụng dịch vụ công trực tuyến; KN1 (dịch vụ công)""",
    "shopping": "Mua sắm trực tuyến; Mua sắm; Mua sắm online; Mua hàng online; Mua hàng qua mạng; Biết mua sắm trực tuyến; TMĐT; Thương mại điện tử; Mua bán online; Mua hàng trên mạng; Online shopping; Sàn TMĐT; Mua sắm\ntrực tuyến; Mua bán trên mạng; Biết mua hàng qua mạng; Mua sắm trực tuyến (Shopee...)",
    "payment": "Thanh toán trực tuyến; Thanh toán; Thanh toán không dùng tiền mặt; TTKDTM; Thanh toán điện tử; Thanh toán online; Chuyển khoản; Biết chuyển khoản; Quét mã QR; Online payment; Thanh toán số; Thanh toán qua QR; TT không tiền mặt; Thanh toán qua điện thoại; Thanh toán bằng QR",
    "safety": "An toàn thông tin; ATTT; Tự bảo vệ; Tự bảo vệ trên mạng; An toàn mạng; Phòng chống lừa đảo; Chống lừa đảo; An toàn trên không gian mạng; Tự bảo vệ mình trên không gian mạng; Bảo vệ bản thân trên mạng; Online safety; Nhận biết lừa đảo; Biết tự bảo vệ; Bảo vệ dữ liệu cá nhân; An toàn không gian mạng; Phòng tránh lừa đảo qua mạng",
    "local_platform": "Nền tảng số; Nền tảng số địa phương; Nền tảng; Nền tảng số của tỉnh; App tỉnh; Ứng dụng của tỉnh; Sử dụng nền tảng số; Nền tảng số khác; Local digital platform; Công dân số; Biết sử dụng nền tảng số của địa phương; Ứng dụng số của tỉnh; App của tỉnh",
    "skills": "Kỹ năng số; Các kỹ năng; Kỹ năng đã biết; Các kỹ năng số; Kỹ năng; Digital skills; KN số; Các kỹ năng đã biết; Kỹ năng biết sử dụng; Những việc chủ hộ tự làm được; Việc biết làm",
    "decision": "Số quyết định; Số QĐ; QĐ số; Quyết định số; Số QĐ thành lập; Quyết định thành lập; QĐ thành lập tổ; Số quyết định thành lập; Decision No.; Số | Quyết định; Quyết định thành lập tổ; Số quyết định thành lập tổ",
    "signed_on": "Ngày ký; Ngày QĐ; Ngày quyết định; Ngày ban hành; Ngày ký quyết định; Ngày thành lập; Ngày | Quyết định; Ngày ban hành QĐ; Thành lập ngày; Decision date; Ngày, tháng | Quyết định thành lập; Ngày tháng năm quyết định",
    "decision_and_day": "Số, ngày quyết định; Quyết định (số, ngày tháng); Số và ngày QĐ; Quyết định số, ngày; Số QĐ, ngày tháng",
    "signer": "Người ký; Người ký quyết định; Signed by",
    "joined_on": "Ngày tham gia; Ngày vào tổ; Tham gia từ ngày; Vào tổ từ ngày",
    "smartphone": "Có điện thoại thông minh; Điện thoại thông minh; Số điện thoại thông minh; Có smartphone; Smartphone; ĐTTM; Điện thoại TM; Hộ có điện thoại thông minh; Sử dụng smartphone; Has smartphone",
    "internet": "Internet; Wifi; Có internet; Internet ở nhà; Kết nối Internet; Mạng internet; Cáp quang; Có wifi; Internet tại nhà; Hộ có internet; Internet/Wifi; Home internet",
    "role": "Vai trò; Vai trò trong tổ; Chức vụ trong tổ; Chức danh trong tổ; Nhiệm vụ trong tổ; Vị trí trong tổ; CV trong tổ; Chức vụ trong tổ CNSCĐ; Phân công trong tổ; Tổ trưởng/Tổ phó/Thành viên; Chức vụ tổ; Vai trò, nhiệm vụ",
    "organisation": "Đơn vị công tác; Cơ quan, đơn vị; Đoàn thể; Tổ chức; Đơn vị cử; Thành phần; Cơ quan công tác; Nơi công tác; Tổ chức, đoàn thể; Organization; Cơ quan/Đơn vị; Đơn vị | Cơ quan; Tổ chức đoàn thể; Đại diện tổ chức",
    "leader": "Tổ trưởng; Họ tên tổ trưởng; Họ và tên | Tổ trưởng; Tên tổ trưởng; Team leader; TỔ TRƯỞNG; Họ và tên tổ trưởng",
    "deputy": "Tổ phó; Họ và tên | Tổ phó; Họ tên tổ phó; Deputy",
    "tier": "Cấp tổ; Loại tổ; Tổ cấp thôn/xã",
    "held_on": "Ngày tổ chức; Thời gian; Ngày hướng dẫn; Ngày thực hiện; Ngày, tháng; Ngày tháng; Thời gian tổ chức; Thời gian thực hiện; Ngày diễn ra; Session date; Ngày tuyên truyền; Ngày giờ",
    "month": "Tháng báo cáo; Month; Tháng thực hiện",
    "place": "Địa điểm; Nơi tổ chức; Địa điểm tổ chức; Venue; Place; Địa điểm thực hiện; ĐỊA ĐIỂM",
    "title": "Nội dung; Nội dung hướng dẫn; Nội dung buổi hướng dẫn; Chủ đề; Hoạt động; Tên hoạt động; Nội dung tuyên truyền; Chuyên đề; Topic; Content; NỘI DUNG; Nội dung thực hiện; Nội dung công việc; Nội dung tập huấn",
    "people": "Số lượt người; Lượt người; Số lượt; Số lượt người tham gia; Số lượt người được hướng dẫn; Tổng số lượt; Lượt người tham gia; Tổng số | Số người tham gia; Dân số; Số dân; Tổng số dân; Participants | Number of participants; Number of participants",
    "women": "Trong đó nữ; Trong đó: nữ; Số nữ; Nữ | Số người tham gia; Trong đó: Nữ; Số phụ nữ; TĐ nữ; Women; Trong đó nữ | Số lượt người; Phụ nữ",
    "households": "Số hộ; Tổng số hộ; Số hộ dân; Số hộ gia đình; Số hộ tham gia; Số hộ khai báo; Tổng số hộ dân; Households; Number of households; Số hộ GĐ; Tổng hộ",
    "villages": "Số thôn; Số thôn, buôn; Số thôn, bản, tổ dân phố; Tổng số thôn; Số ấp; Number of villages; Số TDP; Số thôn/tổ dân phố; Số thôn, tổ dân phố",
    "declared_on": "Tính đến ngày; Ngày khai báo; Số liệu đến ngày; Ngày báo cáo; Thời điểm thống kê; As of; Ngày chốt số liệu",
    "kind": "Loại; Loại hình; Loại thôn; Phân loại",
    "source": "Nguồn; Nguồn số liệu; Source; Nguồn dữ liệu",
    "old_name": "Tên cũ; Tên gọi cũ; Tên trước sáp nhập; Tên trước đây; Thôn cũ; Former name; Trước sáp nhập",
}  # fmt: skip
# Of these nothing is taken: a reader may know them or not, but never as a field.
NOT_TAKEN = """
    Nghề nghiệp; Nghề; Dân tộc; DÂN TỘC; Tôn giáo; Trình độ; Trình độ học vấn; Trình độ văn hóa; Trình độ chuyên môn; Học vấn; CCCD; Số CCCD; Số CMND; CMND/CCCD; Số căn cước công dân; Mã định danh; Số định danh cá nhân; Ngày cấp; Nơi cấp
    Email; E-mail; Facebook; BHYT; Số thẻ BHYT; Mã số BHXH; Số tài khoản; Ngân hàng mở tài khoản | Tài khoản; Tình trạng hôn nhân; Tình trạng sức khỏe; Quê quán; Nguyên quán; Nơi sinh; Hộ nghèo; Hộ cận nghèo; Hộ nghèo/cận nghèo; Đối tượng chính sách
    Thu nhập; Thu nhập bình quân; Diện tích đất; Diện tích (m2); Đất ở (m2); Số con bò | Chăn nuôi; Số bò; Loại nhà; Nguồn nước; Loại điện thoại thông minh; Số người có smartphone; Số hộ có internet; SĐT thông minh; Sim 4G; Mạng
    Máy tính; Loại điện thoại; Nhà mạng; VNeID mức 2; Đã cài VNeID mức 2; Chữ ký số; Ví điện tử; Tài khoản ngân hàng; Đảng viên; Đoàn viên; Ký tên; Chữ ký; Ký nhận; Người khảo sát; Cán bộ khảo sát; Người điều tra; Họ tên cha; Họ và tên mẹ; Họ tên vợ (chồng)
    Năm sinh của mẹ | Thông tin mẹ; Bí danh; Tên thường gọi; Tỷ lệ; Tỷ lệ (%); Tỷ lệ hộ biết; Xếp loại; Tổng điểm; Mã bưu chính; Ngày vào Đảng; Ngày chuyển đến; Lý do vắng mặt; Kinh phí; Số tiền; Occupation; Ethnicity; Religion; Education; Quốc tịch; Mức sống; Nhóm máu
    Số thửa đất; Tờ bản đồ; Số xe máy; Bệnh nền; Khuyết tật; Tạm trú; Tạm vắng; Nơi đăng ký khai sinh; Số phiếu khảo sát; Hình ảnh; Link ảnh; Minh chứng; Giảng viên; Báo cáo viên; Sổ hộ nghèo số; Thẻ ATM; Mã số thuế; Số kỹ năng; Tổng số kỹ năng biết; Phương tiện đi lại
    Thời gian học nghề; Người phụ thuộc; Số con; Năm kết hôn; Năm xây nhà; Nước sạch; Điện sinh hoạt; Cây trồng; Vật nuôi; Tên con vật; Ngày tiêm; Số mũi tiêm; Nữ | Số nhân khẩu; Nam | Số khẩu
"""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip(" ") for word in text.split(" | "))


def _listed(text: str) -> list[str]:
    return [
        one.strip(" ")
        for line in text.split("\n        ")
        for one in line.split(";")
        if one.strip()
    ]


ALL = [(heading, role) for role, listed in MEANT.items() for heading in _listed(listed)]


@pytest.mark.parametrize("role", MEANT)
def test_headings_of_a_role_mean_it_for_sure(role):
    missed = [
        (heading, dict(meanings(_words(heading))))
        for heading in _listed(MEANT[role])
        if meanings(_words(heading)).get(role, 0) < SURE
    ]
    assert not missed


def test_many_headings_are_tried():
    assert len(ALL) >= 300


def test_no_other_role_is_surer_than_that_of_the_heading():
    allowed = (
        {"size", "people"},
        {"number", "households"},
        {"hamlet", "place"},
        {"people", "persons"},
        {"f", "women"},
        {"assessed_on", "declared_on"},
    )  # in tables of other kinds
    wrong = []
    for heading, role in ALL:
        found = meanings(_words(heading))
        surer = {other for other, much in found.items() if much >= SURE and other != role}
        if not all({role, other} in allowed for other in surer):
            wrong.append((heading, role, surer))
    assert not wrong


def test_what_is_no_field_of_the_register_is_not_taken_for_one():
    headings = [
        one.strip() for line in NOT_TAKEN.split("\n") for one in line.split(";") if one.strip()
    ]
    taken = {
        heading: sure
        for heading in headings
        if (
            sure := {role for role, much in meanings(_words(heading)).items() if much >= SURE}
            # Kept of people who are to sign in alone.
            - {"skip", "email"}
        )
    }
    assert not taken


@pytest.mark.parametrize(
    ("words", "number"),
    [
        (("KN1",), 1), (("KN 2",), 2), (("Kỹ năng 3",), 3), (("Kỹ năng số 4",), 4), (("kn5",), 5), (("1", "Kỹ năng số"), 1),
        (("(2)", "Các kỹ năng"), 2), (("Kỹ\nnăng 1 (nếu có)",), 1), (("1",), 0), (("Kỹ năng số",), 0), (("KN6",), 0), (("Số 1",), 0),
    ],
)  # fmt: skip
def test_a_numbered_skill_is_told_by_its_heading(words, number):
    assert skill_number(words) == number
