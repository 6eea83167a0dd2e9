"""What is said of a team before it is saved."""

from teams.founding.rules import before_saving

LEADER = {"full_name": "Hải", "role": "leader", "sex": "m", "phone": "0905"}
WOMAN = {"full_name": "Kiều", "role": "member", "sex": "f", "phone": "0906"}


def test_nothing_is_said_of_nobody():
    assert before_saving([]) == []


def test_a_team_of_the_usual_size_with_a_leader_is_well():
    assert before_saving([LEADER, WOMAN, WOMAN]) == [
        ("ok", "3 người, trong đó 2 nữ"),
        ("ok", "Đã có tổ trưởng"),
    ]


def test_a_small_team_without_a_leader_may_be_saved_and_is_said():
    unknown = {**WOMAN, "sex": "", "phone": ""}
    assert before_saving([unknown]) == [
        ("warn", "1 người, trong đó 0 nữ, 1 người chưa ghi giới tính. Nên từ 3 đến 10 người."),
        ("warn", "Chưa có tổ trưởng"),
        ("warn", "Chưa ghi điện thoại: Kiều. Vẫn lưu được."),
    ]


def test_new_accounts_are_counted():
    said = before_saving([{**LEADER, "with_account": True}, WOMAN, WOMAN])
    assert said[-1].icon == "key"
    assert said[-1].words.startswith("Cấp 1 tài khoản")
