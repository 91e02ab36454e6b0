"""`@cost` and `@listSize` in the words of the GraphQL cost specification, readable in the SDL."""

import strawberry
from strawberry.schema_directive import Location


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION, Location.OBJECT],
    name="cost",
    description="What a field adds to the cost of a request: 1 for an object, 0 for a value, unless stated. "
    "`perMember` is added for each member that a slicing argument asks for.",
)
class Cost:
    weight: str
    per_member: str | None = strawberry.UNSET
    """for each member that the slicing argument asks for, whether or not the list is selected"""


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION],
    name="listSize",
    description="How many members a list has at most: the largest slicing argument given, else the assumed "
    "size. The sized fields are those below it that are that long.",
)
class ListSize:
    assumed_size: int
    slicing_arguments: list[str]
    sized_fields: list[str]
