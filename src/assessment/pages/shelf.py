"""What was made once and is kept, until the key or the day that it was made for is over."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

KEPT = 40
"""Made things of other areas kept at once; the oldest goes first. Asking for every area in turn
then costs no more memory, and never throws out the pages of the site's own area."""

T = TypeVar("T")
MadeFor = tuple[Any, ...]
"""The kind of a made thing, and what it was made for: a page, a language and area, a key."""


class Shelf:
    """Made things; those that `is_at_home` tells of are kept however many the others are."""

    def __init__(self, is_at_home: Callable[[MadeFor], bool]) -> None:
        self._is_at_home = is_at_home
        self._ready: dict[MadeFor, Any] = {}
        self._elsewhere: OrderedDict[MadeFor, Any] = OrderedDict()

    def kept(self, key: MadeFor, make: Callable[[], T]) -> T:
        """What was made under this key, or `make()`, which is kept from then on."""
        made: T | None = self._ready.get(key)
        if made is None:
            made = self._elsewhere.get(key)
        if made is None:
            made = make()
            kept = self._ready if self._is_at_home(key) else self._elsewhere
            kept[key] = made
            if len(self._elsewhere) > KEPT:
                self._elsewhere.popitem(last=False)
        return made

    def drop(self, is_over: Callable[[str], bool]) -> None:
        """Forget all things of the kinds that are over."""
        for kept in (self._ready, self._elsewhere):
            for key in [key for key in kept if is_over(key[0])]:
                del kept[key]
