"""Of sessions: when, where, what about, for how many."""

SURE = {
    "held_on": """ngày (tổ chức|hướng dẫn|thực hiện|hoạt động|diễn ra|tuyên truyền|tập huấn|triển khai|th|hd|hỗ trợ|sinh hoạt|họp|ra quân|buổi hướng dẫn); (thời gian|thời điểm|ngày tháng|ngày giờ|ngày tháng năm|ngày giờ tháng) (tổ chức|thực hiện|hoạt động|hướng dẫn|diễn ra|triển khai|tập huấn)
        ngày tháng [năm]; thứ [và] ngày [tháng] [năm]; tổ chức ngày; thời gian; ngày giờ; (session|activity|event|meeting|training) date; date of (session|activity|event|training); held on; date held""",
    "month": "tháng [năm|báo cáo|thực hiện]; month; thuộc tháng",
    "place": "(địa điểm|nơi|đđ|địa chỉ) [(tổ chức|hướng dẫn|thực hiện|hoạt động|diễn ra|tập huấn|sinh hoạt|triển khai|th|họp)]; điểm tổ chức; tại; venue; place; location; held at; site",
    "title": """nội dung [(hướng dẫn|thực hiện|buổi hướng dẫn|hoạt động|tập huấn|tuyên truyền|công việc|buổi|hd|triển khai|sinh hoạt|chính|buổi sinh hoạt|tuyên truyền hướng dẫn|hoạt động chính|hỗ trợ|chuyên đề|đã thực hiện|đã hướng dẫn)]; chủ đề [(buổi|hướng dẫn|hoạt động|tập huấn|sinh hoạt)]; chuyên đề; tên (hoạt động|buổi|buổi hướng dẫn|lớp|lớp tập huấn|chương trình|chuyên đề|sự kiện|cuộc)
        hoạt động; nội dung (thực hiện trong tháng|công việc đã thực hiện|đã triển khai); tên công việc; công việc [thực hiện|đã làm]; nd hướng dẫn; nd; topic; content; subject; activity; activities; session title; name of activity; contents""",
    "people": """số dân được hướng dẫn; [tổng] [số] lượt [người] [(được hướng dẫn|tham gia|dự|tham dự|được hd|người tham gia|hướng dẫn|được hỗ trợ|được tuyên truyền|người dân|dân|được tập huấn|người dự|tiếp cận)]; số lượt (người|dân|người dân|tham gia) [(được hướng dẫn|tham gia|dự|tham dự|được hd|được hỗ trợ|được tuyên truyền)]; tổng (lượt|số lượt|số lượt người); sl lượt; số lượt hướng dẫn; lượt hd; lượt hướng dẫn
        [number of|no of] (participants|attendees|attendances|visits); attendance""",
    "persons": "số người mỗi người một lần; số người (được hướng dẫn|không trùng|duy nhất|không tính trùng|không trùng lặp|khác nhau); (unique|distinct) (people|persons|participants); persons",
    "women": """[(trong đó|tđ|trong đó có)] [(số|số lượng|số lượt|sl)] (nữ|phụ nữ|nữ giới) [(tham gia|dự|tham dự)]; số (người nữ|lượt nữ|nữ giới); [of which|of whom|thereof] (women|female|females) [attendees|participants]; no of women; number of women""",
    "team": "tổ (cnscđ|công nghệ số|công nghệ số cộng đồng|cns cộng đồng|cnsc|cns|thực hiện|phụ trách) [(thực hiện|thôn|phụ trách)]; tên tổ [(cnscđ|công nghệ số|công nghệ số cộng đồng)]; team; team name",
}
MAYBE = {
    "held_on": "ngày; date; ngày thực tế; when; buổi; thời điểm; lịch; ngày làm",
    "month": "th; kỳ; tháng",
    "place": "địa chỉ; where; địa bàn",
    "title": "tên; tiêu đề; title; ghi chép; kết quả",
    "people": """[tổng] [(số|số lượng|sl)] (học viên|hv|người học|bà con|người đến) [(tham gia|dự|tham dự)]; sĩ số; sl (tham gia|dự|tham dự); (số người|số người dân|số bà con) được (hỗ trợ|hướng dẫn|tuyên truyền|tập huấn); số người [(tham gia|dự|tham dự|dân tham gia|dân|dân tham dự|dự buổi|đến dự|có mặt|đã hướng dẫn|hướng dẫn|được hỗ trợ|được hd|được tuyên truyền|tham gia buổi)]; người [(tham gia|dự|tham dự|tham dự buổi)]; tổng số người [(tham gia|dự|tham dự)]; tổng số; số lượng [(người|người tham gia|người dân|tham gia|người dự|tham dự)]; sl; sl người; người dân [tham gia]; thành phần tham dự; quy mô; people; participants; số người tham gia; số dân tham gia; số lượng""",
    "persons": "số người; số người (tham gia|dự|tham dự); người; people; tổng số người",
    "women": "",
    "team": "tổ; đơn vị; tên tổ; tên; đơn vị tổ chức; đơn vị thực hiện",
}
