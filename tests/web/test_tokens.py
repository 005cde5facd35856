"""Form keys stay valid while a person fills in a form, and expire soon after."""

import copy
import gc
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content.loading import load_content
from assessment.screening.answers import questions_asked
from assessment.settings import Settings
from assessment.web import tokens
from assessment.web.tokens import Key, Keyring
from tests.small import SETTINGS

HOUR = 3600
HOURS = Settings().token_hours


class Clock:
    """A clock that tests can set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _opened_at(seconds: float) -> tuple[Clock, Keyring, Key]:
    """A server's clock and keys, and the key of a page that was opened at this time."""
    clock = Clock()
    ring = Keyring(HOURS, clock)
    clock.now = seconds
    return clock, ring, ring.accepted()[0]


def _reachable(start: object) -> list[object]:
    """Everything that can be reached from an object."""
    found, left = [], [start]
    while left:
        found.append(left.pop())
        new = gc.get_referents(found[-1])
        left += [o for o in new if isinstance(o, bytes | list | tuple | dict) and o not in found]
    return found


@given(opened=st.floats(0, 100 * HOUR))
def test_a_person_who_pauses_for_an_hour_loses_nothing(opened: float) -> None:
    clock, ring, key = _opened_at(opened)
    clock.now = opened + HOUR + HOUR / 2  # An hour's pause, plus half an hour of reading.
    accepted = ring.accepted()
    assert key in accepted


@given(opened=st.floats(0, 100 * HOUR))
def test_a_key_is_discarded_after_twice_its_lifetime(opened: float) -> None:
    clock, ring, key = _opened_at(opened)
    clock.now = opened + 2 * HOURS * HOUR
    ring.accepted()
    assert key.secret in _reachable(key)
    assert key.secret not in _reachable(ring)


@given(later=st.floats(0, 100 * HOUR))
def test_a_copy_in_another_process_derives_the_same_keys(later: float) -> None:
    clock = Clock()
    ring = Keyring(HOURS, clock)
    other = copy.deepcopy(ring, {id(clock): clock})
    clock.now = later
    assert ring.accepted() == other.accepted()


@pytest.mark.skipif(sys.platform != "linux", reason="needs CLOCK_BOOTTIME, which only Linux has")
def test_a_key_expires_while_the_machine_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Keyring(HOURS)
    before = ring.accepted()
    awake = time.clock_gettime
    monkeypatch.setattr(
        time,
        "clock_gettime",
        lambda clock: awake(clock) + (2 * HOURS * HOUR if clock == time.CLOCK_BOOTTIME else 0),
    )
    assert not set(before) & set(ring.accepted())


def test_two_servers_do_not_share_a_key() -> None:
    assert Keyring(HOURS).accepted()[0].secret != Keyring(HOURS).accepted()[0].secret


def test_no_two_options_share_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "TOKEN_LENGTH", 2)  # among 4,096 tokens, some would be repeated
    asked = questions_asked(load_content(SETTINGS.content).questionnaire, "self")
    for turn in range(20):
        fields = tokens.Tokens(Key(turn, bytes([turn] * 32)), "self", asked).fields
        made = [*fields.names.values(), *fields.values.values()]
        assert len(set(made)) == len(made)
