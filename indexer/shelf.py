"""The generations of an index folder: which one answers, which one is being filled."""

import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from threading import RLock

from indexer.engine import EngineBroken
from indexer.generation import Generation, folders, next_folder
from indexer.kept import Bookmark

BROKEN = (EngineBroken, sqlite3.Error, OSError, zlib.error, ValueError, KeyError, TypeError)
"""What reading damaged files may raise."""


class Shelf:
    """The generations of one folder, each opened once; for many threads."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._opened: dict[Path, Generation] = {}
        self._spoiled: set[Path] = set()
        self._guard = RLock()

    def serving(self, belongs: Callable[[Generation], bool]) -> Generation | None:
        """Return the newest complete generation that belongs to this office; while there is none,
        the newest unfinished one. Raises one of ``BROKEN`` if all there are cannot be opened."""
        with self._guard:
            unfinished, error = None, None
            for folder in self._folders():
                try:
                    generation = self._open(folder)
                    if not belongs(generation):
                        continue
                    if generation.is_complete:
                        return generation
                    unfinished = unfinished or generation
                except BROKEN as found:
                    error = found
            if unfinished is None and error is not None:
                raise error
            return unfinished

    def unfinished(self) -> Generation | None:
        """Return the newest generation if it is still being filled and can be opened."""
        with self._guard:
            try:
                newest = self._open(self._folders()[0])
                return None if newest.is_complete else newest
            except (IndexError, *BROKEN):
                return None

    def begin(self, bookmark: Bookmark) -> Generation:
        """Make a new, empty generation; it is not in use before it is complete."""
        with self._guard:
            folder = next_folder(self._index)
            shutil.rmtree(folder, ignore_errors=True)
            self._opened[folder] = Generation.create(folder, bookmark)
            return self._opened[folder]

    def spoil(self, generation: Generation) -> None:
        """Ask this generation no more: it broke while it was read."""
        with self._guard:
            self._spoiled.add(generation.folder)
            self._drop(generation.folder)

    def forgive(self) -> None:
        """Ask again those that broke: there is nothing better."""
        with self._guard:
            self._spoiled.clear()

    def keep_only(self, generation: Generation) -> None:
        """Remove every other generation."""
        with self._guard:
            for folder in folders(self._index):
                if folder != generation.folder:
                    self.remove(folder)

    def remove(self, folder: Path) -> None:
        """Remove a generation; what another process holds open stays until the next time."""
        with self._guard:
            self._drop(folder)
            shutil.rmtree(folder, ignore_errors=True)
            self._spoiled.discard(folder)

    def close(self) -> None:
        """Let go of every file (Windows cannot delete open ones)."""
        with self._guard:
            for folder in list(self._opened):
                self._drop(folder)

    def _folders(self) -> list[Path]:
        """Return the folders to ask, the newest first; let go of those that are gone."""
        found = [folder for folder in reversed(folders(self._index)) if folder not in self._spoiled]
        for folder in self._opened.keys() - set(found):
            self._drop(folder)
        return found

    def _open(self, folder: Path) -> Generation:
        if folder not in self._opened:
            self._opened[folder] = Generation.open(folder)
        return self._opened[folder]

    def _drop(self, folder: Path) -> None:
        if generation := self._opened.pop(folder, None):
            generation.close()
