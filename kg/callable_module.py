"""Makes a module callable as the function it is named after: `kg.build(...)` is `kg.build.build(...)`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def callable_as(function: Callable[..., Any]) -> None:
    """Let the function's module be called in its place.

    Importing a submodule binds its name in the package, over any function of that name;
    so the module itself has to take the call.
    """

    class CallableModule(ModuleType):
        __call__ = staticmethod(function)

    sys.modules[function.__module__].__class__ = CallableModule
