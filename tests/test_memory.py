from __future__ import annotations

import pytest

from llm4s.fields import quantity_value
from llm4s.memory import Need, need, weight_gigabytes


@pytest.mark.parametrize(("text", "value"), [("7B", 7_000_000_000), ("110M", 110_000_000), ("1.5K", 1500), ("2T", 2_000_000_000_000), ("512", 512)])
def test_quantities_are_read(text: str, value: int) -> None:
    assert quantity_value(text) == value


@pytest.mark.parametrize("text", ["", "B", "7 B", "-1", "7b"])
def test_other_texts_are_no_quantities(text: str) -> None:
    with pytest.raises(ValueError, match="not a quantity"):
        quantity_value(text)


def test_weights_take_parameters_times_bits() -> None:
    assert weight_gigabytes(7_000_000_000, 16) == 14.0
    assert weight_gigabytes(7_000_000_000, 4) == 3.5


def test_needs_are_worded_by_size() -> None:
    assert need("base", "110M") == Need("base", "110M", ("0.22 GB", "0.11 GB", "0.055 GB"))
    assert need("large", "1000B") == Need("large", "1000B", ("2,000 GB", "1,000 GB", "500 GB"))
    assert need("middle", "3B").gigabytes == ("6.0 GB", "3.0 GB", "1.5 GB")
