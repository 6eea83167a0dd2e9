import re

from accounts.codes_typed import keyed_hash, new_code


def test_codes_are_easy_to_read_out_and_never_the_same():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    pattern = re.compile(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}")
    assert [code for code in codes if not pattern.fullmatch(code)] == []


def test_a_hash_is_of_one_person_and_of_this_servers_key(settings):
    kept = keyed_hash(7, "K7M4-2Q9X")
    assert keyed_hash(7, " k7m4 2q9x ") == kept
    assert keyed_hash(8, "K7M4-2Q9X") != kept
    settings.SECRET_KEY = "another-key-altogether"
    assert keyed_hash(7, "K7M4-2Q9X") != kept
