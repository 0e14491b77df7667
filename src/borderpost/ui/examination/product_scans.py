"""The product codes scanned for one line of goods: how many pieces, which serial numbers, and what is odd."""

from dataclasses import dataclass, field

from borderpost.domain.brands.product_code import ProductCode


@dataclass(slots=True)
class ProductScans:
    """Counts pieces until the line is recorded. A piece that bears a number of its own counts once.

    `repeated` is the serial number that the last scan brought a second time, else empty: either the same
    piece again, or two pieces of one number, which genuine goods never are.
    """

    number: str = ""
    pieces: int = 0
    units: list[str] = field(default_factory=list)
    repeated: str = ""

    def take(self, code: ProductCode) -> None:
        """Count one more; another product begins anew."""
        self.repeated = ""
        # a serial number or a telephone's alone belongs to the product that was scanned before it
        number = code.gtin or (self.number if code.unit else code.number)
        if number != self.number:
            self.number, self.pieces, self.units = number, 0, []
        if code.unit in self.units:
            self.repeated = code.unit
            return
        if code.unit:
            self.units.append(code.unit)
            self.pieces = max(self.pieces + (1 if code.gtin or not self.pieces else 0), len(self.units))
        else:
            self.pieces += 1

    def clear(self) -> None:
        """Begin anew."""
        self.number, self.pieces, self.units, self.repeated = "", 0, [], ""
