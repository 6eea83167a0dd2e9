"""Saves beside a sealer, by turns; what the sealer works is held against what the savers do."""

from bench import sealing


def test_saves_beside_a_sealer_are_held_against_saves_alone(monkeypatch):
    turns = []

    def together(run, number, ready):
        turns.append(run.keywords["is_sealed"])
        assert number == 3
        return [(96 if turns[-1] else 100, 2.0)] * 2 + [(0, 0.04)]

    monkeypatch.setattr(sealing, "together", together)
    monkeypatch.setattr(sealing, "seal", lambda: 0)
    monkeypatch.setattr(sealing, "verify", lambda looked: iter(["wrong"]))
    lines = sealing.sealing_lines(2, 1, 3)
    assert turns == [False, True] * 3
    assert [(line.value, line.verdict) for line in lines if line.asked] == [
        ("192.0 / 200.0 per s", "PASS"),
        ("0.12 of 3 s", "PASS"),
        ("1 of 0", "FAIL"),
    ]
