"""What is spoilt in whatever way is read, or refused in Thai: nothing else is raised."""

import random

import pytest

from tests.spoiling import SAMPLES, read, spoilt

ROUNDS = 40


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::UserWarning")  # of Pillow and openpyxl
@pytest.mark.parametrize("suffix", SAMPLES)
def test_a_spoilt_file_is_read_or_refused_in_thai(
    suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.ocr.version", lambda: "")  # Tesseract is left out
    whole = SAMPLES[suffix]()
    told = {read(suffix, spoilt(whole, random.Random(n))) for n in range(ROUNDS)}
    assert len(told) > 1  # some were read, some refused
