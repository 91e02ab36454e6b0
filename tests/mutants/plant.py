"""Plants a mistake: one piece of a function's source is replaced, wherever the function is bound.

A mistake that no longer fits the source raises, so that a mutant cannot quietly become harmless.
"""

import importlib
import inspect
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any, cast

import pytest

STREETS = ("loaders.", "graph_api.", "cypher.")


@dataclass(frozen=True)
class Mutant:
    """A mistake: `old` occurs exactly once in the source of `module`'s `function` (or `Class.method`)."""

    name: str
    module: str
    function: str
    old: str
    new: str


class DoesNotFit(AssertionError):
    """The source is no longer what the mutant was made for."""


def plant(mutant: Mutant, patch: pytest.MonkeyPatch) -> None:
    """Puts the mistake in place until `patch` is undone."""
    module = importlib.import_module(mutant.module)
    owner, _, name = mutant.function.rpartition(".")
    holder = getattr(module, owner) if owner else module
    sound = inspect.unwrap(_plain(vars(holder).get(name)))
    wrong = _rewritten(mutant, sound, vars(module))
    if owner:
        patch.setattr(holder, name, wrong)
        return
    for other in [m for n, m in list(sys.modules.items()) if n.startswith(STREETS)]:
        for bound, value in list(vars(other).items()):
            if value is vars(module).get(name) and other is not module:
                patch.setattr(other, bound, wrong)
    patch.setattr(module, name, wrong)


def _plain(found: Any) -> Callable[..., Any]:
    """The function behind a property, static or class method."""
    inner = found.fget if isinstance(found, property) else getattr(found, "__func__", found)
    return cast("Callable[..., Any]", inner)


def _rewritten(mutant: Mutant, sound: Callable[..., Any], scope: dict[str, Any]) -> Any:
    """The function made anew, decorators and all, from its changed source."""
    if not isinstance(sound, FunctionType):
        raise DoesNotFit(f"{mutant.name}: {mutant.module} has no function {mutant.function}")
    source = textwrap.dedent(inspect.getsource(sound))
    if source.count(mutant.old) != 1:
        raise DoesNotFit(f"{mutant.name}: {mutant.old!r} occurs {source.count(mutant.old)} times")
    made: dict[str, Any] = {}
    exec(compile(source.replace(mutant.old, mutant.new), f"<{mutant.name}>", "exec"), scope, made)
    return made[sound.__name__]


@dataclass(frozen=True)
class Swap:
    """A mistake in a table: the values of two keys of a module's dictionary change places."""

    name: str
    module: str
    table: str
    one: Any
    other: Any


def swap(mutant: Swap, patch: pytest.MonkeyPatch) -> None:
    """Puts the mistake in place until `patch` is undone."""
    table = getattr(importlib.import_module(mutant.module), mutant.table, {})
    if mutant.one not in table or mutant.other not in table or table[mutant.one] == table[mutant.other]:
        raise DoesNotFit(f"{mutant.name}: {mutant.table} no longer tells {mutant.one} from {mutant.other}")
    one, other = table[mutant.one], table[mutant.other]
    patch.setitem(table, mutant.one, other)
    patch.setitem(table, mutant.other, one)
