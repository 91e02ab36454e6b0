"""Options that several commands share."""

from typing import Annotated

import typer

AsJson = Annotated[
    bool, typer.Option("--json", help="One JSON object on standard output, nothing else there.")
]
Zone = Annotated[
    str | None,
    typer.Option(
        help="Zone of times that state no offset, such as Asia/Shanghai; without it they are refused."
    ),
]
Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE", help="Files, folders of .jsonld and .json files, or - for standard input."
    ),
]
