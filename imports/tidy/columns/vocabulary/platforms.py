"""Of platforms that communes name."""

SURE = {
    "platform": "tên (nền tảng|nền tảng số|ứng dụng|phần mềm) [(địa phương|áp dụng|của xã|của tỉnh)]; nền tảng áp dụng; platform name",
    "valid_from": "áp dụng từ [ngày]; ngày áp dụng; từ ngày; hiệu lực từ [ngày]; ngày hiệu lực; in force from; valid from",
    "document": "[số] văn bản; văn bản (công bố|áp dụng|triển khai); số hiệu văn bản; document",
}
MAYBE = {
    "platform": "platform",
    "valid_from": "ngày; ngày ban hành",
    "document": "căn cứ; ghi theo",
}
