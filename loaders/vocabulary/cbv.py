"""CBV 2.0 words (GS1 Core Business Vocabulary 2.0, section 7) in their short, URN and web spellings."""

from dataclasses import dataclass

WEB = "https://ref.gs1.org/cbv/"


@dataclass(frozen=True, slots=True)
class Words:
    """One word list: `urn` and `web` are the prefixes of its two long spellings."""

    urn: str
    web: str
    words: frozenset[str]

    def short(self, text: str) -> str:
        """The short word of any spelling, the text as recorded where it is no word of this list."""
        for prefix in (self.urn, self.web, f"cbv:{self.web.removeprefix(WEB)}"):
            if text.startswith(prefix):
                word = text[len(prefix) :]
                return word if word in self.words else text
        return text

    def full(self, text: str) -> str:
        """The web spelling, which the event hash uses; an unknown bare word stays as it is."""
        for prefix in (self.urn, f"cbv:{self.web.removeprefix(WEB)}"):
            if text.startswith(prefix):
                return self.web + text[len(prefix) :]
        return self.web + text if text in self.words else text


def _words(urn: str, web: str, words: str) -> Words:
    return Words(f"urn:epcglobal:cbv:{urn}:", f"{WEB}{web}-", frozenset(words.split()))


BIZ_STEP = _words(
    "bizstep",
    "BizStep",
    """accepting arriving assembling collecting commissioning consigning creating_class_instance
    cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting
    holding inspecting installing killing loading other packing picking receiving removing repackaging
    repairing replacing reserving retail_selling sampling sensor_reporting shipping staging_outbound
    stock_taking stocking storing transporting unloading unpacking void_shipping""",
)
DISPOSITION = _words(
    "disp",
    "Disp",
    """active available completeness_inferred completeness_verified conformant container_closed
    container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive
    mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant
    non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible
    sellable_not_accessible stolen unavailable unknown""",
)
BIZ_TRANSACTION = _words(
    "btt",
    "BTT",
    "bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt",
)
SOURCE_DESTINATION = _words("sdt", "SDT", "location owning_party possessing_party")
ERROR_REASON = _words("er", "ER", "did_not_occur incorrect_data")
COMPONENT = _words(
    "comp",
    "Comp",
    """x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing
    latitude longitude altitude""",
)
ALL = (BIZ_STEP, DISPOSITION, BIZ_TRANSACTION, SOURCE_DESTINATION, ERROR_REASON, COMPONENT)
