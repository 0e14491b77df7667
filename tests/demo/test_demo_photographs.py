"""Evidence photographs: JPEG of the stated size, their numbers readable."""

from datetime import date
from io import BytesIO

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from borderpost.demo.labels import Label
from borderpost.demo.photographs import PHOTOGRAPH_SIZE, Subject, photograph

TODAY = date(2026, 11, 22)
LABEL = Label("CC007382613CN")


def texts(data: bytes) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(np.asarray(Image.open(BytesIO(data)).convert("L")))}


@pytest.mark.parametrize("subject", list(Subject))
def test_every_subject_is_a_photograph(subject: Subject) -> None:
    data = photograph(subject, LABEL, taken_on=TODAY, bag="EB-1", seal="S-2")
    image = Image.open(BytesIO(data))
    assert (image.format, image.size, image.mode) == ("JPEG", PHOTOGRAPH_SIZE, "RGB")
    assert np.asarray(image).std() > 20


def test_the_sealed_bag_bears_its_two_numbers() -> None:
    data = photograph(Subject.SEALED_BAG, LABEL, taken_on=TODAY, bag="EB-2026-004417", seal="GB0117324")
    assert texts(data) == {"EB-2026-004417", "GB0117324"}


def test_the_sealed_parcel_bears_its_label() -> None:
    assert texts(photograph(Subject.SEALED_PARCEL, LABEL, taken_on=TODAY)) == {"CC007382613CN"}


def test_the_card_names_the_item() -> None:
    other = photograph(Subject.SHOES, Label("RR473124829GB"), taken_on=TODAY)
    assert other != photograph(Subject.SHOES, LABEL, taken_on=TODAY)
