"""Figures as intervals: what a printed quantity promises, and what it leads a reader to expect.

"More than 84,000" and 8.4万余 promise at least 84,000; a reader expects less than 85,000, since the next thousand
would have been printed. The promise decides what clashes, the expectation only what is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, localcontext

# Enough for sums of a million figures; results are exact for every value an announcement prints.
PRECISION = 40
ABOUT = Decimal("0.1")
"""How far "about" may reach, as a part of the value: the widest use met in announcements, 135 for 130, rounded up."""
NEARLY = Decimal("0.05")
"""How far below its value "nearly" may lie: "nearly 700" is told of 667."""

_FRACTION = re.compile(r"\d[.,](\d+)(?!\d)")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; None where there is no bound."""

    low: Decimal | None
    high: Decimal | None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"an interval from {self.low} to {self.high}; expected low <= high")

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Whether every value of this one is less than every value of the other."""
        return self.high is not None and other.low is not None and self.high < other.low

    def holds(self, value: Decimal) -> bool:
        """Whether the value lies in it."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(_plus(self.low, other.low), _plus(self.high, other.high))

    def widened(self, by: Decimal) -> Interval:
        """Return the interval with both bounds moved outwards."""
        return Interval(
            None if self.low is None else self.low - by,
            None if self.high is None else self.high + by,
        )

    def without(self, part: Interval) -> Interval:
        """Return what remains of a whole when a part is taken away; never below nothing."""
        low = None if self.low is None or part.high is None else max(Decimal(0), self.low - part.high)
        high = None if self.high is None or part.low is None else self.high - part.low
        if high is not None and (high < 0 or (low is not None and high < low)):
            high = low if low is not None else Decimal(0)
        return Interval(low, high)

    def over(self, divisor: Interval) -> Interval:
        """Return the quotient; both must be positive where they are bounded below."""
        with localcontext(Context(prec=PRECISION)):
            low = None if self.low is None or divisor.high in (None, 0) else self.low / _not_none(divisor.high)
            high = None if self.high is None or divisor.low is None or divisor.low <= 0 else self.high / divisor.low
        return Interval(low, high)

    def times(self, factor: Decimal) -> Interval:
        """Return the interval scaled; a negative factor turns it around."""
        ends = [None if end is None else end * factor for end in (self.low, self.high)]
        return Interval(ends[0], ends[1]) if factor >= 0 else Interval(ends[1], ends[0])


@dataclass(frozen=True, slots=True)
class Stated:
    """A printed quantity.

    `sure` is what the words promise, `expected` what a reader takes them for; `step` is the unit of the last digit
    printed ("8.4万" is printed in thousands).
    """

    value: Decimal
    sure: Interval
    expected: Interval
    step: Decimal


def printed_step(value: Decimal, quote: str = "") -> Decimal:
    """Return the unit of the last digit that is printed.

    Zeros at the end of a whole number may be digits or rounding: they are taken for rounding, unless the quote prints
    them behind a decimal mark.

    >>> int(printed_step(Decimal(84000))), int(printed_step(Decimal(1400000), "1.40 million"))
    (1000, 10000)
    >>> printed_step(Decimal("9.7"))
    Decimal('0.1')
    """
    if value == 0:
        return Decimal(1)
    digits = value.normalize().as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    for match in _FRACTION.finditer(quote):
        # "1.40 million" prints one digit more than 1.4 million needs.
        printed = match.group(1)
        kept = printed.rstrip("0")
        whole = "".join(map(str, digits.digits))
        if len(kept) < len(printed) and len(printed) != 3 and whole.endswith(kept):
            exponent -= len(printed) - len(kept)
            break
    return Decimal(1).scaleb(exponent)


def stated(value: Decimal, comparator: str, *, upper: Decimal | None = None, quote: str = "") -> Stated:
    """Return a figure's interval; `comparator` is one of ``= > >= < ~``, a fall is negative and read by its size.

    >>> stated(Decimal(84000), ">").sure.high is None, stated(Decimal(84000), ">").expected.high
    (True, Decimal('85000'))
    """
    step = printed_step(value, quote)
    if abs(value) >= 100:
        # "More than 100,000" is not taken to mean up to 200,000: two digits are what writers round to.
        step = min(step, Decimal(1).scaleb(abs(value).adjusted() - 1))
    size, sign = abs(value), Decimal(1 if value >= 0 else -1)
    half = step / 2 if step > 1 else Decimal(0)
    if upper is not None:
        low, high = sorted((size, abs(upper)))
        sure = expected = Interval(low, high)
    elif comparator in (">", ">="):
        sure, expected = Interval(size, None), Interval(size, size + step)
    elif comparator == "<":
        sure, expected = Interval(Decimal(0), size), Interval(size - max(step, size * NEARLY), size)
    elif comparator == "~":
        reach = max(step, size * ABOUT)
        sure, expected = Interval(size - reach, size + reach), Interval(size - step, size + step)
    else:
        sure, expected = Interval(size - half, size + half), Interval(size - step / 2, size + step / 2)
    return Stated(value, sure.times(sign), expected.times(sign), step)


def total(parts: list[Interval]) -> Interval:
    """Return the interval of a sum; of nothing it is zero."""
    whole = Interval(Decimal(0), Decimal(0))
    for part in parts:
        whole += part
    return whole


def shown(value: Decimal) -> str:
    """Return a value for a line of arithmetic: grouped, without an exponent.

    >>> shown(Decimal("1041400")), shown(Decimal("0.5")), shown(Decimal("66.70"))
    ('1,041,400', '0.5', '66.7')
    """
    text = f"{value.normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown_interval(interval: Interval) -> str:
    """Return an interval in words: "35,000", "at least 35,000", "33,800 to 34,200".

    >>> shown_interval(Interval(Decimal(5), None)), shown_interval(Interval(Decimal("4.6"), Decimal(5)))
    ('at least 5', '4.6 to 5')
    """
    low = None if interval.low is None else _rounded(interval.low, ROUND_FLOOR)
    high = None if interval.high is None else _rounded(interval.high, ROUND_CEILING)
    if low is None or high is None:
        if low is not None:
            return f"at least {low}"
        return "any number" if high is None else f"at most {high}"
    return low if low == high else f"{low} to {high}"


def _rounded(value: Decimal, rounding: str) -> str:
    """Return a bound in at most four digits, never inside the interval it bounds."""
    if value == value.to_integral_value() and abs(value) < 10**15:
        return shown(value)
    return shown(
        Context(prec=4, rounding=rounding).plus(value) if abs(value) < 1000 else value.quantize(Decimal(1), rounding)
    )


def _plus(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    return None if a is None or b is None else a + b


def _not_none(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("a bound was expected")
    return value
