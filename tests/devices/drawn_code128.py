"""Code 128 as zxing-cpp draws it, module by module and symbol by symbol."""

import numpy as np
import zxingcpp

from borderpost.devices.decoder.code128 import STOP_MODULES, SYMBOL_MODULES, stop_pattern, symbol_patterns


def modules_of(text: str, *, gs1: bool = False) -> list[int]:
    """The modules of the code, 1 for a bar."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128, gs1=gs1)
    row = np.asarray(code.to_image(scale=1, add_quiet_zones=False))[0]
    return [int(value < 128) for value in row]


def values_of(text: str, *, gs1: bool = False) -> list[int]:
    """The values of its symbols from start to check symbol."""
    modules, patterns = modules_of(text, gs1=gs1), symbol_patterns().tolist()
    count = (len(modules) - STOP_MODULES) // SYMBOL_MODULES
    assert modules[count * SYMBOL_MODULES :] == stop_pattern().tolist()
    return [patterns.index(modules[at * SYMBOL_MODULES : (at + 1) * SYMBOL_MODULES]) for at in range(count)]
