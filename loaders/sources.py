"""Where bytes come from: files, or standard input spooled to disk so that it can be read twice."""

import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cypher.identifiers.characters import plain
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
            try:
                yield stream
            except OSError as error:
                raise unreadable(self.path, error) from error


def file_source(path: Path, name: str | None = None) -> Source:
    """A file as a source, named by its file name unless told otherwise; it must exist and be readable."""
    source = Source(name or readable(path.name), path)
    if is_folder(path):
        raise SourceError("SOURCE_IS_FOLDER", f"{readable(str(path))} is a folder; name the files in it")
    with source.open():
        if not stat.S_ISREG(_mode(path)):
            raise SourceError(
                "SOURCE_UNREADABLE", f"{readable(str(path))} is no file; load what it holds from -"
            )
        return source


@contextmanager
def path_source(path: Path) -> Iterator[Source]:
    """A file as a source, for the length of the block what comes out of a pipe."""
    if not stat.S_ISFIFO(_mode(path)):
        yield file_source(path)
        return
    try:
        stream = path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error
    with stream, spooled_source(stream, readable(path.name)) as source:
        yield source


def is_folder(path: Path) -> bool:
    """True for a folder that can be looked at."""
    return stat.S_ISDIR(_mode(path))


def refuse_special(path: Path) -> None:
    """Raises SourceError for what lies in a folder under the name of a document and is no file: a pipe
    would be waited for, a link that leads nowhere passed over."""
    name = readable(str(path))
    if stat.S_ISFIFO(_mode(path)):
        raise SourceError(
            "SOURCE_UNREADABLE",
            f"{name} is a pipe, which is read only where it is named itself; move it away",
        )
    if not path.exists():
        raise unreadable(path, FileNotFoundError())
    if not stat.S_ISREG(_mode(path)):
        raise SourceError("SOURCE_UNREADABLE", f"{name} is no file; move it away")


def _mode(path: Path) -> int:
    """What a path is; 0 where nobody can tell before it is opened, which then says why."""
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


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


def readable(name: str) -> str:
    """A file name as text: the bytes of one may be of no encoding, and no graph or JSON holds such text."""
    return plain(name.encode(errors="surrogateescape").decode(errors="replace"))


def unreadable(path: Path, error: OSError) -> SourceError:
    """What to tell of a file that cannot be read."""
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        leads = f"{readable(str(path))} is a link that leads nowhere"
        return SourceError("SOURCE_NOT_FOUND", f"{leads}; mend it or take it away")
    if isinstance(error, FileNotFoundError):
        return SourceError("SOURCE_NOT_FOUND", f"{readable(str(path))} does not exist; check the path")
    why = error.strerror or "it broke off"
    return SourceError(
        "SOURCE_UNREADABLE", f"{readable(str(path))} cannot be read: {why}; check the path and its rights"
    )
