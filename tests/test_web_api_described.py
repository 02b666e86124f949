"""Whatever a program sends, the API answers as its description says (schemathesis asks)."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from archive.records import RecordId
from office import answers
from office.first_start import try_as
from office.office import Office, operator
from office.plans import Wish
from tests.conftest import NOON, SAMPLES
from tests.meetings import HELD, meeting
from web.api import OPERATIONS, Operation
from web.app import create
from web.current import OFFICE

pytestmark = pytest.mark.slow

THERE = {
    "draft": 1,
    "batch": 1,
    "arrival": 1,
    "rule": "0a1b2c3d",
    "proposal": 1,
    "case": 1,
    "list_id": 1,
    "code": "memo",
    "register": "letters",
    "year": 2569,
    "series": "memo",
    "sequence": "0001",
    "name": "x.docx",
}
RECORD = RecordId(2569, "memo", 1)
LEFT_OUT = {"positive_data_acceptance"}  # a well-shaped request may still break an office's rule


@pytest.fixture(scope="module")
def key_and_app(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    data = tmp_path_factory.mktemp("api") / "data"
    office = Office.open(shutil.copytree(new_office, data), lambda: NOON)
    office.issue("memo", answers.load(SAMPLES / "memo-01.yaml"), operator(), Wish(pdf=False))
    try_as(office, "p16", browser="")
    office.drafting.begin("memo", office.actor("p16"))
    office.arrivals.upload("x.txt", b"x", "", operator())
    meeting(office, HELD)
    yield office.tokens.give("schemathesis", office.actor("p16")), create(office)
    office.close()


@pytest.fixture(scope="module")
def described(key_and_app: Any) -> Any:
    import schemathesis  # takes a second, which collecting the quick tests need not wait for

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", key_and_app[1])


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize("told", OPERATIONS, ids=lambda told: told.name)
def test_every_answer_is_as_described(
    described: Any, key_and_app: Any, told: Operation, mode: str
) -> None:
    from schemathesis import GenerationMode
    from schemathesis.checks import CHECKS

    operation = described[told.template][told.method]
    if mode == "negative" and not (told.query or told.body or told.parts or "{" in told.template):
        return  # nothing can be wrong in it
    checks = [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]
    headers = {"Authorization": f"Bearer {key_and_app[0]}"}
    office = key_and_app[1].extensions[OFFICE]

    @given(case=operation.as_strategy(generation_mode=GenerationMode(mode)))
    @settings(
        max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def ask(case: Any) -> None:
        if mode == "negative" and any(one in (None, [], {}) for one in (case.query or {}).values()):
            return  # an address does not carry such a value: what is sent may be sound
        if mode == "positive":  # something that is there
            case.path_parameters.update({k: THERE[k] for k in case.path_parameters})
            if isinstance(case.body, dict) and "form" in case.body:
                case.body["form"] = THERE["code"]
            if isinstance(case.body, dict) and "version" in case.body:
                case.body["version"] = office.archive.record(RECORD).version
        case.call_and_validate(headers=headers, checks=checks)

    ask()
