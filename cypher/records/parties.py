"""Master data: what registers say of products, sites, parties, vehicles and permits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class EntityKind(StrEnum):
    """Labels of the entity nodes."""

    PRODUCT = "Product"
    BATCH = "Batch"
    UNIT = "Unit"
    ENTERPRISE = "Enterprise"
    WAREHOUSE = "Warehouse"
    VEHICLE = "Vehicle"
    PERMIT = "Permit"
    REGION = "Region"


@dataclass(frozen=True, slots=True)
class MasterRecord:
    """One statement of master data about one entity, append-only.

    `asserted` is the document's creation time in microseconds (0 where it has none). An entity's
    properties are its statements laid over one another by (`asserted`, `key`), so the order of loading
    does not matter. `attributes` are (name, value) pairs with short CBV or Suyuan names where known.
    """

    key: str
    kind: EntityKind
    subject: str
    attributes: tuple[tuple[str, str], ...]
    asserted: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What the ledger needs of master data; every mapping may be empty.

    operators: site key -> enterprise that runs it. parents: bin or sub-site key -> site key.
    tolerances: product key -> share of a quantity that may go unexplained (0 for counted goods).
    products: batch or unit key -> product key, where the identifier alone does not tell. batches: unit
    key -> key of the batch that it is from.
    """

    operators: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    tolerances: Mapping[str, Decimal] = field(default_factory=dict)
    products: Mapping[str, str] = field(default_factory=dict)
    batches: Mapping[str, str] = field(default_factory=dict)
