"""Real code schemes with valid check characters; every number is invented for these samples.

Rules: GS1 General Specifications 7.9 (check digit), GB 32100 (统一社会信用代码), GB 11714 (组织机构代码).
"""

from dataclasses import dataclass

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def gs1_check(digits: str) -> str:
    """The digits with their GS1 check digit appended."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return f"{digits}{-total % 10}"


def uscc(region: str, body: str) -> str:
    """An enterprise's code: 91, the region of registration, an 8-digit body, both check characters."""
    total = sum(int(digit) * weight for digit, weight in zip(body, ORGANISATION_WEIGHTS, strict=True))
    organisation = body + "0123456789X0"[(11 - total % 11) % 11]
    head = f"91{region}{organisation}"
    weighted = sum(USCC_ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(head))
    return head + USCC_ALPHABET[-weighted % 31]


def permit(kind: str, number: str) -> tuple[str, str]:
    """A permit as the business transaction that EPCIS has no word for."""
    return "urn:suyuan:btt:permit", f"urn:suyuan:permit:{kind}:{number}"


def vehicle(plate: str) -> str:
    """A vehicle by its plate, usable as place, container or item."""
    return f"urn:suyuan:vehicle:{plate}"


@dataclass(frozen=True)
class Company:
    """The GS1 identifiers under one company prefix of 8 digits, spelled as EPC URN."""

    prefix: str

    def party(self, reference: str = "0000") -> str:
        """PGLN of a legal entity."""
        return f"urn:epc:id:pgln:{self.prefix}.{reference}"

    def site(self, reference: str, part: str = "0") -> str:
        """SGLN of a site, or with an extension of a bin in it."""
        return f"urn:epc:id:sgln:{self.prefix}.{reference}.{part}"

    def product(self, reference: str) -> str:
        """GTIN of a product, as the pattern of all its serials."""
        return f"urn:epc:idpat:sgtin:{self.prefix}.0{reference}.*"

    def lot(self, reference: str, number: str) -> str:
        """LGTIN of a lot."""
        return f"urn:epc:class:lgtin:{self.prefix}.0{reference}.{number}"

    def unit(self, reference: str, serial: str) -> str:
        """SGTIN of one serial."""
        return f"urn:epc:id:sgtin:{self.prefix}.0{reference}.{serial}"

    def sscc(self, serial: int) -> str:
        """SSCC of a logistic unit."""
        return f"urn:epc:id:sscc:{self.prefix}.0{serial:08d}"

    def asset(self, reference: str, serial: str) -> str:
        """GRAI of a returnable asset."""
        return f"urn:epc:id:grai:{self.prefix}.{reference}.{serial}"

    def paper(self, kind: str, number: str) -> tuple[str, str]:
        """A business document of this company: CBV type word and identifier."""
        return kind, f"urn:epcglobal:cbv:bt:{self.gln('0000')}:{number}"

    def gln(self, reference: str) -> str:
        """GLN with its check digit."""
        return gs1_check(self.prefix + reference)

    def gtin(self, reference: str) -> str:
        """GTIN-14 with its check digit."""
        return gs1_check(f"0{self.prefix}{reference}")


@dataclass(frozen=True)
class LinkedCompany(Company):
    """The same identifiers, spelled as GS1 Digital Link."""

    def party(self, reference: str = "0000") -> str:
        return f"https://id.gs1.org/417/{self.gln(reference)}"

    def site(self, reference: str, part: str = "0") -> str:
        bin_path = "" if part == "0" else f"/254/{part}"
        return f"https://id.gs1.org/414/{self.gln(reference)}{bin_path}"

    def product(self, reference: str) -> str:
        return f"https://id.gs1.org/01/{self.gtin(reference)}"

    def lot(self, reference: str, number: str) -> str:
        return f"{self.product(reference)}/10/{number}"

    def unit(self, reference: str, serial: str) -> str:
        return f"{self.product(reference)}/21/{serial}"

    def sscc(self, serial: int) -> str:
        return f"https://id.gs1.org/00/{gs1_check(f'0{self.prefix}{serial:08d}')}"

    def asset(self, reference: str, serial: str) -> str:
        return f"https://id.gs1.org/8003/0{gs1_check(self.prefix + reference)}{serial}"
