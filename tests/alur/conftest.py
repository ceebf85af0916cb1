"""Tests of the engine: what apps hang on a layar has its own tests."""

import pytest


@pytest.fixture(autouse=True)
def _hanya_mesin(mesin_polos):
    """No layar asks for anything here."""
