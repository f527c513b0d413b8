"""Small pictures as PNG files, made by the standard library alone."""

import base64
import struct
import zlib

import numpy as np

_GAP = 1  # pixels between tiles
_COLD, _HOT = (33, 102, 172), (178, 88, 12)  # of the most negative and the most positive weight; white is 0


def data_uri(pixels: np.ndarray) -> str:
    """Return a picture as a page can hold it; pixels as for `png`."""
    return "data:image/png;base64," + base64.b64encode(png(pixels)).decode()


def png(pixels: np.ndarray) -> bytes:
    """Return a picture as the content of a PNG file.

    pixels: (height, width) greys or (height, width, 3) colours, uint8
    """
    height, width = pixels.shape[:2]
    kind = 2 if pixels.ndim == 3 else 0  # colours or greys
    rows = np.ascontiguousarray(pixels).reshape(height, -1)
    data = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1).tobytes()  # each row begins with its filter
    pieces = [
        _piece(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)),
        _piece(b"IDAT", zlib.compress(data, 9)),
        _piece(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def _piece(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def greys(array: np.ndarray, *, low: float | None = None, high: float | None = None) -> np.ndarray:
    """Return an array from its least entry, black, to its largest, white, or between ends that are given."""
    low = float(array.min()) if low is None else low
    high = float(array.max()) if high is None else high
    found: np.ndarray = np.rint((np.clip(array, low, high) - low) * (255 / (high - low) if high > low else 0))
    return found.astype(np.uint8)


def signed(array: np.ndarray, *, largest: float | None = None) -> np.ndarray:
    """Return an array in colours (..., 3): white is 0, the entry farthest from it is full blue or full orange.

    largest: how far from 0 the full colours are, where that is not the array's own to decide
    """
    farthest = float(np.abs(array).max()) if largest is None else largest
    share = array / max(farthest, np.finfo(np.float64).tiny)
    ends = np.where(share[..., None] < 0, np.array(_COLD), np.array(_HOT))
    colours: np.ndarray = np.rint(255 + np.abs(share)[..., None] * (ends - 255)).astype(np.uint8)
    return colours


def tiled(tiles: np.ndarray, background: int) -> np.ndarray:
    """Lay out pictures in rows and columns.

    tiles:   (rows, columns, height, width) or with a last axis of colours, uint8
    returns: one picture, with gaps of the background's grey
    """
    rows, columns, height, width = tiles.shape[:4]
    size = (rows * (height + _GAP) - _GAP, columns * (width + _GAP) - _GAP, *tiles.shape[4:])
    sheet = np.full(size, background, np.uint8)
    for row in range(rows):
        for column in range(columns):
            top, left = row * (height + _GAP), column * (width + _GAP)
            sheet[top : top + height, left : left + width] = tiles[row, column]
    return sheet
