#!/usr/bin/python3
"""A passport with a chip that is not there: its files, and the chip itself on the virtual card reader that Debian calls vpcd.

    passport.py make FOLDER --picture FILE [--zone LINE1/LINE2] [--signer ecdsa|rsa-pss] [--curve NUMBER] [--faces N] …
    passport.py serve FOLDER [--port 35963] [--laid] [--fault NAME[=VALUE]]…

`make` writes the passport of somebody invented: the chip's files as ICAO Doc 9303-10 has them, `certificates` with the country's
certificate, which is what a reader is given, and `secret` with what only the chip and its makers know.

`serve` plays the chip as Doc 9303-11 has it. Its orders come on standard input, one a line, and each is answered by a line when it is done:
`lay`, `take`, `fault NAME[=VALUE]`, `mend` (no faults any more) and `quit`. Lines that begin with `*` were not asked for: `* held` when the
chip leaves a command without an answer, `* gone` when it left by a fault, `* reader gone` and `* reader back`. What is told are counts and
status words, never what stands in the passport. `serve --help` lists the faults.

The interpreter is Debian's, which has Debian's cryptography.
"""

import argparse
import collections
import dataclasses
import hashlib
import hmac
import json
import os
import random
import re
import selectors
import socket
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

PORT = 35963
FAULTS = {
    "no-pace": "knows no PACE, and says so nowhere: an older passport",
    "no-bac": "refuses basic access control",
    "no-chip-authentication": "an older passport: data group 14 has no key; =absent: there is no data group 14",
    "cloned": "has another private key than the one that data group 14 tells the public key of",
    "own-key": "data group 14 has another key than the one that was signed, and the chip knows its private key",
    "hidden": "=14 or another number: this data group was signed and is not there",
    "altered": "=1, 2 or 14: a byte of this data group changed after it was signed",
    "other-signer": "was signed by another country's signer; =same-name: its certificate has the name of the one that is known",
    "no-sod": "has no signature",
    "wrong-signed-digest": "data group 1 changed and its digest with it; the signature is the old one",
    "locked": "has the access keys of another zone",
    "silent": "leaves every command without an answer",
    "mute-after": "=N: leaves every command after so many without an answer",
    "taken-after": "=N: leaves the reader after so many commands",
    "status-after": "=N:6F00: says nothing but this status word after so many commands",
    "garbage": "[=SEED[:N]]: answers nonsense, after N commands",
    "bad-mac": "=N: has a wrong checksum in every answer after so many commands",
    "short": "=N: tells at most so many bytes at once",
    "endless": "[=CardAccess,COM,1,2,14,SOD]: these files, or all, say that they have 16 MB, and have as much",
    "huge-picture": "the picture says that it is huge, and is signed; =N: it is as it was, with N bytes that mean nothing behind it",
    "not-jpeg": "the picture is nonsense, and is signed",
    "slow": "=SECONDS: takes so long for every byte of command and answer",
    "repeated-first-empty": "tells no bytes when it is read, and says that all is well",
    "no-extended": "takes no command of extended length, and says so",
}

# Data objects.

def tlv(tag: int, *parts: bytes) -> bytes:
    """A data object, with its length in as few bytes as can be."""
    body = b"".join(parts)
    size, width = len(body), (len(body).bit_length() + 7) // 8
    length = bytes([size]) if size < 0x80 else bytes([0x80 | width]) + size.to_bytes(width, "big")
    return tag.to_bytes(2 if tag > 0xFF else 1, "big") + length + body


def objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The data objects that stand one after the other, tag and body."""
    at = 0
    while at < len(data):
        tag, at = data[at], at + 1
        if tag & 0x1F == 0x1F:
            tag, at = tag << 8 | data[at], at + 1
        size, at = data[at], at + 1
        if size & 0x80:
            count = size & 0x7F
            size, at = int.from_bytes(data[at:at + count], "big"), at + count
        if at + size > len(data):
            raise ValueError("a data object is cut off")
        yield tag, data[at:at + size]
        at += size


def sequence(*parts: bytes) -> bytes:
    """ASN.1's SEQUENCE."""
    return tlv(0x30, *parts)


def integer(value: int) -> bytes:
    """ASN.1's INTEGER, not negative."""
    return tlv(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def identifier(text: str) -> bytes:
    """ASN.1's OBJECT IDENTIFIER."""
    first, second, *others = map(int, text.split("."))
    coded = b""
    for number in [40 * first + second, *others]:
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.insert(0, 0x80 | number & 0x7F)
        coded += bytes(septets)
    return tlv(0x06, coded)


def bits(data: bytes) -> bytes:
    """ASN.1's BIT STRING of whole bytes."""
    return tlv(0x03, b"\0", data)


# The curves.

# ICAO Doc 9303-11, standardized domain parameters.
CURVES = {
    10: "secp224r1", 11: "brainpoolP224r1", 12: "prime256v1", 13: "brainpoolP256r1", 14: "brainpoolP320r1",
    15: "secp384r1", 16: "brainpoolP384r1", 17: "brainpoolP512r1", 18: "secp521r1",
}
Point = tuple[int, int] | None


def openssl(*arguments: str | Path, told: bytes = b"") -> bytes:
    """What the program says."""
    return subprocess.run(["openssl", *map(str, arguments)], input=told, check=True, capture_output=True).stdout


class Curve:
    """An elliptic curve; PACE needs sums of points and a generator of its own, which no library in Debian's Python has."""

    def __init__(self, number: int) -> None:
        name = CURVES[number]
        self.name = openssl("ecparam", "-name", name, "-outform", "DER")
        self.explicit = openssl("ecparam", "-name", name, "-param_enc", "explicit", "-outform", "DER")
        _, field, coefficients, generator, order, *_ = [body for _, body in objects(next(objects(self.explicit))[1])]
        self.prime = int.from_bytes([body for _, body in objects(field)][1], "big")
        self.a, self.b = (int.from_bytes(body, "big") for tag, body in list(objects(coefficients))[:2])
        self.order = int.from_bytes(order, "big")
        self.width = (self.prime.bit_length() + 7) // 8
        self.generator = self.point(generator)

    def add(self, first: Point, second: Point) -> Point:
        """The sum of two points."""
        if first is None or second is None:
            return first or second
        (x, y), (other_x, other_y), prime = first, second, self.prime
        if x != other_x:
            slope = (other_y - y) * pow(other_x - x, -1, prime) % prime
        elif (y + other_y) % prime == 0:
            return None
        else:
            slope = (3 * x * x + self.a) * pow(2 * y, -1, prime) % prime
        sum_x = (slope * slope - x - other_x) % prime
        return sum_x, (slope * (x - sum_x) - y) % prime

    def multiply(self, factor: int, point: Point) -> Point:
        """A point so many times."""
        product = None
        while factor:
            if factor & 1:
                product = self.add(product, point)
            point = self.add(point, point)
            factor >>= 1
        return product

    def written(self, point: Point) -> bytes:
        """A point's bytes, not compressed."""
        if point is None:
            raise ValueError("a point is at infinity")
        return b"\4" + b"".join(value.to_bytes(self.width, "big") for value in point)

    def point(self, data: bytes) -> Point:
        """A point of this curve."""
        x, y = int.from_bytes(data[1:1 + self.width], "big"), int.from_bytes(data[1 + self.width:], "big")
        is_on_it = max(x, y) < self.prime and (y * y - x * x * x - self.a * x - self.b) % self.prime == 0
        if data[0] != 4 or len(data) != 2 * self.width + 1 or not is_on_it:
            raise ValueError("no point of the curve")
        return x, y

    def scalar(self, draw: Callable[[int], bytes]) -> int:
        """A private key."""
        while not 0 < (value := int.from_bytes(draw(self.width), "big") >> 8 * self.width - self.order.bit_length()) < self.order:
            pass
        return value

    def shared(self, private: int, public: bytes) -> bytes:
        """What both sides know afterwards: the first coordinate."""
        return self.written(self.multiply(private, self.point(public)))[1:1 + self.width]

    def key(self, public: bytes, *, is_explicit: bool) -> bytes:
        """ASN.1's SubjectPublicKeyInfo."""
        return sequence(sequence(identifier("1.2.840.10045.2.1"), self.explicit if is_explicit else self.name), bits(public))


# Keys and secure messaging.

def padded(data: bytes, block: int) -> bytes:
    """ISO/IEC 7816-4's padding."""
    return data + b"\x80" + bytes(-(len(data) + 1) % block)


def unpadded(data: bytes) -> bytes:
    """The data before ISO/IEC 7816-4's padding."""
    bare = data.rstrip(b"\0")
    if not bare.endswith(b"\x80"):
        raise ValueError("no padding")
    return bare[:-1]


def encrypted(key: object, start: bytes, data: bytes) -> bytes:
    """Cipher block chaining."""
    cipher = Cipher(key, modes.CBC(start)).encryptor()
    return cipher.update(data) + cipher.finalize()


def decrypted(key: object, start: bytes, data: bytes) -> bytes:
    """Cipher block chaining, backwards."""
    cipher = Cipher(key, modes.CBC(start)).decryptor()
    return cipher.update(data) + cipher.finalize()


def derived(seed: bytes, counter: int, size: int = 16) -> bytes:
    """A key of so many bytes (Doc 9303-11, 9.7.1): counter 1 to encrypt, 2 to authenticate, 3 from a password."""
    digest = hashlib.sha1 if size == 16 else hashlib.sha256
    return digest(seed + struct.pack(">I", counter)).digest()[:size]


def with_parity(key: bytes) -> bytes:
    """A DES key, each byte's last bit such that an odd number of bits is set; DES itself leaves it out."""
    return bytes(byte & 0xFE | (byte >> 1).bit_count() + 1 & 1 for byte in key)


def retail(key: bytes, data: bytes) -> bytes:
    """ISO/IEC 9797-1's MAC algorithm 3 with DES, of what is padded already."""
    first, second = algorithms.TripleDES(key[:8]), algorithms.TripleDES(key[8:])
    start = bytes(8)
    return encrypted(first, start, decrypted(second, start, encrypted(first, start, data)[-8:]))


def cmac(key: bytes, data: bytes) -> bytes:
    """The first eight bytes of the checksum with AES."""
    code = CMAC(algorithms.AES(key))
    code.update(data)
    return code.finalize()[:8]


class StatusError(Exception):
    """A command ends by this status word."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status:04x}")
        self.status = status


class Messaging:
    """Secure messaging as both sides agreed on it: 3DES after BAC, AES after PACE and chip authentication."""

    def __init__(self, seed: bytes, size: int = 0, counter: int = 0) -> None:
        """Of a shared secret: keys for AES of so many bytes, or for 3DES where that is 0."""
        self.is_strong = size > 0
        self.encryption, self.authentication = derived(seed, 1, size or 16), derived(seed, 2, size or 16)
        self.block = 16 if self.is_strong else 8
        self.counter = counter

    @property
    def key(self) -> object:
        """The key that encrypts."""
        return algorithms.AES(self.encryption) if self.is_strong else algorithms.TripleDES(self.encryption)

    @property
    def start(self) -> bytes:
        """What the first block is mixed with."""
        return encrypted(self.key, bytes(16), self.counter.to_bytes(16, "big")) if self.is_strong else bytes(8)

    def checksum(self, data: bytes) -> bytes:
        """The checksum of a message with the counter before it."""
        whole = padded(self.counter.to_bytes(self.block, "big") + data, self.block)
        return cmac(self.authentication, whole) if self.is_strong else retail(self.authentication, whole)

    def opened(self, header: bytes, body: bytes) -> tuple[bytes, int | None]:
        """What a protected command says, and how many bytes are wanted of its answer."""
        self.counter += 1
        try:
            found = list(objects(body))
        except (IndexError, ValueError):
            raise StatusError(0x6988) from None
        names = [tag for tag, _ in found]
        sealed = 0x85 if header[1] & 1 else 0x87
        if names not in ([0x8E], [0x97, 0x8E], [sealed, 0x8E], [sealed, 0x97, 0x8E]):
            raise StatusError(0x6987)
        parts = dict(found)
        covered = padded(header, self.block) + b"".join(tlv(tag, part) for tag, part in found[:-1])
        if not hmac.compare_digest(self.checksum(covered), parts[0x8E]):
            raise StatusError(0x6988)
        data = parts.get(sealed, b"")
        if sealed == 0x87 and data:
            if data[0] != 1:
                raise StatusError(0x6988)
            data = data[1:]
        if len(data) % self.block:
            raise StatusError(0x6988)
        wanted = parts.get(0x97)
        return (
            unpadded(decrypted(self.key, self.start, data)) if data else b"",
            None if wanted is None else int.from_bytes(wanted, "big") or 256 ** len(wanted),
        )

    def sealed(self, instruction: int, data: bytes, status: int) -> bytes:
        """The protected answer, without the status word behind it."""
        self.counter += 1
        body = b""
        if data:
            hidden = encrypted(self.key, self.start, padded(data, self.block))
            body = tlv(0x85, hidden) if instruction & 1 else tlv(0x87, b"\1", hidden)
        body += tlv(0x99, status.to_bytes(2, "big"))
        return body + tlv(0x8E, self.checksum(body))

    def room(self, bound: int) -> int:
        """How many bytes a protected answer of at most so many tells."""
        hidden = bound - 4 - 10 - 1
        hidden -= 2 if hidden - 2 < 0x80 else 3 if hidden - 3 < 0x100 else 4
        return max(0, hidden // self.block * self.block - 1)


# What a passport is made of.

CARD_ACCESS, ATTRIBUTES, COMMON, SECURITY_OBJECT = 0x011C, 0x2F01, 0x011E, 0x011D
FILES = {CARD_ACCESS: "CardAccess", COMMON: "COM", 0x0101: "1", 0x0102: "2", 0x010E: "14", SECURITY_OBJECT: "SOD"}
GROUPS = {1: 0x61, 2: 0x75, 14: 0x6E}
LDS = "2.23.136.1.1.1"
PACE, CHIP_KEY, CHIP_AUTHENTICATION = "0.4.0.127.0.7.2.2.4.2", "0.4.0.127.0.7.2.2.1.2", "0.4.0.127.0.7.2.2.3.2"
# The last arc of the protocols above says how long AES's key is.
ARCS = {16: 2, 24: 3, 32: 4}
SHA256 = sequence(identifier("2.16.840.1.101.3.4.2.1"), tlv(0x05))
SALT = 32


def check_digit(text: str) -> str:
    """Doc 9303-3, 4.9."""
    values = [0 if letter == "<" else int(letter, 36) for letter in text]
    return str(sum(value * weight for value, weight in zip(values, [7, 3, 1] * len(values), strict=False)) % 10)


def zone(names: str = "SOERENSEN<<ANNA<MARIE", number: str = "200000000", born: str = "850214", ends: str = "260930") -> list[str]:
    """The two lines of a Danish woman's passport; nobody's, by its number."""
    optional = "<" * 14
    parts = [text + check_digit(text) for text in (number, born, ends, optional)]
    whole = "".join(parts)
    return [f"P<DNK{names}".ljust(44, "<"), f"{parts[0]}DNK{parts[1]}F{parts[2]}{parts[3]}{check_digit(whole)}"]


def access_information(lines: list[str]) -> bytes:
    """What a zone says to the chip: number, birth and end, each with its check digit."""
    return (lines[1][0:10] + lines[1][13:20] + lines[1][21:28]).encode()


def sides_at(picture: bytes) -> list[tuple[int, int, bool]]:
    """Where a JPEG or JPEG 2000 picture says its sides: the place, the bytes of each, and whether the height is first."""
    if picture.startswith(b"\xff\xd8"):
        at = 2
        while picture[at + 1] not in {0xC0, 0xC1, 0xC2}:
            at += 2 + int.from_bytes(picture[at + 2:at + 4], "big")
        return [(at + 5, 2, True)]
    boxes = [(picture.index(b"ihdr") + 4, 4, True)] if b"ihdr" in picture else []
    return [*boxes, (picture.index(b"\xff\x4f\xff\x51") + 8, 4, False)]


def sides(picture: bytes) -> tuple[int, int]:
    """A picture's width and height; those of a usual one where it is none."""
    try:
        at, size, is_high = sides_at(picture)[0]
    except (IndexError, ValueError):
        return 413, 531
    pair = [int.from_bytes(picture[place:place + size], "big") for place in (at, at + size)]
    return (pair[1], pair[0]) if is_high else (pair[0], pair[1])


def with_sides(picture: bytes, side: int) -> bytes:
    """A picture that says of itself that it is a square of so many pixels."""
    changed = bytearray(picture)
    for at, size, _ in sides_at(picture):
        changed[at:at + 2 * size] = side.to_bytes(size, "big") * 2
    return bytes(changed)


def face_group(picture: bytes, faces: int, points: int) -> bytes:
    """Data group 2: ISO/IEC 19794-5's record of faces in CBEFF's template."""
    is_jpeg_2000 = picture[4:8] == b"jP  " or picture.startswith(b"\xff\x4f\xff\x51")
    width, height = sides(picture)
    features = b"".join(struct.pack(">BBHHH", 1, 0x20 + number % 16, width // 2, height // 2, 0) for number in range(points))
    image = struct.pack(">BBHHBBHH", 1, is_jpeg_2000, width, height, 1, 2, 0, 0) + picture
    facial = struct.pack(">IHBBB3sH3s3s", 20 + len(features) + len(image), points, 2, 0, 0, bytes(3), 0, bytes(3), bytes(3))
    one = facial + features + image
    record = struct.pack(">4s4sIH", b"FAC", b"010", 14 + faces * len(one), faces) + faces * one
    header = tlv(0xA1, tlv(0x80, b"\1\1"), tlv(0x81, b"\2"), tlv(0x87, b"\1\1"), tlv(0x88, b"\0\x08"))
    return tlv(GROUPS[2], tlv(0x7F61, tlv(0x02, b"\1"), tlv(0x7F60, header, tlv(0x5F2E, record))))


@dataclasses.dataclass
class Settings:
    """What a passport's chip was made with."""

    zone: list[str]
    curve: int = 13
    size: int = 16
    signer: str = "ecdsa"
    faces: int = 1
    points: int = 0
    is_explicit: bool = False
    has_pace: bool = True
    has_key: bool = True
    private: int = 0

    @property
    def pace(self) -> bytes:
        """PACEInfo."""
        return sequence(identifier(f"{PACE}.{ARCS[self.size]}"), integer(2), integer(self.curve))

    def zone_group(self) -> bytes:
        """Data group 1."""
        return tlv(GROUPS[1], tlv(0x5F1F, "".join(self.zone).encode()))

    def security_group(self, curve: Curve, private: int, *, has_pace: bool, has_key: bool) -> bytes:
        """Data group 14, with the public key of the chip."""
        public = curve.key(curve.written(curve.multiply(private, curve.generator)), is_explicit=self.is_explicit)
        key = [sequence(identifier(CHIP_KEY), public), sequence(identifier(f"{CHIP_AUTHENTICATION}.2"), integer(1))]
        return tlv(GROUPS[14], tlv(0x31, *([self.pace] if has_pace else []), *(key if has_key else [])))


def common(groups: dict[int, bytes]) -> bytes:
    """EF.COM: versions, and which data groups there are."""
    return tlv(0x60, tlv(0x5F01, b"0107"), tlv(0x5F36, b"040000"), tlv(0x5C, bytes(group[0] for group in groups.values())))


def digests(groups: dict[int, bytes]) -> bytes:
    """The LDS security object, which is what is signed."""
    hashed = [sequence(integer(number), tlv(0x04, hashlib.sha256(group).digest())) for number, group in groups.items()]
    return sequence(integer(0), SHA256, sequence(*hashed))


# Who signs it.

PSS = sequence(
    identifier("1.2.840.113549.1.1.10"),
    sequence(tlv(0xA0, SHA256), tlv(0xA1, sequence(identifier("1.2.840.113549.1.1.8"), SHA256)), tlv(0xA2, integer(SALT))),
)
COUNTRY, UNIT = "Testland", "CSCA Testland"


def name(common_name: str) -> bytes:
    """A distinguished name."""
    parts = [("2.5.4.6", tlv(0x13, b"DK")), ("2.5.4.10", tlv(0x0C, COUNTRY.encode())), ("2.5.4.3", tlv(0x0C, common_name.encode()))]
    return sequence(*(tlv(0x31, sequence(identifier(kind), text)) for kind, text in parts))


class Authority:
    """A country's certificate and its signer's, whose own is over since long: passports outlive those who sign them."""

    def __init__(self, folder: Path, settings: Settings, called: str = UNIT) -> None:
        self.folder, self.settings = folder, settings
        self.is_elliptic = settings.signer == "ecdsa"
        if self.is_elliptic:
            self.key: object = ec.generate_private_key(ec.BrainpoolP384R1())
            signer: object = ec.generate_private_key(ec.BrainpoolP256R1())
        else:
            self.key = rsa.generate_private_key(65537, 3072)
            signer = rsa.generate_private_key(65537, 2048)
        own, other = self.public(self.key, 16), self.public(signer, 13)
        mark, unit = hashlib.sha1(own).digest(), name(called)
        authority = [("2.5.29.19", sequence(tlv(0x01, b"\xff"), integer(0))), ("2.5.29.15", tlv(0x03, b"\1\6"))]
        self.certificate = self.certified(1, unit, unit, own, ("200101", "350101"), authority, ("2.5.29.14", tlv(0x04, mark)))
        dates, usage = ("200101", "240101"), [("2.5.29.15", tlv(0x03, b"\7\x80"))]
        signers = self.certified(2, name(f"DS {called}"), unit, other, dates, usage, ("2.5.29.35", sequence(tlv(0x80, mark))))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "signer.der").write_bytes(signers)
        (folder / "signer.pem").write_bytes(openssl("x509", "-inform", "DER", told=signers))
        written = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        (folder / "signer.key").write_bytes(signer.private_bytes(*written))

    def public(self, key: object, curve: int) -> bytes:
        """A public key as certificates have it."""
        form = serialization.PublicFormat
        if self.is_elliptic:
            point = key.public_key().public_bytes(serialization.Encoding.X962, form.UncompressedPoint)
            return Curve(curve).key(point, is_explicit=self.settings.is_explicit)
        return key.public_key().public_bytes(serialization.Encoding.DER, form.SubjectPublicKeyInfo)

    def certified(
        self, serial: int, subject: bytes, issuer: bytes, public: bytes, dates: tuple[str, str], critical: list[tuple[str, bytes]],
        other: tuple[str, bytes],
    ) -> bytes:
        """A certificate, signed by the country."""
        algorithm = sequence(identifier("1.2.840.10045.4.3.3")) if self.is_elliptic else PSS
        extensions = [sequence(identifier(kind), tlv(0x01, b"\xff"), tlv(0x04, value)) for kind, value in critical]
        extensions.append(sequence(identifier(other[0]), tlv(0x04, other[1])))
        valid = sequence(*(tlv(0x17, f"{date}000000Z".encode()) for date in dates))
        body = sequence(
            tlv(0xA0, integer(2)), integer(serial), algorithm, issuer, valid, subject, public, tlv(0xA3, sequence(*extensions)),
        )
        if self.is_elliptic:
            signature = self.key.sign(body, ec.ECDSA(hashes.SHA384()))
        else:
            signature = self.key.sign(body, padding.PSS(padding.MGF1(hashes.SHA256()), SALT), hashes.SHA256())
        return sequence(body, algorithm, bits(signature))


def signed(folder: Path, signer: str, groups: dict[int, bytes]) -> bytes:
    """EF.SOD, signed by the signer whose key is in a folder."""
    scheme = ["-keyopt", "rsa_padding_mode:pss", "-keyopt", f"rsa_pss_saltlen:{SALT}"] if signer == "rsa-pss" else []
    return tlv(0x77, openssl(
        "cms", "-sign", "-binary", "-nodetach", "-econtent_type", LDS, "-nosmimecap", "-md", "sha256", "-signer", folder / "signer.pem",
        "-inkey", folder / "signer.key", *scheme, "-outform", "DER", told=digests(groups),
    ))


# A passport in a folder.

def make(folder: Path, settings: Settings, picture: bytes) -> dict[str, int]:
    """Writes a passport; its files, and how long they are."""
    curve = Curve(settings.curve)
    settings.private = curve.scalar(os.urandom)
    authority = Authority(folder / "secret", settings)
    (folder / "secret" / "picture").write_bytes(picture)
    (folder / "secret" / "settings.json").write_text(json.dumps(dataclasses.asdict(settings)))
    (folder / "certificates").mkdir(exist_ok=True)
    (folder / "certificates" / "csca.der").write_bytes(authority.certificate)
    groups = {
        1: settings.zone_group(),
        2: face_group(picture, settings.faces, settings.points),
        14: settings.security_group(curve, settings.private, has_pace=settings.has_pace, has_key=settings.has_key),
    }
    if not settings.has_pace and not settings.has_key:
        del groups[14]
    files = {COMMON: common(groups), SECURITY_OBJECT: signed(folder / "secret", settings.signer, groups)}
    files |= {0x0100 + number: group for number, group in groups.items()}
    if settings.has_pace:
        files[CARD_ACCESS] = tlv(0x31, settings.pace)
    for number in FILES:
        path = folder / f"{number:04X}.bin"
        path.unlink(missing_ok=True)
        if number in files:
            path.write_bytes(files[number])
    return {f"EF.{'DG' if called.isdigit() else ''}{called}": len(files[number]) for number, called in FILES.items() if number in files}


class Passport:
    """A passport as a folder has it, with the faults that concern what is written in it."""

    def __init__(self, folder: Path, faults: dict[str, str]) -> None:
        self.faults, self.folder = faults, folder / "secret"
        self.settings = Settings(**json.loads((self.folder / "settings.json").read_text()))
        self.curve = Curve(self.settings.curve)
        self.files = {int(path.stem, 16): path.read_bytes() for path in folder.glob("*.bin")}
        self.private = self.settings.private
        self.zone = zone(number="200000001") if "locked" in faults else self.settings.zone
        self.made_otherwise()
        self.changed()

    @property
    def groups(self) -> dict[int, bytes]:
        """The data groups that there are."""
        return {number: self.files[0x0100 + number] for number in GROUPS if 0x0100 + number in self.files}

    def made_otherwise(self) -> None:
        """What its makers did otherwise, and signed."""
        faults, before, folder = self.faults, dict(self.files), self.folder
        picture = (folder / "picture").read_bytes()
        others = [face for face in ("not-jpeg", "huge-picture") if face in faults]
        if others == ["not-jpeg"]:
            picture = random.Random(2).randbytes(len(picture))
        elif others:
            more = faults["huge-picture"]
            picture = picture + bytes(int(more)) if more else with_sides(picture, 30_000)
        if others:
            self.files[0x0102] = face_group(picture, self.settings.faces, self.settings.points)
        has_pace = self.settings.has_pace and "no-pace" not in faults
        has_key = self.settings.has_key and "no-chip-authentication" not in faults
        if not has_pace:
            self.files.pop(CARD_ACCESS, None)
        if {"no-pace", "no-chip-authentication"} & faults.keys():
            self.files[0x010E] = self.settings.security_group(self.curve, self.private, has_pace=has_pace, has_key=has_key)
            if faults.get("no-chip-authentication") == "absent" or not (has_pace or has_key):
                del self.files[0x010E]
        if "other-signer" in faults:
            # Not kept: nobody asks for this country's certificate.
            with tempfile.TemporaryDirectory() as place:
                called = UNIT if faults["other-signer"] == "same-name" else "CSCA Elsewhere"
                Authority(Path(place), self.settings, called)
                self.files[SECURITY_OBJECT] = signed(Path(place), self.settings.signer, self.groups)
        elif self.files != before:
            self.files[COMMON] = common(self.groups)
            self.files[SECURITY_OBJECT] = signed(folder, self.settings.signer, self.groups)

    def changed(self) -> None:
        """What somebody changed afterwards."""
        faults, files = self.faults, self.files
        if "own-key" in faults:
            self.private = self.curve.scalar(os.urandom)
            files[0x010E] = self.settings.security_group(self.curve, self.private, has_pace=CARD_ACCESS in files, has_key=True)
        if "cloned" in faults:
            self.private = self.curve.scalar(os.urandom)
        if "wrong-signed-digest" in faults:
            old = hashlib.sha256(files[0x0101]).digest()
            self.alter(1)
            files[SECURITY_OBJECT] = files[SECURITY_OBJECT].replace(old, hashlib.sha256(files[0x0101]).digest())
        if "altered" in faults:
            self.alter(int(faults["altered"]))
        if "hidden" in faults:
            del files[0x0100 + int(faults["hidden"])]
            files[COMMON] = common(self.groups)
        if "no-sod" in faults:
            del files[SECURITY_OBJECT]
        if "endless" in faults:
            for number in files:
                if FILES[number] in (faults["endless"] or ",".join(FILES.values())).split(","):
                    tag = 2 if files[number][0] & 0x1F == 0x1F else 1
                    files[number] = files[number][:tag] + b"\x83\xff\xff\xff" + files[number][tag + 1:]

    def alter(self, number: int) -> None:
        """Changes a byte of a data group: a letter of the name, a byte in the middle of the picture, the end of the chip's key."""
        group = bytearray(self.files[0x0100 + number])
        if number == 1:
            letter = group.index(self.settings.zone[0].encode()) + 6
            group[letter] = ord("Y" if group[letter] == ord("X") else "X")
        elif number == 14:
            end = group.rindex(self.curve.written(self.curve.multiply(self.private, self.curve.generator))) + 2 * self.curve.width
            group[end] ^= 1
        else:
            group[len(group) // 2] ^= 1
        self.files[0x0100 + number] = bytes(group)


# The chip.

APPLICATION = bytes.fromhex("A0000002471001")
# Where a file is read by five bits of the command, before the application is selected and within it.
OUTSIDE, INSIDE = {0x1C: CARD_ACCESS, 0x01: ATTRIBUTES}, {1: 0x0101, 2: 0x0102, 14: 0x010E, 0x1E: COMMON, 0x1D: SECURITY_OBJECT}
# No answer is longer, so that with what protects it it fits into what the virtual reader carries.
BUFFER = 32_000
ODD = 0xB1
UNPROTECTED, PROTECTED = 0x00, 0x0C


@dataclasses.dataclass
class Command:
    """A command as it came in, or as it was when what protected it was taken off."""

    header: bytes
    data: bytes
    wanted: int | None
    is_extended: bool
    is_greedy: bool = False

    def want(self, wanted: int | None) -> None:
        """So many bytes are wanted; the greatest number means as many as there are, however few."""
        self.wanted, self.is_greedy = wanted, wanted in {256, 65_536}

    def __post_init__(self) -> None:
        """Of what came in."""
        self.want(self.wanted)

    @classmethod
    def read(cls, message: bytes) -> "Command":
        """ISO/IEC 7816-4's four cases, short and extended."""
        header, body = message[:4], message[4:]
        if len(header) < 4:
            raise StatusError(0x6700)
        if not body:
            return cls(header, b"", None, is_extended=False)
        if len(body) == 1:
            return cls(header, b"", body[0] or 256, is_extended=False)
        if body[0]:
            size, rest, width = body[0], body[1:], 1
        elif len(body) == 3:
            return cls(header, b"", int.from_bytes(body[1:], "big") or 65_536, is_extended=True)
        else:
            size, rest, width = int.from_bytes(body[1:3], "big"), body[3:], 2
        data, end = rest[:size], rest[size:]
        if len(data) != size or len(end) not in {0, width}:
            raise StatusError(0x6700)
        return cls(header, data, (int.from_bytes(end, "big") or 256 ** width) if end else None, is_extended=width == 2)


class Chip:
    """The chip's end of the protocol; a command goes in, an answer comes out."""

    def __init__(self, passport: Passport, faults: dict[str, str]) -> None:
        self.passport, self.faults = passport, faults
        # What is drawn by lot; worked examples have it from a book.
        self.draw: Callable[[int], bytes] = os.urandom
        self.access = "no access"
        self.has_authenticated = False
        self.longest = 0
        self.reset()

    def reset(self) -> None:
        """The reader's field was off."""
        self.messaging: Messaging | None = None
        self.next: Messaging | None = None
        self.is_selected = False
        self.file: int | None = None
        self.challenge = b""
        self.step = ""
        self.nonce = self.own = self.theirs = b""
        self.generator: Point = None
        self.secret = b""

    @property
    def is_extended(self) -> bool:
        """Whether it takes commands of extended length."""
        return "no-extended" not in self.faults

    @property
    def answer_to_reset(self) -> bytes:
        """What it says when it is powered; its capabilities are among the historical bytes."""
        historical = bytes([0x80, 0x73, 0x84, 0x21, 0xC0 if self.is_extended else 0x80])
        told = bytes([0x80 | len(historical), 0x80, 0x01]) + historical
        check = 0
        for byte in told:
            check ^= byte
        return b"\x3b" + told + bytes([check])

    def answer(self, message: bytes) -> bytes:
        """The answer to a command, its status word behind it."""
        data, status, protection, instruction = b"", 0x9000, None, 0
        try:
            command = Command.read(message)
            if command.is_extended and not self.is_extended:
                raise StatusError(0x6700)
            protection, instruction = self.opened(command), command.header[1]
            data, status = self.perform(command, protection)
        except StatusError as fault:
            status = fault.status
        except (IndexError, KeyError, ValueError):
            status = 0x6A80
        if status in {0x6987, 0x6988}:
            # Somebody is in between: what was agreed on is over.
            self.messaging = self.next = protection = None
        if protection:
            data = protection.sealed(instruction, data, status)
        if self.next:
            self.messaging, self.next = self.next, None
        return data + status.to_bytes(2, "big")

    def opened(self, command: Command) -> Messaging | None:
        """Takes off what protects a command, and says by what its answer is protected."""
        if command.header[0] & PROTECTED != PROTECTED:
            self.messaging = None
            return None
        if not self.messaging:
            raise StatusError(0x6987)
        outer = command.wanted or 256
        command.data, wanted = self.messaging.opened(command.header, command.data)
        command.want(wanted)
        if command.wanted is not None:
            self.longest = max(self.longest, command.wanted)
            command.wanted = min(command.wanted, self.messaging.room(outer))
        return self.messaging

    def perform(self, command: Command, protection: Messaging | None) -> tuple[bytes, int]:
        """Does what a command says."""
        kind, instruction, first, second = command.header
        is_chained = bool(kind & 0x10)
        if kind & 0xE3 or (is_chained and instruction != 0x86):
            raise StatusError(0x6E00)
        match instruction, first, second:
            case 0xA4, _, _:
                return self.select(command, first, protection), 0x9000
            case (0xB0 | 0xB1), _, _:
                return self.read(command, protection)
            case 0x84, 0, 0:
                return self.begin_basic(command), 0x9000
            case 0x82, 0, 0:
                return self.basic(command.data), 0x9000
            case 0x22, 0xC1, 0xA4:
                return self.begin_pace(command.data), 0x9000
            case 0x22, 0x41, 0xA4:
                return self.begin_chip_authentication(command.data, protection), 0x9000
            case 0x86, 0, 0:
                return self.authenticate(command, protection, is_chained=is_chained), 0x9000
        raise StatusError(0x6D00)

    # Files.

    def select(self, command: Command, by: int, protection: Messaging | None) -> bytes:
        """SELECT: the application, the master file, or a file."""
        if by == 4:
            if command.data != APPLICATION:
                raise StatusError(0x6A82)
            self.is_selected, self.file = True, None
        elif by == 0 and command.data in {b"", b"\x3f\x00"}:
            self.is_selected, self.file = False, None
        elif by in {0, 2} and len(command.data) == 2:
            self.file = self.found(int.from_bytes(command.data, "big"), protection)
        else:
            raise StatusError(0x6A86)
        return b""

    def found(self, number: int | None, protection: Messaging | None) -> int:
        """A file that is there and may be read now."""
        is_there = number in (INSIDE if self.is_selected else OUTSIDE).values() and number in {*self.passport.files, ATTRIBUTES}
        if number is None or not is_there:
            raise StatusError(0x6A82)
        if self.is_selected and not protection:
            raise StatusError(0x6982)
        return number

    def content(self, number: int) -> bytes:
        """What stands in a file."""
        if number != ATTRIBUTES:
            return self.passport.files[number]
        bound = integer(BUFFER if self.is_extended else 256)
        return tlv(0x47, bytes([0x84, 0x21, 0xC0 if self.is_extended else 0x80])) + (tlv(0x7F66, bound, bound) if self.is_extended else b"")

    def read(self, command: Command, protection: Messaging | None) -> tuple[bytes, int]:
        """READ BINARY: by the selected file or by a short name; the odd one tells where to begin in a data object."""
        _, instruction, first, second = command.header
        short = None
        if instruction == ODD:
            start = int.from_bytes(dict(objects(command.data))[0x54], "big")
            short = second if (first, second) != (0, 0) else None
        elif first & 0x80:
            short, start = first & 0x1F, second
        else:
            start = first << 8 | second
        if short is not None:
            self.file = self.found((INSIDE if self.is_selected else OUTSIDE).get(short), protection)
        if self.file is None:
            raise StatusError(0x6986)
        if command.wanted is None:
            raise StatusError(0x6700)
        self.found(self.file, protection)
        content = self.content(self.file)
        if "repeated-first-empty" in self.faults:
            return b"", 0x9000
        if "endless" in self.faults:
            content = content.ljust(start + BUFFER, b"\0")
        if start >= len(content):
            raise StatusError(0x6B00)
        wanted = min(command.wanted, int(self.faults.get("short", BUFFER)), BUFFER)
        # What the odd one tells is in a data object, and that counts.
        around = len(tlv(0x53, bytes(wanted))) - wanted if instruction == ODD else 0
        piece = content[start:start + max(wanted - around, 0)]
        is_end = start + len(piece) == len(content) and wanted - around > len(piece)
        return tlv(0x53, piece) if instruction == ODD else piece, 0x6282 if is_end and not command.is_greedy else 0x9000

    # Basic access control.

    def begin_basic(self, command: Command) -> bytes:
        """GET CHALLENGE."""
        if "no-bac" in self.faults:
            raise StatusError(0x6985)
        if not self.is_selected or command.wanted != 8:
            raise StatusError(0x6700 if self.is_selected else 0x6985)
        self.challenge = self.draw(8)
        return self.challenge

    def basic(self, data: bytes) -> bytes:
        """EXTERNAL AUTHENTICATE."""
        challenge, self.challenge = self.challenge, b""
        if not challenge or len(data) != 40:
            raise StatusError(0x6985 if not challenge else 0x6700)
        seed = hashlib.sha1(access_information(self.passport.zone)).digest()[:16]
        encryption, authentication = algorithms.TripleDES(derived(seed, 1)), derived(seed, 2)
        if not hmac.compare_digest(retail(authentication, padded(data[:32], 8)), data[32:]):
            raise StatusError(0x6300)
        plain = decrypted(encryption, bytes(8), data[:32])
        theirs, key = plain[:8], self.draw(16)
        if plain[8:16] != challenge:
            raise StatusError(0x6300)
        sealed = encrypted(encryption, bytes(8), challenge + theirs + key)
        shared = bytes(one ^ other for one, other in zip(key, plain[16:], strict=True))
        self.next = Messaging(shared, counter=int.from_bytes(challenge[4:] + theirs[4:], "big"))
        self.access = "BAC"
        return sealed + retail(authentication, padded(sealed, 8))

    # PACE.

    def begin_pace(self, data: bytes) -> bytes:
        """MSE:Set AT for mutual authentication: by the zone's password alone."""
        told, curve = dict(objects(data)), bytes([self.passport.settings.curve])
        if CARD_ACCESS not in self.passport.files or told[0x80] != self.protocol or told.get(0x84, curve) != curve:
            raise StatusError(0x6A80)
        if told[0x83] != b"\1":
            raise StatusError(0x6A88)
        self.step = "nonce"
        return b""

    @property
    def protocol(self) -> bytes:
        """PACE's identifier without tag and length."""
        return identifier(f"{PACE}.{ARCS[self.passport.settings.size]}")[2:]

    def authenticate(self, command: Command, protection: Messaging | None, *, is_chained: bool) -> bytes:
        """GENERAL AUTHENTICATE: the step that is next and no other."""
        step, self.step = self.step, ""
        if not step:
            raise StatusError(0x6985)
        if is_chained == (step in {"token", "chip"}):
            raise StatusError(0x6883)
        outer = dict(objects(command.data))
        told = dict(objects(outer[0x7C]))
        tag = {"nonce": None, "mapping": 0x81, "agreement": 0x83, "token": 0x85, "chip": 0x80}[step]
        if [*outer] != [0x7C] or [*told] != ([] if tag is None else [tag]):
            raise StatusError(0x6A80)
        theirs = told[tag] if tag else b""
        if step == "chip":
            return self.authenticate_chip(theirs, protection)
        return tlv(0x7C, {"nonce": self.give_nonce, "mapping": self.map, "agreement": self.agree, "token": self.conclude}[step](theirs))

    def give_nonce(self, _: bytes) -> bytes:
        """The nonce, encrypted by the zone."""
        self.nonce, self.step = self.draw(16), "mapping"
        password = derived(hashlib.sha1(access_information(self.passport.zone)).digest(), 3, self.passport.settings.size)
        return tlv(0x80, encrypted(algorithms.AES(password), bytes(16), self.nonce))

    def map(self, theirs: bytes) -> bytes:
        """The generic mapping: a generator that only who knows the nonce can know."""
        curve = self.passport.curve
        private = curve.scalar(self.draw)
        shared = curve.multiply(private, curve.point(theirs))
        self.generator = curve.add(curve.multiply(int.from_bytes(self.nonce, "big"), curve.generator), shared)
        self.step = "agreement"
        return tlv(0x82, curve.written(curve.multiply(private, curve.generator)))

    def agree(self, theirs: bytes) -> bytes:
        """The key agreement with that generator."""
        curve = self.passport.curve
        private = curve.scalar(self.draw)
        own = curve.written(curve.multiply(private, self.generator))
        if theirs == own:
            raise StatusError(0x6300)
        self.secret, self.own, self.theirs, self.step = curve.shared(private, theirs), own, theirs, "token"
        return tlv(0x84, own)

    def conclude(self, theirs: bytes) -> bytes:
        """Both prove that they know the keys."""
        size = self.passport.settings.size

        def token(point: bytes) -> bytes:
            return cmac(derived(self.secret, 2, size), tlv(0x7F49, tlv(0x06, self.protocol), tlv(0x86, point)))

        if not hmac.compare_digest(token(self.own), theirs):
            raise StatusError(0x6300)
        self.next, self.access = Messaging(self.secret, size), "PACE"
        return tlv(0x86, token(self.theirs))

    # Chip authentication.

    def begin_chip_authentication(self, data: bytes, protection: Messaging | None) -> bytes:
        """MSE:Set AT for internal authentication."""
        if not (protection and self.is_selected):
            raise StatusError(0x6982)
        if dict(objects(data)) != {0x80: identifier(f"{CHIP_AUTHENTICATION}.2")[2:]}:
            raise StatusError(0x6A80)
        self.step = "chip"
        return b""

    def authenticate_chip(self, theirs: bytes, protection: Messaging | None) -> bytes:
        """Keys that the chip alone can know; the answer is still protected by the old ones."""
        if not protection:
            raise StatusError(0x6982)
        self.next, self.has_authenticated = Messaging(self.passport.curve.shared(self.passport.private, theirs), 16), True
        return tlv(0x7C)


# The virtual reader.

class Gone(Exception):
    """The passport left the reader in the middle of something."""


class Counted:
    """A chip whose commands are counted, and what goes wrong by their number."""

    def __init__(self, folder: Path, faults: dict[str, str]) -> None:
        self.faults = faults
        self.chip = Chip(Passport(folder, faults), faults)
        self.count = 0
        self.statuses: collections.Counter[str] = collections.Counter()
        self.random = random.Random(int(faults.get("garbage", "").split(":")[0] or 1))

    def is_over(self, fault: str) -> bool:
        """Whether a fault that begins after a number of commands has begun."""
        told = self.faults.get(fault)
        return told is not None and self.count >= int(told.split(":")[0] or 0)

    def answer(self, command: bytes) -> bytes | None:
        """The answer to a command, if there is one."""
        if "silent" in self.faults or self.is_over("mute-after"):
            return None
        if self.is_over("taken-after"):
            raise Gone
        is_spoilt, is_nonsense, is_status = self.is_over("bad-mac"), self.begins_nonsense(), self.is_over("status-after")
        self.count += 1
        if is_nonsense:
            return self.random.randbytes(self.random.choice([1, 2, 3, 16, 40, 200]))
        answer = bytes.fromhex(self.faults["status-after"].split(":")[1]) if is_status else self.chip.answer(command)
        self.statuses[answer[-2:].hex()] += 1
        if is_spoilt and len(answer) > 10:
            answer = answer[:-3] + bytes([answer[-3] ^ 1]) + answer[-2:]
        return answer

    def begins_nonsense(self) -> bool:
        """Whether garbage has begun."""
        return "garbage" in self.faults and self.count >= int((self.faults["garbage"].split(":") + ["0"])[1])

    def told(self) -> str:
        """What came of it, in counts."""
        words = ", ".join(f"{status} {count}" for status, count in sorted(self.statuses.items()))
        authenticated = "chip authenticated" if self.chip.has_authenticated else "chip not authenticated"
        return f"{self.count} commands, {self.chip.access}, {authenticated}, at most {self.chip.longest} bytes; {words or 'nothing'}"


class Place:
    """The place on the reader, and who gives orders. vpcd's end listens; a passport that is laid down is a line to it."""

    OFF, RESET, ASK = 0, 2, 4

    def __init__(self, folder: Path, port: int, faults: dict[str, str]) -> None:
        self.folder, self.port, self.faults = folder, port, faults
        self.passport = Counted(folder, faults)
        self.line: socket.socket | None = None
        # Whether it lies there, whoever listens; and what is told as soon as somebody does.
        self.is_laid, self.greeting = False, ""
        self.heard = self.orders = b""
        self.held: bytes | None = None
        self.due: tuple[float, bytes] | None = None
        self.selector = selectors.DefaultSelector()
        self.selector.register(0, selectors.EVENT_READ)

    @staticmethod
    def tell(line: str) -> None:
        """A line for whoever gives orders."""
        print(line, flush=True)

    def run(self) -> None:
        """Obeys and answers until it is told to end."""
        while True:
            for found, _ in self.selector.select(self.patience()):
                if found.fd == 0:
                    data = os.read(0, 65_536)
                    self.orders += data or b"quit\n"
                else:
                    self.hear()
            while b"\n" in self.orders:
                order, _, self.orders = self.orders.partition(b"\n")
                if order.strip() == b"quit":
                    return
                self.obey(order.decode().strip())
            if self.is_laid and not self.line:
                self.connect()
            if self.due and time.monotonic() >= self.due[0]:
                (_, answer), self.due = self.due, None
                self.send(answer)
            self.work()

    def patience(self) -> float | None:
        """How long nothing need be looked at."""
        if self.due:
            return max(0.0, self.due[0] - time.monotonic())
        return 0.05 if self.is_laid and not self.line else None

    def obey(self, order: str) -> None:
        """Does what it is told to."""
        word, _, rest = order.partition(" ")
        fault, _, value = rest.partition("=")
        if word == "lay" and self.line:
            self.tell("laid")
        elif word == "lay":
            self.renew()
            self.is_laid, self.greeting = True, "laid"
        elif word == "take":
            self.leave()
            self.tell(f"taken: {self.passport.told()}")
        elif word == "fault" and fault in FAULTS:
            self.faults[fault] = value
            self.renew()
            self.tell(order)
        elif word == "mend":
            self.faults.clear()
            self.renew()
            self.tell("mended")
        else:
            self.tell(f"no such order: {order}")

    def renew(self) -> None:
        """A passport with the faults that hold now; one that lies there keeps its counts and begins anew, as if its field had been off."""
        before, self.passport = self.passport, Counted(self.folder, dict(self.faults))
        if self.is_laid:
            self.passport.statuses = before.statuses
            if self.held is not None and (answer := self.passport.answer(self.held)) is not None:
                self.held = None
                self.send(answer)

    def connect(self) -> None:
        """Lies down, as soon as there is a reader."""
        line = socket.socket()
        line.settimeout(5)
        try:
            line.connect(("127.0.0.1", self.port))
        except OSError:
            line.close()
            return
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.line, self.heard = line, b""
        self.selector.register(line, selectors.EVENT_READ)
        self.passport.chip.reset()
        self.listen_quickly()
        self.tell(self.greeting)

    def disconnect(self) -> None:
        """The line to the reader is over."""
        if self.line:
            self.selector.unregister(self.line)
            self.line.close()
        self.line, self.held, self.due, self.heard = None, None, None, b""

    def leave(self) -> None:
        """Is taken away."""
        self.disconnect()
        self.is_laid = False

    def listen_quickly(self) -> None:
        """The reader sends length and bytes apart: without this, before every reading, the bytes wait 40 ms for the length's receipt."""
        if self.line:
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)

    def hear(self) -> None:
        """Takes in what the reader says."""
        if not self.line:
            return
        self.listen_quickly()
        try:
            data = self.line.recv(65_536)
        except OSError:
            data = b""
        if not data:
            self.disconnect()
            self.greeting = "* reader back"
            self.tell("* reader gone")
            return
        self.heard += data

    def work(self) -> None:
        """Answers the next message that is whole, unless an answer is on its way."""
        while self.line and not self.due and len(self.heard) >= 2:
            size = int.from_bytes(self.heard[:2], "big")
            if len(self.heard) < 2 + size:
                return
            message, self.heard = self.heard[2:2 + size], self.heard[2 + size:]
            if size == 1:
                self.control(message[0])
                continue
            try:
                answer = self.passport.answer(message)
            except Gone:
                self.leave()
                self.tell(f"* gone: {self.passport.told()}")
                return
            if answer is None:
                self.held = message
                self.tell("* held")
            elif slow := float(self.faults.get("slow", 0)):
                self.due = time.monotonic() + slow * (len(message) + len(answer)), answer
            else:
                self.send(answer)

    def control(self, order: int) -> None:
        """What the reader itself wants."""
        if order == self.ASK:
            self.send(self.passport.chip.answer_to_reset)
        elif self.OFF <= order <= self.RESET:
            self.held = None
            self.passport.chip.reset()

    def send(self, answer: bytes) -> None:
        """Answers the reader; one that is gone is found out when it is listened to."""
        if self.line:
            try:
                self.line.sendall(struct.pack(">H", len(answer)) + answer)
                self.listen_quickly()
            except OSError:
                self.greeting = "* reader back"
                self.disconnect()
                self.tell("* reader gone")


# The command line.

def fault(text: str) -> tuple[str, str]:
    """A fault and its value."""
    named, _, value = text.partition("=")
    if named not in FAULTS:
        raise argparse.ArgumentTypeError(f"there is no fault {named}")
    return named, value


def lines(text: str) -> list[str]:
    """The two lines of a zone."""
    found = text.split("/")
    if [len(line) for line in found] != [44, 44] or not re.fullmatch("[A-Z0-9<]*", "".join(found)):
        raise argparse.ArgumentTypeError("no two lines of 44 characters")
    second = found[1]
    for part in (second[0:10], second[13:20], second[21:28], second[0:10] + second[13:20] + second[21:44]):
        if check_digit(part[:-1]) != part[-1]:
            raise argparse.ArgumentTypeError("a check digit is wrong")
    return found


def main() -> int:
    """Makes or serves."""
    assert __doc__
    listed = "\n".join(f"  {named:24}{said}" for named, said in FAULTS.items())
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="order", required=True)
    maker = parts.add_parser("make", help="write a passport")
    maker.add_argument("folder", type=Path)
    maker.add_argument("--picture", type=Path, required=True, help="JPEG or JPEG 2000")
    maker.add_argument("--zone", type=lines, default=zone(), help="two lines of 44 characters, a slash between them")
    maker.add_argument("--signer", choices=["ecdsa", "rsa-pss"], default="ecdsa")
    maker.add_argument("--curve", type=int, choices=CURVES, default=13, help="its number in Doc 9303-11")
    maker.add_argument("--cipher", type=int, choices=[128, 192, 256], help="bits of AES after PACE: 128 for curve 13, else 256")
    maker.add_argument("--faces", type=int, default=1, help="how many pictures the record has")
    maker.add_argument("--points", type=int, default=0, help="how many feature points stand before each picture")
    maker.add_argument("--explicit", action="store_true", help="curves in certificates and keys are spelt out, not named")
    maker.add_argument("--no-pace", action="store_true", help="an older passport, with BAC alone")
    maker.add_argument("--no-chip-authentication", action="store_true", help="an older passport, without a key of the chip")
    server = parts.add_parser(
        "serve", help="play the chip", epilog=f"faults:\n{listed}", formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    server.add_argument("folder", type=Path)
    server.add_argument("--port", type=int, default=PORT)
    server.add_argument("--laid", action="store_true", help="begin with the passport on the reader")
    server.add_argument("--fault", type=fault, action="append", default=[], metavar="NAME[=VALUE]")
    told = parser.parse_args()
    if told.order == "make":
        size = (told.cipher or (128 if told.curve == 13 else 256)) // 8
        settings = Settings(
            told.zone, told.curve, size, told.signer, told.faces, told.points, is_explicit=told.explicit, has_pace=not told.no_pace,
            has_key=not told.no_chip_authentication,
        )
        for called, size in make(told.folder, settings, told.picture.read_bytes()).items():
            print(called, size)
        return 0
    # The first DES of a process takes 40 ms, which would be taken for the reader's.
    retail(bytes(16), bytes(8))
    place = Place(told.folder, told.port, dict(told.fault))
    if told.laid:
        place.obey("lay")
    place.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
