"""The proof over all answers: it holds, it agrees with the results, and it finds what is wrong."""

from itertools import pairwise

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.laws import everyone_has_an_outcome, saying_yes_takes_nothing_away
from assessment.checking.proofs.proof import Proof, prove
from assessment.checking.proofs.youth import adults_words_reach_adults_only
from assessment.content.directory import Contact
from assessment.content.loading import Content
from assessment.content.passages import Outcome
from assessment.content.rules import AnswerRule, FlagRule, NoneOf
from assessment.screening.results import Screening
from tests.screening.answersets import answer_sets

TRACKS = ("self", "bystander")
WATCHED = AnswerRule(answer={"watched": ("yes",)})


@pytest.fixture(scope="module")
def proof(content: Content) -> Proof:
    return prove(content)


@pytest.fixture(scope="module")
def encodings(screenings: dict[str, Screening]) -> dict[str, Encoding]:
    return {track: Encoding(screening) for track, screening in screenings.items()}


def test_no_answers_break_a_law(proof: Proof) -> None:
    # The one warning that stays is told in docs/checks.md.
    assert [finding.code for finding in proof.findings] == ["W310"]


def test_each_witness_leads_to_what_it_stands_for(
    proof: Proof, screenings: dict[str, Screening]
) -> None:
    led = [w for w in proof.witnesses if isinstance(w.item, Outcome) and w.answers is not None]
    shown = [screenings[w.track].assess(w.answers or {}).outcome for w in led]
    assert len(led) > len(TRACKS)
    assert shown == [w.item.id for w in led]


@pytest.mark.parametrize("track", TRACKS)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_formulas_say_what_results_say(
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
    contacts = [c for c in screening.contacts if is_so(encoding.offers(c))]
    assert {c.id for c in contacts} == set(result.contacts)
    last = [is_so(encoding.is_last(_by_id(screening, name))) for name in result.contacts]
    assert all(after or not before for before, after in pairwise(last))


def test_words_on_choice_are_marked_as_for_adults_only(content: Content) -> None:
    [choice] = [o for o in content.questionnaire.outcomes if o.id == "choice"]
    assert choice.adults_only


def test_an_answer_set_that_fits_no_outcome_is_found(content: Content) -> None:
    *others, last = content.questionnaire.outcomes
    never = last.model_copy(update={"when": FlagRule(flag="concern")})
    broken = content.questionnaire.model_copy(update={"outcomes": (*others, never)})
    screening = Screening(broken, content.directory, "self", "us")
    [finding] = everyone_has_an_outcome(Encoding(screening))
    assert finding.message.endswith("(nothing answered)")


def test_a_rule_that_takes_help_away_is_refuted_in_few_plain_words(content: Content) -> None:
    taken = [
        a.model_copy(update={"when": NoneOf(none_of=(WATCHED,))}) if a.id == "legal" else a
        for a in content.questionnaire.assistance
    ]
    broken = content.questionnaire.model_copy(update={"assistance": tuple(taken)})
    screening = Screening(broken, content.directory, "self", "us")
    [finding] = [f for f in saying_yes_takes_nothing_away(screening) if f.code == "E312"]
    watched = screening.asked["watched"].question.text
    assert finding.message == (f"legal goes away: first: (nothing answered) Then: {watched} Yes.")


def test_words_for_adults_that_reach_a_child_are_refuted_in_few_plain_words(
    content: Content,
) -> None:
    advice = content.questionnaire.advice[0]
    careless = advice.model_copy(update={"adults_only": True, "when": WATCHED})
    broken = content.questionnaire.model_copy(update={"advice": (careless,)})
    screening = Screening(broken, content.directory, "self", "us")
    spoiled = content._replace(questionnaire=broken)
    [finding] = adults_words_reach_adults_only(spoiled, Encoding(screening), [careless])
    young, watched = (screening.asked[name].question.text for name in ("under_18", "watched"))
    assert finding.message.endswith(f"is shown for these answers: {young} Yes. {watched} Yes.")


def _by_id(screening: Screening, name: str) -> Contact:
    return next(contact for contact in screening.contacts if contact.id == name)
