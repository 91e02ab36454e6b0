"""Code schemes of the sectors: their form, their check rule, and what to call them (domain.md 2.0–2.2)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cypher.identifiers.check_digits import gs1_check_digit_holds, uscc_holds, vin_holds

_BRACKETS = str.maketrans("〔〕【】[]{}", "()()()()")
_IN_PLATES = dict.fromkeys(map(ord, "·•・‧.-_"))
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTER_VALUES = [value for value in range(10, 39) if value % 11]
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A code scheme; `check` is None where no check rule is known or published."""

    name: str
    title: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool] | None = None
    weak: bool = False
    """True where the form is so loose that it only suggests the scheme."""


def normal(text: str) -> str:
    """A code as it is stored and compared: half width, no blanks, round brackets, upper case."""
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(plain.split()).upper()


def normal_plate(text: str) -> str:
    """A number plate without the dot or dash that stands after the region letter."""
    return normal(text).translate(_IN_PLATES)


def normal_container(text: str) -> str:
    """A container number without the dash before its check digit."""
    return normal(text).replace("-", "")


def _container_holds(code: str) -> bool:
    """ISO 6346, annex A: letters count from 10 on without multiples of 11, place n counts 2^n."""
    values = dict(zip(_LETTERS, _LETTER_VALUES, strict=True))
    total = sum((values.get(each) or int(each)) << place for place, each in enumerate(code[:10]))
    return total % 11 % 10 == int(code[10])


def _cas_holds(code: str) -> bool:
    digits = code.replace("-", "")
    total = sum(int(digit) * place for place, digit in enumerate(reversed(digits[:-1]), 1))
    return total % 10 == int(digits[-1])


def _scheme(
    name: str, title: str, pattern: str, check: Callable[[str], bool] | None = None, *, weak: bool = False
) -> tuple[str, Scheme]:
    return name, Scheme(name, title, re.compile(pattern, re.ASCII), check, weak)


_PERMITS = "|".join(
    (
        r"SC[12]\d{13}",
        r"JY[1-3]\d{13}",
        r"国药准字(HJ|SJ|[HZSJTFB])\d{8}",
        rf"[国{_PROVINCES}]械注[准进许]\d{{4}}[123]\d{{2}}\d{{4}}",
        r"(PD|WP|LS)\d{8,}",
        r"兽药(添|生|原|临)?字(\d{9}|\(\d{4}\)\d{9})",
        r".{0,12}(PF|LS)\(\d{4}\)\d+号?",
        r".{0,4}(YH|WH)安许证字\(\d{4}\)\d+号?",
        r".{0,4}MB(生|销)许证字.+",
    )
)

SCHEMES: Mapping[str, Scheme] = dict(
    (
        _scheme("GTIN", "GTIN 商品条码", r"\d{8}|\d{12,14}", gs1_check_digit_holds),
        _scheme("SSCC", "SSCC 物流单元代码", r"\d{18}", gs1_check_digit_holds),
        _scheme("GLN", "GLN 位置码", r"\d{13}", gs1_check_digit_holds),
        _scheme(
            "USCC", "统一社会信用代码", r"[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}", uscc_holds
        ),
        _scheme("VIN", "车辆识别代号", r"[A-HJ-NPR-Z0-9]{17}", vin_holds, weak=True),
        _scheme(
            "PLATE",
            "号牌",
            rf"[{_PROVINCES}][A-HJ-NP-Z]([A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳]"
            r"|[A-HJK][A-HJ-NP-Z0-9]\d{4}|\d{5}[A-HJK])",
        ),
        _scheme("PERMIT", "许可证号", _PERMITS),
        _scheme("DRUG", "药品追溯码", r"\d{20}"),
        _scheme("DRUG_STANDARD", "药品本位码", r"86\d{12}"),
        _scheme("EQUIPMENT", "特种设备注册代码", r"\d{10}(19|20)\d{2}(0[1-9]|1[0-2])\d{4}", weak=True),
        _scheme("EAR_TAG", "畜禽标识 (耳标)", r"[1-9]\d{14}"),
        _scheme(
            "DETONATOR",
            "雷管编码",
            r"(?!00)\d{3}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[0-9A-Z]\d{5}",
        ),
        _scheme("VET_DRUG", "兽药追溯码", r"\d{24}"),
        _scheme("PESTICIDE", "农药追溯码", r"[1-3]\d{31}"),
        _scheme("ORGANIC", "有机码", r"\d{17}"),
        _scheme("RADIOACTIVE", "放射源编码", r"[0-9A-Z]{2}\d{2}[0-9A-Z]{2}(\d{5}|N{5})[1-5N]", weak=True),
        _scheme("CONTAINER", "集装箱号", r"[A-Z]{3}[UJZ]\d{7}", _container_holds),
        _scheme("CAS", "CAS 号", r"\d{2,7}-\d{2}-\d", _cas_holds),
        _scheme("UN", "UN 编号", r"UN\d{4}"),
    )
)
_NORMALISERS: Mapping[str, Callable[[str], str]] = {"PLATE": normal_plate, "CONTAINER": normal_container}


def value_in(scheme: str, text: str) -> str:
    """The stored value of a code in a scheme: GTINs have 14 digits, plates no dots, all else is `normal`."""
    value = _NORMALISERS.get(scheme, normal)(text)
    return value.zfill(14) if scheme == "GTIN" and value.isdigit() else value


def schemes_of(text: str) -> list[Scheme]:
    """Every scheme whose form a code has, in the order of the table."""
    return [
        scheme
        for scheme in SCHEMES.values()
        if scheme.pattern.fullmatch(_NORMALISERS.get(scheme.name, normal)(text))
    ]
