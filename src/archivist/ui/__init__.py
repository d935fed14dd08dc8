"""The window: the only package that knows Qt."""

import builtins

import PySide6  # noqa: F401

# PySide reads the source of every module that is imported after it, to see whether that asks for other names of Qt's
# functions (``from __feature__ import …``). Nothing here does, and with the many modules of the start it takes a fifth of it.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
