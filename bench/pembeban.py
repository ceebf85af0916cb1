"""Many people saving at once: one small process that costs the machine as little as it can.

    python bench/pembeban.py < rencana.json

Standard library only. Each person holds one connection and sends the next save as soon as the answer to the last
one is there, each time another figure in the next of their rows. The plan is JSON: ``port``, ``detik``, and per
person ``alamat``, ``kuki``, ``token`` and ``baris`` (``[prefix, field]``). The answer is JSON too.
"""

import json
import selectors
import socket
import sys
import time
from array import array

PEMANASAN = 3  # saves per person before the clock starts
CONTOH_GALAT = 5


class Orang:
    """One person at one connection, one save under way at a time."""

    def __init__(self, port: int, isi: dict):
        self.tujuan = ("127.0.0.1", port)
        self.kepala = (
            f"POST {isi['alamat']} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {isi['kuki']}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
        ).encode()
        self.token = isi["token"]
        self.baris = [[awalan, bidang, 0] for awalan, bidang in isi["baris"]]  # prefix, field, version
        self.giliran = -1
        self.angka = 0
        self.mulai = 0.0
        self.terima = b""
        self.terakhir: dict[str, int] = {}
        self.sambung()

    def sambung(self) -> None:
        self.soket = socket.create_connection(self.tujuan)
        self.soket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.soket.setblocking(False)

    def kirim(self) -> None:
        """The next row gets the next figure."""
        self.giliran = (self.giliran + 1) % len(self.baris)
        self.angka += 1
        awalan, bidang, versi = self.baris[self.giliran]
        isi = (
            f"csrfmiddlewaretoken={self.token}&{awalan}-versi={versi}&{awalan}-keadaan=angka&{awalan}-alasan="
        )
        if bidang == "pembilang":
            isi += f"&{awalan}-pembilang={self.angka}&{awalan}-penyebut=7"
        else:
            isi += f"&{awalan}-nilai={self.angka}"
        badan = isi.encode()
        self.mulai = time.perf_counter()
        self.soket.sendall(b"%b%d\r\n\r\n%b" % (self.kepala, len(badan), badan))

    def baca(self) -> bytes | None:
        """The whole answer once it is there: status line and body; empty where the line broke."""
        potong = self.soket.recv(65536)
        if not potong:
            return b""
        self.terima += potong
        kepala, pisah, badan = self.terima.partition(b"\r\n\r\n")
        if not pisah:
            return None
        letak = kepala.lower().find(b"content-length:")
        if letak < 0 or len(badan) < int(kepala[letak + 15 :].split(b"\r\n", 1)[0]):
            return None
        self.terima = b""
        return kepala.split(b"\r\n", 1)[0] + b"\n" + badan

    def tercatat(self) -> None:
        """The save was accepted: the row's next one goes out with its new version."""
        baris = self.baris[self.giliran]
        baris[2] += 1
        self.terakhir[baris[0]] = self.angka


def bebani(rencana: dict) -> dict:
    """Run the plan; counts, latencies in ms, and what each row must hold at last ({prefix: [version, figure]})."""
    orang = [Orang(rencana["port"], satu) for satu in rencana["orang"]]
    pemilih = selectors.DefaultSelector()
    for satu in orang:
        pemilih.register(satu.soket, selectors.EVENT_READ, satu)
        satu.kirim()
    waktu = array("d")
    tersimpan, putaran, contoh, galat, putus = 0, 0, [], 0, 0
    pemanasan = PEMANASAN * len(orang)
    mulai = prosesor = time.perf_counter()
    batas, jalan = float("inf"), len(orang)
    while jalan:
        siap = pemilih.select(timeout=30)
        if not siap:
            contoh.append("tidak ada jawaban selama 30 detik")
            galat += jalan
            break
        for kunci, _ in siap:
            satu = kunci.data
            jawab = satu.baca()
            if jawab is None:
                continue
            kini = time.perf_counter()
            putaran += 1
            if jawab.startswith(b"HTTP/1.1 200") and b'"tersimpan": true' in jawab:
                satu.tercatat()
                tersimpan += 1
                if mulai <= satu.mulai and kini <= batas:
                    waktu.append((kini - satu.mulai) * 1000)
            else:
                galat += 1
                if len(contoh) < CONTOH_GALAT:
                    contoh.append(jawab.decode(errors="replace")[:300] or "sambungan diputus")
            if not jawab:
                putus += 1
                pemilih.unregister(satu.soket)
                satu.soket.close()
                satu.sambung()
                satu.terima = b""
                pemilih.register(satu.soket, selectors.EVENT_READ, satu)
            if putaran == pemanasan:
                mulai, prosesor = time.perf_counter(), time.process_time()
                batas = mulai + rencana["detik"]
                sys.stdout.write("mulai\n")
                sys.stdout.flush()
            if kini < batas:
                satu.kirim()
            else:
                jalan -= 1
                pemilih.unregister(satu.soket)
    prosesor = time.process_time() - prosesor
    return {
        "tersimpan": tersimpan,
        "terukur": len(waktu),
        "galat": galat,
        "putus": putus,
        "contoh": contoh,
        "prosesor": prosesor,
        "waktu": sorted(waktu),
        "akhir": {
            awalan: [versi, satu.terakhir[awalan]]
            for satu in orang
            for awalan, _, versi in satu.baris
            if versi
        },
    }


if __name__ == "__main__":
    json.dump(bebani(json.load(sys.stdin)), sys.stdout)
