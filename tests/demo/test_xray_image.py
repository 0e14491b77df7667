"""The drawn X-ray image: a readable picture, always the same, and another one for other goods."""

from datetime import date

import cv2
import numpy as np
import pytest

from borderpost.demo.labels import Label
from borderpost.demo.photographs import Subject
from borderpost.demo.xray_image import xray_image

DAY = date(2026, 11, 20)
LABEL = Label("RR473124829GB", ("Sender",))


def test_it_shows_goods_in_their_box_and_is_always_the_same() -> None:
    png = xray_image(Subject.SHOES, LABEL, taken_on=DAY)
    assert png.startswith(b"\x89PNG")
    assert png == xray_image(Subject.SHOES, LABEL, taken_on=DAY)
    assert png != xray_image(Subject.TABLETS, LABEL, taken_on=DAY)
    picture = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    assert picture.shape == (960, 1280, 3)
    blue, _, red = cv2.split(picture[:880].astype(np.int16))
    orange = float(np.mean(red - blue > 60))
    assert 0.1 < orange < 0.7


def test_only_goods_are_looked_through() -> None:
    with pytest.raises(KeyError):
        xray_image(Subject.SEALED_BAG, LABEL, taken_on=DAY)
