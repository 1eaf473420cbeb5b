"""The built sample and a way to run ``kg``, as the tests of the command line have them."""

from tests.cli.conftest import built, kg

__all__ = ["built", "kg"]
