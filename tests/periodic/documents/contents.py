"""Contents by hand: a commune's month, a province's quarter with many communes, an ad hoc request."""

from dataclasses import replace

from periodic.content import Column, Content, Late, Measure, Row, Source, Value

NAMES = ("Bình Thạnh", "Phú Mỹ", "Tân Long", "Hội Tín", "Mỹ Phú", "Quảng Đức", "Phong Lãnh")


def column(key, name, unit="hộ", **facts):
    """Return a column of the register."""
    facts = {"measure": Measure.STOCK, "source": Source.REGISTER, **facts}
    return Column(key, name, facts.pop("definition", f"{name}, theo sổ."), unit, **facts)


FLOW = {"measure": Measure.FLOW}
SKILLS = ("dịch vụ công trực tuyến", "mua bán trên mạng", "thanh toán không tiền mặt")
COLUMNS = (
    column("villages_with_team", "Thôn có tổ", "thôn", n="thôn có tổ", of="tất cả thôn"),
    column("teams", "Số tổ", "tổ"),
    column("teams_active", "Tổ đang hoạt động", "tổ"),
    column("members", "Thành viên tổ", "người"),
    column("members_women", "là nữ", "người", is_part=True, n="nữ", of="thành viên"),
    column("members_trained", "đã tập huấn", "người", is_part=True, n="đã học", of="thành viên"),
    column("sessions", "Buổi hướng dẫn", "buổi", **FLOW),
    column("turns", "Lượt người được hướng dẫn", "lượt", **FLOW),
    column("households", "Hộ trong sổ"),
    column("surveyed", "Hộ đã khảo sát", n="hộ đã khảo sát", of="hộ trong sổ"),
    column("covered", "Hộ đạt năm kỹ năng", n="hộ có người biết đủ năm", of="hộ trong sổ"),
    *(
        column(f"skill_{at}", f"Hộ có người biết {words}", n="hộ biết", of="hộ đã khảo sát")
        for at, words in enumerate(SKILLS)
    ),
    column("no_smartphone", "Hộ không có điện thoại thông minh", n="hộ không có", of="hộ đã hỏi"),
    column("money", "Kinh phí", "triệu đồng", source=Source.TYPED, **FLOW),
    column("wifi", "Điểm phát Wi-Fi công cộng", "điểm", source=Source.NONE),
    column("remarks", "Ghi chú", "", source=Source.TYPED, is_text=True),
)


def row(name, scale, **more):
    """Return a unit whose numbers grow with a scale."""
    members, sessions, households = 5 * scale, 2 * scale, 412 * scale
    surveyed, covered = households - 31 * scale, 204 * scale
    values = {
        "villages_with_team": Value(scale, of=scale + 1),
        "teams": Value(scale),
        "teams_active": Value(max(scale - 1, 0)),
        "members": Value(members),
        "members_women": Value(2 * scale, of=members),
        "members_trained": Value(3 * scale, of=members),
        "sessions": Value(sessions),
        "turns": Value(27 * scale),
        "households": Value(households),
        "surveyed": Value(surveyed, of=households),
        "covered": Value(covered, of=households),
        **{f"skill_{at}": Value(covered + at * scale, of=surveyed) for at in range(3)},
        "no_smartphone": Value(17 * scale, of=surveyed),
        "money": Value(12.5 * scale),
        **more,
    }
    return Row(name, values=values)


def commune_month(**changes):
    """Return a commune's month, sent, with a report before it and late entries."""
    rows = tuple(row(f"Thôn {name}", at) for at, name in enumerate(NAMES, start=1))
    whole = row("Xã Tuy An Đông", 28, money=Value(None), remarks=Value(text="Đã họp thôn."))
    late = (
        Late("sessions", "Buổi hướng dẫn, thôn Tân Long", 2, "2026-10-08", "2026-10-20"),
        Late("turns", "Buổi hướng dẫn, thôn Tân Long", 41, "2026-10-08", "2026-10-20"),
    )
    made = Content(
        title="Báo cáo kết quả hoạt động của tổ công nghệ số cộng đồng",
        form="Báo cáo tháng",
        form_version=3,
        unit="Xã Tuy An Đông",
        unit_code="22015",
        unit_level="commune",
        above=("Tỉnh Đắk Lắk",),
        period="tháng 11/2026",
        begins_on="2026-10-15",
        ends_on="2026-11-14",
        due_on="2026-11-18",
        columns=COLUMNS,
        total=whole,
        rows=rows,
        previous=row("Xã Tuy An Đông", 27),
        late=late,
        sentences=(
            "Đến hết ngày 14/11/2026, xã có 28/29 thôn có tổ (96,6%), 140 thành viên.",
            "Trong kỳ, các tổ tổ chức 56 buổi hướng dẫn cho 756 lượt người.",
            "5.712/11.536 hộ có ít nhất một người biết đủ năm kỹ năng (49,5%).",
        ),
        texts={
            "difficulties": "Thành viên kiêm nhiệm, chưa có phụ cấp.",
            "proposals": "Trang bị Wi-Fi cho nhà văn hóa thôn Bình Thạnh.",
        },
        known_at="2026-11-16T02:12:31+00:00",
        sent_by="Nguyễn Thị Lan",
    )
    return replace(made, **changes)


def province_quarter(communes=102, **changes):
    """Return a province's quarter of many communes, two of which did not send."""
    rows = [row(f"Xã {NAMES[at % 7]} {at}", at % 9 + 3) for at in range(communes)]
    for at in range(min(2, communes)):
        values = {
            key: replace(value, origin="register" if value.n is not None else "")
            for key, value in rows[at].values.items()
        }
        rows[at] = replace(rows[at], values={**values, "money": Value()})
    whole = sum(at % 9 + 3 for at in range(communes))
    facts = {
        "title": "Báo cáo kết quả hoạt động của tổ công nghệ số cộng đồng",
        "unit": "Tỉnh Đắk Lắk",
        "unit_code": "66",
        "unit_level": "province",
        "above": (),
        "period": "quý IV/2026",
        "begins_on": "2026-09-15",
        "ends_on": "2026-12-14",
        "total": row("Tỉnh Đắk Lắk", whole),
        "previous": None,
        "late": (),
        "rows": tuple(rows),
        "sent_below": (max(communes - 2, 0), communes),
        "sentences": (f"Toàn tỉnh có {whole} tổ.",),
        "demo": True,
    }
    return commune_month(**{**facts, **changes})


def ad_hoc(**changes):
    """Return what a province asked once: two columns, one typed, nothing before, not sent yet."""
    columns = (
        column("households", "Hộ trong sổ"),
        column("qr", "Cửa hàng nhận tiền bằng mã QR", "cửa hàng", source=Source.TYPED),
    )
    rows = tuple(
        Row(f"Thôn {name}", values={"households": Value(100 + at), "qr": Value(at or None)})
        for at, name in enumerate(NAMES)
    )
    facts = {
        "title": "Rà soát cửa hàng nhận tiền bằng mã QR",
        "form": "Rà soát mã QR",
        "form_version": 1,
        "period": "từ 01/11/2026 đến 20/11/2026",
        "columns": columns,
        "total": Row("Xã Tuy An Đông", values={"households": Value(721), "qr": Value(21)}),
        "rows": rows,
        "previous": None,
        "late": (),
        "sentences": ("Đến hết ngày 20/11/2026, xã có 721 hộ trong sổ.",),
        "texts": {},
        "begins_on": "2026-11-01",
        "ends_on": "2026-11-20",
        "known_at": "",
        "sent_by": "",
    }
    return commune_month(**{**facts, **changes})
