"""The proof over all answers passes, agrees with the results, and finds mistakes in the content."""

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st

from assessment.checking.findings import Finding
from assessment.checking.proofs.changes import laws_of_changes
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.laws import (
    disproved,
    laws_of_contacts,
    laws_of_results,
)
from assessment.checking.proofs.proof import prove
from assessment.content.kinds import ContactRule, Kind
from assessment.content.loading import Content
from assessment.content.questionnaire import Flag
from assessment.content.rules import ALWAYS, Rule
from assessment.screening.results import Screening
from tests.checking import at_home
from tests.screening.answersets import answer_sets

TRACKS = ("self", "bystander")
IN_DANGER = Rule(flag="danger_now")
WATCHED = Rule(answer={"watched": ("yes",)})


@pytest.fixture(scope="module")
def encodings(screenings: dict[str, Screening]) -> dict[str, Encoding]:
    return {track: Encoding(screening) for track, screening in screenings.items()}


@pytest.mark.prove
def test_no_answers_break_a_law(content: Content) -> None:
    # docs/checks.md explains the warnings that remain.
    assert [finding.code for finding in prove(content)] == ["W310"]


def test_no_answers_break_a_law_in_the_default_area(content: Content) -> None:
    assert prove(at_home(content)) == []


@pytest.mark.parametrize("track", TRACKS)
@given(data=st.data())
def test_formulas_and_results_agree(
    track: str,
    screenings: dict[str, Screening],
    encodings: dict[str, Encoding],
    data: st.DataObject,
) -> None:
    screening, encoding = screenings[track], encodings[track]
    answers = data.draw(answer_sets(screening.asked))
    solver = z3.Solver()
    solver.add(
        [
            given == (answers.get(question) == option)
            for (question, option), given in encoding.given.items()
        ]
    )
    assert solver.check() == z3.sat
    only = solver.model()

    def is_so(formula: z3.BoolRef) -> bool:
        return bool(z3.is_true(only.eval(formula)))

    result = screening.assess(answers)
    content = screening.questionnaire
    assert [o.id for o in encoding.outcomes if is_so(encoding.takes(o))] == [result.outcome]
    assert tuple(f for f, held in encoding.flags.items() if is_so(held)) == result.flags
    signs = {i.id: i.sign for i in result.indicators}
    assert {i for i, shown in encoding.some.items() if is_so(shown)} == set(signs)
    clear = {i for i, sign in signs.items() if sign == "clear"}
    assert {i for i, shown in encoding.clear.items() if is_so(shown)} == clear
    helps = {a.id for a in content.assistance if is_so(encoding.offers(a))}
    assert helps == {match.id for match in result.assistance}
    contacts = {c.id for c in screening.contacts if is_so(encoding.offers(c))}
    assert contacts == set(result.contacts)
    taken = [(place.contact.id, place.kind) for place in encoding.places if is_so(place.taken)]
    assert taken == list(zip(result.contacts, result.kinds, strict=True))


def test_text_about_choice_is_marked_as_adults_only(content: Content) -> None:
    [choice] = [o for o in content.questionnaire.outcomes if o.id == "choice"]
    assert choice.adults_only


def test_an_answer_set_without_an_outcome_is_detected(content: Content) -> None:
    *others, last = content.questionnaire.outcomes
    never = last.model_copy(update={"when": Rule(flag="concern")})
    broken = content.questionnaire.model_copy(update={"outcomes": (*others, never)})
    screening = Screening(broken, content.directory, "self", "us")
    encoding = Encoding(screening)
    [finding] = disproved(laws_of_results(encoding, []), encoding)
    assert finding.message.endswith("(no answers)")


@pytest.mark.prove
def test_a_rule_that_removes_help_is_refuted_with_a_short_example(content: Content) -> None:
    taken = [
        a.model_copy(update={"when": Rule(none_of=(WATCHED,))}) if a.id == "legal" else a
        for a in content.questionnaire.assistance
    ]
    broken = content.questionnaire.model_copy(update={"assistance": tuple(taken)})
    screening = Screening(broken, content.directory, "self", "us")
    [finding] = [f for f in broken_by_one_answer(screening) if f.code == "E312"]
    watched = screening.asked["watched"].question.text
    assert finding.message.endswith(f": (no answers) Changed to: {watched} Yes.")


def test_adult_text_for_a_child_is_refuted_with_a_short_example(
    content: Content,
) -> None:
    advice = content.questionnaire.advice[0]
    careless = advice.model_copy(update={"adults_only": True, "when": WATCHED})
    broken = content.questionnaire.model_copy(update={"advice": (careless,)})
    screening = Screening(broken, content.directory, "self", "us")
    encoding = Encoding(screening)
    [finding] = disproved(laws_of_results(encoding, [careless]), encoding)
    young, watched = (screening.asked[name].question.text for name in ("under_18", "watched"))
    assert finding.message.endswith(f" with these answers: {young} Yes. {watched} Yes.")


def broken_by_one_answer(screening: Screening) -> list[Finding]:
    pair = Encoding(screening, "before."), Encoding(screening, "after.")
    return list(disproved(laws_of_changes(*pair), *pair))


Order = list[tuple[list[Kind], Rule]]


def with_order(content: Content, *rules: tuple[list[Kind], Rule]) -> Screening:
    """The small test content in the bay, with a different contact order."""
    order = tuple(ContactRule(kinds=tuple(kinds), when=when) for kinds, when in rules)
    questionnaire = content.questionnaire.model_copy(update={"contact_order": order})
    return Screening(questionnaire, content.directory, "self", "bay")


def disproved_in_the_bay(content: Content, *rules: tuple[list[Kind], Rule]) -> list[Finding]:
    encoding = Encoding(with_order(content, *rules))
    [bay] = [area for area in content.directory.areas if area.id == "bay"]
    return list(disproved(laws_of_contacts(encoding, bay), encoding))


EVERYBODY: list[Kind] = ["youth", "trafficking", "victim_services"]


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("E308", [(["youth", "trafficking", "emergency"], ALWAYS)]),
        ("E309", [(["emergency"], IN_DANGER), (["police", *EVERYBODY], ALWAYS)]),
        ("E309", [(["emergency"], IN_DANGER), (["youth", "victim_services", "police"], ALWAYS),
                  (["trafficking"], ALWAYS)]),
        ("E310", [(["emergency"], IN_DANGER), (["victim_services", "trafficking"], ALWAYS),
                  (["labor", "police", "youth"], ALWAYS)]),
    ],
)  # fmt: skip
def test_a_contact_order_that_breaks_a_law_is_refuted(
    code: str, rules: Order, small: Content
) -> None:
    assert code in [finding.code for finding in disproved_in_the_bay(small, *rules)]


def test_a_contact_order_that_leaves_only_an_authority_is_refuted(small: Content) -> None:
    rules: Order = [(["police", "emergency"], ALWAYS), (EVERYBODY, Rule(flag="paid"))]
    [message] = [f.message for f in disproved_in_the_bay(small, *rules) if f.code == "E311"]
    assert message.startswith("only an authority is shown")


def test_a_contact_order_without_the_emergency_number_is_refuted(small: Content) -> None:
    found = disproved_in_the_bay(small, (EVERYBODY, ALWAYS))
    [message] = [finding.message for finding in found if finding.code == "E311"]
    assert message.startswith("the emergency number is not shown")


def test_police_may_come_first_in_danger_or_if_nobody_else_is_left(small: Content) -> None:
    rules: Order = [
        (["emergency", "police"], IN_DANGER),
        ([*EVERYBODY, "police", "emergency"], ALWAYS),
    ]
    assert disproved_in_the_bay(small, *rules) == []


def test_police_may_come_first_for_readers_who_ask_for_them(small: Content) -> None:
    asks = Flag(id="asks_police", when=Rule(answer={"wish": ("law",)}))
    asking = small.questionnaire.model_copy(update={"flags": (*small.questionnaire.flags, asks)})
    content = small._replace(questionnaire=asking)
    rules: Order = [
        (["emergency"], IN_DANGER),
        (["youth"], Rule(flag="under_18")),
        (["police"], Rule(flag="asks_police")),
        ([*EVERYBODY, "police", "emergency"], ALWAYS),
    ]
    assert disproved_in_the_bay(content, *rules) == []


def test_an_uncertain_answer_that_changes_an_outcome_too_much_is_refuted(small: Content) -> None:
    steps = {"unclear": 0, "some": 2}
    outcomes = tuple(
        outcome.model_copy(update={"step": steps.get(outcome.id)})
        for outcome in small.questionnaire.outcomes
    )
    asking = small.questionnaire.model_copy(update={"outcomes": outcomes})
    found = broken_by_one_answer(Screening(asking, small.directory, "self", "bay"))
    messages = [finding.message for finding in found if finding.code == "E315"]
    assert any("`some`" in message for message in messages)


def test_an_uncertain_answer_that_hides_the_line_for_children_is_refuted(small: Content) -> None:
    unsure = Rule(answer={"danger": ("unsure",)})
    kinds: list[Kind] = ["victim_services", "trafficking", "police"]
    screening = with_order(small, (kinds, unsure), (["youth"], ALWAYS), (kinds, ALWAYS))
    assert "E316" in [finding.code for finding in broken_by_one_answer(screening)]


def test_the_small_test_content_breaks_no_law(small: Content) -> None:
    assert prove(small) == []
