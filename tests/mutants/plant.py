"""Plants a mistake: one piece of a function's source is replaced, wherever the function stands and is bound.

A mistake that no longer fits the source raises, so that a mutant cannot quietly become harmless.
"""

import importlib
import inspect
import pkgutil
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import pytest


@dataclass(frozen=True)
class Mutant:
    """A mistake: `old` occurs exactly once in the one function or method of the package with this name."""

    name: str
    package: str
    function: str
    old: str
    new: str


@dataclass(frozen=True)
class Swap:
    """A mistake in a table: the values of two keys of a dictionary of the package change places."""

    name: str
    package: str
    table: str
    one: Any
    other: Any


class DoesNotFit(AssertionError):
    """The source is no longer what the mutant was made for."""


@dataclass(frozen=True)
class Spot:
    """A function of the package: what holds it, and the module whose names it sees."""

    holder: ModuleType | type
    module: ModuleType
    bound: Any
    source: str


def plant(mutant: Mutant, patch: pytest.MonkeyPatch) -> None:
    """Puts the mistake in place until `patch` is undone."""
    found = [spot for spot in _spots(mutant) if mutant.old in spot.source]
    if len(found) != 1 or found[0].source.count(mutant.old) != 1:
        raise DoesNotFit(f"{mutant.name}: {len(found)} functions {mutant.function} with {mutant.old!r}")
    spot = found[0]
    made: dict[str, Any] = {}
    code = compile(spot.source.replace(mutant.old, mutant.new), f"<{mutant.name}>", "exec")
    exec(code, vars(spot.module), made)
    wrong = made[mutant.function]
    for other in [*_modules(mutant.package), spot.holder]:
        for name, value in list(vars(other).items()):
            if value is spot.bound:
                patch.setattr(other, name, wrong)


def swap(mutant: Swap, patch: pytest.MonkeyPatch) -> None:
    """Puts the mistake in place until `patch` is undone."""
    tables = {
        id(t): t for module in _modules(mutant.package) if (t := vars(module).get(mutant.table)) is not None
    }
    fitting = [t for t in tables.values() if mutant.one in t and mutant.other in t]
    if len(fitting) != 1 or fitting[0][mutant.one] == fitting[0][mutant.other]:
        raise DoesNotFit(f"{mutant.name}: {mutant.table} does not tell {mutant.one} from {mutant.other}")
    table = fitting[0]
    one, other = table[mutant.one], table[mutant.other]
    patch.setitem(table, mutant.one, other)
    patch.setitem(table, mutant.other, one)


def _modules(package: str) -> list[ModuleType]:
    """All modules of a package, imported."""
    above = importlib.import_module(package)
    for info in pkgutil.walk_packages(above.__path__, f"{package}."):
        importlib.import_module(info.name)
    return [module for name, module in list(sys.modules.items()) if name.startswith(f"{package}.")]


def _spots(mutant: Mutant) -> Iterator[Spot]:
    for module in _modules(mutant.package):
        classes = [
            c for c in vars(module).values() if isinstance(c, type) and c.__module__ == module.__name__
        ]
        holders: list[ModuleType | type] = [module, *classes]
        for holder in holders:
            bound = vars(holder).get(mutant.function)
            function = _function(bound)
            if function is not None and function.__module__ == module.__name__:
                yield Spot(holder, module, bound, textwrap.dedent(inspect.getsource(function)))


def _function(bound: Any) -> Callable[..., Any] | None:
    """The function behind a property, static or class method, or None."""
    inner = bound.fget if isinstance(bound, property) else getattr(bound, "__func__", bound)
    return inner if isinstance(inner, FunctionType) else None
