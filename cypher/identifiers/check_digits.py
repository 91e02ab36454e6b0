"""Check characters: GS1 keys, USCC (GB 32100), organisation codes (GB 11714), VIN (GB 16735)."""

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}


def gs1_check_digit(payload: str) -> str:
    """The check digit of a GS1 key without it (GS1 General Specifications 7.9: 3, 1 from the right)."""
    total = 3 * sum(map(int, payload[::-2])) + sum(map(int, payload[-2::-2]))
    return str(-total % 10)


def gs1_check_digit_holds(key: str) -> bool:
    """True if the last digit of an all-digit GS1 key is its check digit."""
    return gs1_check_digit(key[:-1]) == key[-1]


def organisation_check_character(body: str) -> str:
    """The ninth character of an organisation code from its first eight (GB 11714: modulus 11)."""
    total = sum(
        int(char, 36) * weight for char, weight in zip(body.upper(), _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X0"[11 - total % 11]


def uscc_check_character(body: str) -> str:
    """The eighteenth character of a unified social credit code from its first 17 (GB 32100: modulus 31)."""
    total = sum(_USCC_ALPHABET.index(char) * weight for char, weight in zip(body, _USCC_WEIGHTS, strict=True))
    return _USCC_ALPHABET[-total % 31]


def uscc_holds(code: str) -> bool:
    """True if the last character of an upper-case 18-character USCC is its check character."""
    return uscc_check_character(code[:17]) == code[17]


def vin_holds(vin: str) -> bool:
    """True if the ninth character of an upper-case VIN is its check character; not all makers use it."""
    total = sum(_VIN_VALUES[char] * weight for char, weight in zip(vin, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11] == vin[8]
