"""The rules that select and order contacts by kind."""

import pytest

from assessment.content.kinds import ContactRule, Kind
from assessment.content.loading import Content
from assessment.content.rules import ALWAYS, Rule
from assessment.screening.contacts import distance
from assessment.screening.results import Screening, within_kinds

PAID = {"pay": "yes"}


def order(*rules: tuple[list[Kind], Rule]) -> tuple[ContactRule, ...]:
    return tuple(ContactRule(kinds=tuple(kinds), when=when) for kinds, when in rules)


def screening(content: Content, rules: tuple[ContactRule, ...], **also: list[Kind]) -> Screening:
    """The small test content in the bay with other rules; `also` adds kinds to some contacts."""
    questionnaire = content.questionnaire.model_copy(update={"contact_order": rules})
    contacts = tuple(
        contact.model_copy(update={"also": tuple(also.get(contact.id, ()))})
        for contact in content.directory.contacts
    )
    directory = content.directory.model_copy(update={"contacts": contacts})
    return Screening(questionnaire, directory, "self", "bay")


def test_kinds_are_ordered_by_the_rules_that_hold(small: Content) -> None:
    rules = order((["labor", "police"], Rule(flag="paid")), (["trafficking"], ALWAYS))
    assert screening(small, rules).assess({}).kinds == ("trafficking",)
    assert screening(small, rules).assess(PAID).kinds == ("labor", "police", "trafficking")


def test_a_contact_is_shown_once_in_its_first_position(small: Content) -> None:
    rules = order((["police", "trafficking"], ALWAYS), (["trafficking", "police"], ALWAYS))
    assert screening(small, rules).assess({}).contacts == ("bay_guards", "north_line")


def test_a_contact_whose_kind_no_rule_adds_is_not_shown(small: Content) -> None:
    rules = order((["trafficking"], ALWAYS), (["police"], Rule(flag="paid")))
    assert screening(small, rules).assess({}).contacts == ("north_line",)


def test_a_contact_can_exclude_itself(small: Content) -> None:
    rules = order((["labor", "trafficking"], ALWAYS))
    assert screening(small, rules).assess({}).contacts == ("north_line",)
    assert screening(small, rules).assess(PAID).contacts == ("north_workers", "north_line")


def test_a_contact_is_also_shown_for_its_other_kinds(small: Content) -> None:
    rules = order((["youth", "legal"], ALWAYS), (["trafficking"], ALWAYS))
    result = screening(small, rules, north_line=["legal"]).assess({})
    assert result.contacts == ("north_young", "north_line")
    assert result.kinds == ("youth", "legal")


def test_the_nearest_contact_of_a_kind_comes_first(small: Content) -> None:
    rules = order((["trafficking"], ALWAYS))
    result = screening(small, rules, bay_line=["trafficking"]).assess({})
    assert result.contacts == ("bay_line", "north_line")


def test_contacts_are_sorted_only_within_their_kind(small: Content) -> None:
    rules = order((["trafficking", "youth"], ALWAYS), (["police"], ALWAYS))
    shown = screening(small, rules, bay_line=["trafficking"], bay_guards=["youth"]).assess({})
    assert shown.contacts == ("bay_line", "north_line", "bay_guards", "north_young")
    by_length = within_kinds(shown, key=len)
    assert by_length.contacts == ("bay_line", "north_line", "bay_guards", "north_young")
    backwards = within_kinds(shown, key=lambda name: -shown.contacts.index(name))
    assert backwards.contacts == ("north_line", "bay_line", "north_young", "bay_guards")
    assert backwards.kinds == shown.kinds


@pytest.mark.parametrize(
    ("languages", "interpreters", "expected"),
    [(("en", "es"), 0, 0), (("en",), 200, 1), (("en",), 0, 2)],
)
def test_a_contact_counts_as_nearer_for_readers_of_its_languages(
    small: Content, languages: tuple[str, ...], interpreters: int, expected: int
) -> None:
    update = {"languages": languages, "interpreters": interpreters}
    contact = small.directory.contacts[0].model_copy(update=update)
    assert distance(contact, "es") == expected
