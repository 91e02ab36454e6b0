"""Every third-party JSON document: each record taken, or refused with a reason that is known here."""

import json
from collections import Counter

import pytest

from loaders.errors import FormatError
from tests.support.foreign_documents import MALFORMED, REFUSED, foreign_documents
from tests.support.shared_data import shared
from tests.unit.loaders.reading import read


def test_every_document() -> None:
    counts: Counter[str] = Counter()
    refused: dict[str, list[str]] = {}
    for name in foreign_documents():
        if name == MALFORMED:
            continue
        found = read(shared(name))
        counts.update(events=len(found.events), masters=len(found.masters))
        if found.refused:
            refused[name] = [entry.code for entry in found.refused]
            assert all(entry.reason and entry.position for entry in found.refused)
    assert refused == REFUSED
    assert counts["events"] > 220
    assert counts["masters"] >= 30


def test_the_malformed_document_is_refused() -> None:
    with pytest.raises(FormatError) as caught:
        read(shared(MALFORMED))
    assert caught.value.code == "MALFORMED_JSON"
    assert caught.value.line is not None


def test_what_breaks_the_strict_schema_is_taken_with_a_warning_or_refused() -> None:
    verdicts = json.loads(shared("schema-verdicts.json").read_text("utf-8"))["verdicts"]
    broken = [name for name, verdict in verdicts.items() if verdict.startswith("fail")]
    assert len(broken) == 19
    for name in broken:
        found = read(shared(name))
        assert found.warnings or found.refused, name
        assert found.events or found.refused, name


def test_a_second_reading_says_the_same() -> None:
    name = "gdst-opentraceability/gdst_data_withmasterdata.jsonld"
    assert read(shared(name)) == read(shared(name))


def test_our_words_are_those_of_the_published_context() -> None:
    from loaders.vocabulary import cbv

    text = shared("schemas/EPCISJsonContext.jsonld").read_text("utf-8")
    for words in (
        cbv.BIZ_STEP,
        cbv.DISPOSITION,
        cbv.BIZ_TRANSACTION,
        cbv.SOURCE_DESTINATION,
        cbv.ERROR_REASON,
    ):
        name = words.web.removeprefix(cbv.WEB)
        published = {part.partition('"')[0] for part in text.split(f'"cbv:{name}')[1:]}
        assert words.words == published, name
