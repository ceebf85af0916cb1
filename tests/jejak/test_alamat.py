"""Whose address counts, with and without servers of our own in front."""

import pytest

from jejak.alamat import alamat_asal

SERVER = "10.0.0.9"


@pytest.mark.parametrize(
    ("proksi", "lewat", "asal"),
    [
        (0, None, SERVER),
        # Without a server in front anybody may write the header.
        (0, "192.0.2.7", SERVER),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        (2, "198.51.100.1,192.0.2.7 , 10.0.0.1", "192.0.2.7"),
        (1, None, SERVER),
        (2, "192.0.2.7", SERVER),
        (1, "bukan alamat", SERVER),
        (1, "", SERVER),
        (1, "2001:DB8::1", "2001:db8::1"),
    ],
)
def test_alamat_di_belakang_peladen_sendiri(proksi, lewat, asal, rf, settings):
    settings.JUMLAH_PROXY = proksi
    kepala = {} if lewat is None else {"HTTP_X_FORWARDED_FOR": lewat}
    assert alamat_asal(rf.get("/", REMOTE_ADDR=SERVER, **kepala)) == asal


def test_tanpa_alamat(rf):
    assert alamat_asal(rf.get("/", REMOTE_ADDR="")) is None


def test_penjaga_masuk_memakai_alamat_yang_sama(rf, settings):
    from axes.helpers import get_client_ip_address

    settings.JUMLAH_PROXY = 1
    minta = rf.get("/", REMOTE_ADDR=SERVER, HTTP_X_FORWARDED_FOR="192.0.2.7")
    assert get_client_ip_address(minta) == "192.0.2.7"
