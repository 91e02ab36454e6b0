"""Which third-party JSON documents are read, and what is known to be refused of them."""

from tests.support.shared_data import ROOT, shared

FOLDERS = (
    "dpp-ready/",
    "event-hash/",
    "gdst-opentraceability/",
    "gs1-epcis-examples/",
    "openepcis-generator/",
    "openepcis-test-resources/",
)
MALFORMED = "gdst-opentraceability/EPCISQueryDocument_malformed.jsonld"
REFUSED = {
    # Its only event with a master-data header has a time without offset; no zone is stated anywhere.
    "gdst-opentraceability/EPCISQueryDocument_with_masterdata.jsonld": ["TIME_WITHOUT_OFFSET"],
    "openepcis-test-resources/2.0-invalid/ObjectEvent_with_invalid_action.json": ["BAD_ACTION"],
    "openepcis-test-resources/2.0-invalid/ObjectEvent_with_invalid_eventTime_format.json": ["BAD_TIME"],
    "openepcis-test-resources/2.0-invalid/ObjectEvent_with_quantity_as_text.json": ["BAD_QUANTITY"],
    "openepcis-test-resources/2.0-invalid/ObjectEvent_without_action_and_eventTime.json": ["NO_EVENT_TIME"],
    "openepcis-test-resources/2.0-invalid/ObjectEvent_without_identifier_list.json": ["NO_ITEMS"],
}
"""Codes of the records that go to quarantine, by document."""


def foreign_documents() -> list[str]:
    """Names of all JSON documents below the shared folder, the malformed one too."""
    shared("schema-verdicts.json")
    found = [*ROOT.glob("**/*.json"), *ROOT.glob("**/*.jsonld")]
    names = sorted(str(path.relative_to(ROOT)) for path in found)
    return [n for n in names if n.startswith(FOLDERS) and not n.endswith(("expected.json", "schema.json"))]
