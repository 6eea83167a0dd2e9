"""Old Vietnamese encodings and letters without marks. The tables are those of the fonts .VnTime and VNI-Times."""

import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"  # à ả ã á ạ
# TCVN3 has one letter for each small letter with marks; capitals with tones are small letters in a font of capitals.
TCVN3_ROWS = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ", "o": "ßáâãä", "ô": "åæçèé",
    "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
TCVN3 = dict(zip("ăâđêôơưĂÂÊÔƠƯĐ", "¨©®ª«¬\u00ad¡¢£¤¥¦§", strict=True))
for _base, _row in TCVN3_ROWS.items():
    for _tone, _sign in zip(TONES, _row, strict=True):
        _letter = unicodedata.normalize("NFC", _base + _tone)
        TCVN3[_letter] = TCVN3[_letter.upper()] = _sign

# VNI writes the letter and a sign after it, the same for all letters but i, y and those with a mark of their own.
VNI_TONES = dict(zip(TONES, "øûõùï", strict=True))
VNI_OF = {
    "â": dict(zip(TONES, "àåãáä", strict=True)) | {"": "â"},
    "ă": dict(zip(TONES, "èúüéë", strict=True)) | {"": "ê"},
}
VNI_OF["ê"] = VNI_OF["ô"] = VNI_OF["â"]
VNI_I = dict(zip(TONES, "ìæóíò", strict=True))
VNI_LETTER = {"ơ": "ô", "ư": "ö", "đ": "ñ"}


def to_tcvn3(text: str) -> str | None:
    """Return a text as the font .VnTime needs it, or nothing if it has letters of other languages."""
    out = "".join(TCVN3.get(char, char) for char in unicodedata.normalize("NFC", text))
    return out if all(ord(char) < 256 for char in out) else None


def to_vni(text: str) -> str | None:
    out = "".join(map(vni_letter, unicodedata.normalize("NFC", text)))
    return out if all(ord(char) < 256 for char in out) else None


def vni_letter(char: str) -> str:
    parts = unicodedata.normalize("NFD", char.lower())
    tone = next((mark for mark in parts if mark in TONES), "")
    base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
    if base == "i" and tone:
        small = VNI_I[tone]
    elif base == "y" and tone == TONES[4]:
        small = "î"
    elif base in VNI_OF:
        small = unicodedata.normalize("NFD", base)[0] + VNI_OF[base][tone]
    else:
        small = VNI_LETTER.get(base, base) + (VNI_TONES[tone] if tone else "")
    return small.upper() if char.isupper() else small


def without_marks(text: str) -> str:
    """Return the text in plain letters."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


OLD_TONES = {
    "òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "òe": "oè", "óe": "oé", "ỏe": "oẻ", "ọe": "oẹ",
    "ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip


def other_tone_place(text: str) -> str:
    """Hòa becomes Hoà, Thủy becomes Thuỷ: both are written."""
    words = [unicodedata.normalize("NFC", word) for word in text.split(" ")]
    for number, word in enumerate(words):
        for new, old in OLD_TONES.items():
            if word.endswith(new):
                words[number] = word.removesuffix(new) + old
    return " ".join(words)
