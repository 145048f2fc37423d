"""Units under the IRIs that QUDT gives them, https://qudt.org/vocab/unit/."""

from __future__ import annotations

QUDT = "http://qudt.org/vocab/unit/"
_CODES = {
    "%": "PERCENT",
    "ps": "PicoSEC", "ns": "NanoSEC", "us": "MicroSEC", "ms": "MilliSEC", "s": "SEC", "nanosecond": "NanoSEC",
    "microsecond": "MicroSEC", "millisecond": "MilliSEC", "sec": "SEC", "second": "SEC", "min": "MIN", "minute": "MIN",
    "hr": "HR", "hour": "HR", "h": "HR", "day": "DAY", "week": "WK", "month": "MO", "year": "YR", "years": "YR",
    "Hz": "HZ", "kHz": "KiloHZ", "MHz": "MegaHZ", "GHz": "GigaHZ", "THz": "TeraHZ",
    "nW": "NanoW", "uW": "MicroW", "mW": "MilliW", "W": "W", "kW": "KiloW", "MW": "MegaW",
    "fJ": "FemtoJ", "pJ": "PicoJ", "nJ": "NanoJ", "uJ": "MicroJ", "mJ": "MilliJ", "J": "J", "kJ": "KiloJ",
    "B": "BYTE", "byte": "BYTE", "KB": "KiloBYTE", "kB": "KiloBYTE", "MB": "MegaBYTE", "GB": "GigaBYTE",
    "TB": "TeraBYTE", "PB": "PetaBYTE", "KiB": "KibiBYTE", "MiB": "MebiBYTE", "GiB": "GibiBYTE", "bit": "BIT",
    "B/s": "BYTE-PER-SEC", "KB/s": "KiloBYTE-PER-SEC", "MB/s": "MegaBYTE-PER-SEC", "GB/s": "GigaBYTE-PER-SEC",
    "bps": "BIT-PER-SEC", "kbps": "KiloBIT-PER-SEC", "Kbps": "KiloBIT-PER-SEC", "Mbps": "MegaBIT-PER-SEC",
    "Gbps": "GigaBIT-PER-SEC", "Tbps": "TeraBIT-PER-SEC", "Mb/s": "MegaBIT-PER-SEC", "Gb/s": "GigaBIT-PER-SEC",
    "fps": "FRAME-PER-SEC", "frames/second": "FRAME-PER-SEC",
    "FLOPS": "FLOPS", "MFLOPS": "MegaFLOPS", "GFLOPS": "GigaFLOPS", "TFLOPS": "TeraFLOPS", "PFLOPS": "PetaFLOPS",
    "FLOP/s": "FLOPS", "MFLOP/s": "MegaFLOPS", "GFLOP/s": "GigaFLOPS", "TFLOP/s": "TeraFLOPS", "PFLOP/s": "PetaFLOPS",
    "dB": "DeciB", "dBm": "DeciB_M", "m": "M", "cm": "CentiM", "mm": "MilliM", "um": "MicroM", "km": "KiloM",
    "mm^2": "MilliM2", "um^2": "MicroM2", "cm^2": "CentiM2", "°": "DEG", "degree": "DEG",
}  # fmt: skip


def qudt(unit: str | None) -> str | None:
    """The IRI of a unit, where QUDT has one.

    >>> qudt("ms"), qudt("×")
    ('http://qudt.org/vocab/unit/MilliSEC', None)
    """
    code = _CODES.get(unit or "")
    return QUDT + code if code else None
