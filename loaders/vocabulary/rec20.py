"""UN/ECE Recommendation 20 unit codes; a unit that is not among them is an error, never a guess.

The table holds the codes that goods are counted and measured in. Packages are Recommendation 21 codes
behind an X (`XBX` a box); their old spelling without it is still met.
"""

import re

PIECES = frozenset({"H87", "EA", "C62"})
"""Codes that count pieces (piece, each, one): stored as no unit, so that counts add up."""

_COUNTS = """
5B AB ACT AS AV AY BIL CEN CTN D63 DPC DPR DRL DZN DZP E48 E51 E54 GGR GRO HC HD HEA KT LEF LO LS MIL MIU MLD
NAR NBB NCL NIU NMB NMP NPL NPR NRL OP P3 P4 P5 P6 P8 PR PTN RM SCO SET SR ST STC SX SYR T3 TP TPI U2
"""
_PACKAGES = """
BB BE BG BJ BK BL BO BR BT BX CA CG CH CL CN CO CR CS CT CU CY DR EV JR KG PA PG PK PL RL RO SA SH SK SV TB TC
TE TK TU VI
"""
_MASS = """
2U 58 APZ CGM CTM CWA CWI DG DJ DTN E4 GRM GRN HGM KGM KHY KMA KNI KNS KPH KPO KPP KSD KSH KTN KUR LBR LBT LTN
MC MGM ONZ STI STN TNE
"""
_VOLUME = """
4G A44 BFT BLD BLL BUA BUI CLT CMQ DLT DMQ FTQ GIA GII GLD GLI GLL HLT HMQ INQ K6 LTR MAL MLT MMQ MTQ NM3 OZA
OZI PT PTD PTI PTL QT QTD QTI QTL R9 SM3 WCD YDQ
"""
_LENGTH_AND_AREA = """
4H 77 A45 ACR AK ARE CMK CMT DAA DMK DMT FOT FTK HAR HMT INH INK KMK KMT KTM LF LM MIK MMK MMT MTK MTR NMI SMI
YDK YRD
"""
_TIME = "ANN B98 C26 DAY HUR MIN MON SEC WEE"
_ENERGY = """
3B AMH AMP ATM BAR BTU CDL CEL FAH GWH HTZ JOU KEL KHZ KJO KPA KVA KVT KWH KWT LUM LUX MAW MBR MHZ MPA MVA MWH
NEW OHM PAL VLT WEB WHR WTT
"""
_ACTIVITY_AND_CONTENT = """
2Q 2R 4N 59 60 61 A18 A95 ASM ASU B45 BQL C18 C28 C34 CUR D13 FH GBQ GL KAT KMQ M1 M5 MCU NX P1
"""
_TABLES = (
    *(_COUNTS, _PACKAGES, _MASS, _VOLUME, _LENGTH_AND_AREA),
    *(_TIME, _ENERGY, _ACTIVITY_AND_CONTENT),
)
_CODES = frozenset(" ".join(_TABLES).split())
_PACKAGE = re.compile(r"X[0-9A-Z]{2}", re.ASCII)


def is_unit(code: str) -> bool:
    """True for a unit code of the table and for any package code."""
    return code in _CODES or code in PIECES or _PACKAGE.fullmatch(code) is not None
