"""Of teams and their members."""

SURE = {
    "decision": """[số|căn cứ|theo] (quyết định|qđ|q định|qđịnh|qđ ubnd) [số] [(thành lập|tl|thành lập tổ|kiện toàn|thành lập tổ cnscđ|thành lập tổ công nghệ số|công nhận|của ubnd xã|ubnd|của ubnd|kiện toàn tổ|ban hành)]; số (quyết định|qđ|q định) [(thành lập|tl|kiện toàn|thành lập tổ|ubnd|công nhận)]; (quyết định|qđ) (thành lập|kiện toàn|số|tl|thành lập kiện toàn) [tổ]; số hiệu (qđ|quyết định)
        văn bản thành lập; số (văn bản|vb) [thành lập]; decision [no|number|num]; number of decision""",
    "signed_on": """(ngày|ngày tháng|ngày tháng năm|thời gian|ngày th) [(ký|ra|ban hành|của|bh|kí)] (quyết định|qđ|qđ thành lập|quyết định thành lập|văn bản); ngày (ký|kí|ban hành|thành lập|thành lập tổ|tl|bh|ra qđ|kiện toàn|hiệu lực|công nhận); (thành lập|ký|ban hành) ngày; (ngày tháng năm|năm|ngày tháng) thành lập [tổ]; thời (gian|điểm) (thành lập|ký|ban hành)
        date of (decision|signing|founding|establishment); decision date; signed on; founded on; established on; date signed; founding date""",
    "decision_and_day": """(quyết định|qđ|số qđ|số quyết định|số) [số] [thành lập] [và] (ngày|ngày tháng|ngày tháng năm|ngày ký|ngày ban hành|ngày tháng qđ|ngày qđ|ngày tháng năm ban hành) [(thành lập|quyết định|ký|qđ)]; số [và] ngày [tháng] [năm] (qđ|quyết định|văn bản|ban hành) [thành lập]; số hiệu ngày tháng quyết định; decision no and date; decision number and date""",
    "signer": "người ký [(quyết định|qđ)]; signer; signed by; ký bởi; chức vụ người ký",
    "joined_on": "(vào tổ|tham gia|tham gia tổ|tham gia từ|vào tổ từ|tham gia tổ từ) [từ] ngày; ngày (tham gia|vào tổ|tham gia tổ|gia nhập|bổ nhiệm|phân công|bắt đầu); thời gian (tham gia|vào tổ) [tổ]; joined on; date joined; member since",
    "role": """(vai trò|chức danh|nhiệm vụ|chức vụ|vị trí|phân công|cv|ch vụ|chvụ|c vụ|cương vị|trách nhiệm|phân công nhiệm vụ|chức trách|nhiệm vụ được phân công|tư cách) (trong tổ|tổ|tại tổ|ở tổ|trong tổ cnscđ|trong tổ công nghệ số|tổ cnscđ|tham gia tổ|của tổ|trong tổ công nghệ số cộng đồng|trong ban|tham gia|trong tổ cnsc)
        vai trò; vai trò nhiệm vụ; tổ trưởng tổ phó thành viên; tổ trưởng thành viên; tổ trưởng tổ viên; tt tp tv; role; role in [the] team; team role; function in team""",
    "organisation": """kiêm nhiệm; (chức vụ|chức danh|công việc) (đang kiêm nhiệm|đang giữ|chính quyền đoàn thể); (đoàn thể|tổ chức|cơ quan|đơn vị) [(cử|tham gia|công tác|cử tham gia|đoàn thể|chính trị|giới thiệu|tổ chức|đơn vị|làm việc|đang công tác|chính trị xã hội|cử đi|chủ quản|cơ quan|đại diện)]; cơ quan [(đơn vị|tổ chức|công tác|đoàn thể)] [công tác]; đơn vị công tác [(hiện nay|hiện tại)]; nơi (công tác|làm việc); cq đơn vị; đv công tác; đvct; thành phần [tham gia|tổ|cơ cấu]; tổ chức đoàn thể [xã hội]; đại diện (đoàn thể|tổ chức|cho tổ chức|đơn vị|ban ngành|hội đoàn thể); ban ngành [đoàn thể]; hội đoàn thể; lực lượng; cơ cấu [thành phần]; đơn vị đoàn thể; thuộc (tổ chức|đoàn thể|đơn vị)
        organisation; organization; agency; employer; workplace; sent by; affiliation""",
    "leader": "[họ [và] tên] (tổ trưởng|t trưởng|ttrưởng|đội trưởng|tổ trưởng tổ cnscđ|trưởng nhóm) [(tổ cnscđ|họ tên|họ và tên|tổ công nghệ số|tổ cns)]; tên tổ trưởng; team (leader|head|lead); leader [name]; người phụ trách tổ; name of team leader",
    "deputy": "[họ [và] tên] (tổ phó|t phó|tphó|đội phó|phó tổ trưởng) [(tổ cnscđ|họ tên|họ và tên)]; tên tổ phó; (deputy|vice) [(leader|team leader|head)]; phó tổ",
    "tier": "cấp tổ; loại tổ; tổ (của thôn hay xã|cấp|thôn hay xã|xã hay thôn|cấp thôn xã); tổ cấp (thôn|xã) [hay xã]; tier; team level; level of team; cấp (thôn xã|xã thôn)",
}
MAYBE = {
    "decision": "số; quyết định; văn bản; thành lập; số ký hiệu; decision",
    "signed_on": "ngày; thời gian; ngày tháng; ngày tháng năm; date; năm thành lập",
    "decision_and_day": "quyết định; quyết định thành lập; quyết định số; số qđ",
    "joined_on": "từ ngày; bắt đầu từ; tham gia từ",
    "role": "(nhiệm vụ|phân công) (được phân công|phụ trách); position in [the] team; chức vụ hiện tại; chức danh; chức vụ; nhiệm vụ; vị trí; phân công; cv; c vụ; ch vụ; chvụ; position; title; duty; chức vụ hiện nay; phân công nhiệm vụ; nhiệm vụ phân công; nhiệm vụ được giao; trách nhiệm",
    "organisation": "chức vụ hiện tại; chức danh kiêm nhiệm; đơn vị; chức vụ; chức vụ hiện nay; chức danh; nghề nghiệp; chức vụ [và] đơn vị công tác; đơn vị chức vụ; chức vụ công tác; chức vụ đơn vị; position; công tác; unit; tổ chức; chức danh đơn vị; đại diện; hội; chức vụ chính quyền; chức vụ đảng đoàn thể; chức vụ nơi công tác; công việc; chức vụ cơ quan",
    "leader": "tt; trưởng; phụ trách; người phụ trách",
    "deputy": "tp; phó",
    "tier": "cấp; level",
}
