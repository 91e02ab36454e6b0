"""Where bytes come from: files, or standard input spooled to disk so that it can be read twice."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from loaders.errors import SourceError

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A named run of bytes that can be opened again and again; `name` is what people and the graph see."""

    name: str
    path: Path

    @property
    def size(self) -> int:
        """Bytes in all."""
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise unreadable(self.path, error) from error

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes from the start; raises SourceError where they cannot be read."""
        try:
            stream = self.path.open("rb")
        except OSError as error:
            raise unreadable(self.path, error) from error
        with stream:
            yield stream


def file_source(path: Path, name: str | None = None) -> Source:
    """A file as a source, named by its file name unless told otherwise; it must exist and be readable."""
    source = Source(name or path.name, path)
    if path.is_dir():
        raise SourceError("SOURCE_IS_FOLDER", f"{path} is a folder; name the files in it")
    with source.open():
        return source


@contextmanager
def spooled_source(stream: IO[bytes], name: str = "stdin") -> Iterator[Source]:
    """A stream as a source for the length of the block: its bytes lie in a temporary file meanwhile."""
    with tempfile.TemporaryDirectory(prefix="suyuan-") as folder:
        path = Path(folder) / "stream"
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(stream, file)
        except OSError as error:
            raise SourceError(
                "SOURCE_UNREADABLE", f"{name} could not be kept in {folder}: {error.strerror}"
            ) from error
        yield Source(name, path)


def unreadable(path: Path, error: OSError) -> SourceError:
    """What to tell of a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return SourceError("SOURCE_NOT_FOUND", f"{path} does not exist; check the path")
    return SourceError("SOURCE_UNREADABLE", f"{path} cannot be read: {error.strerror}; check its rights")
