"""How much of a quantity may go unexplained (ledger.md 4): none of counted goods, a little of measured."""

from decimal import Decimal

from cypher.identifiers.parts import parts_of
from cypher.records.parties import Register
from loaders.ledger.recorder import Cause

MEASURED = Decimal("0.005")


class Tolerances:
    """The declared shares by product, and the default."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def share(self, cause: Cause) -> Decimal:
        """The share of this line's quantity that may be wanting."""
        if self._register.tolerances:
            product = self._register.products.get(cause.item) or parts_of(cause.item).product or cause.item
            declared = self._register.tolerances.get(product)
            if declared is not None:
                return declared
        return MEASURED if cause.unit is not None else Decimal(0)

    def covered(self, cause: Cause, wanted: Decimal, held: Decimal) -> bool:
        """Whether what is held comes to what is wanted, or nearly."""
        return held >= wanted or (held > 0 and wanted - held <= wanted * self.share(cause))
