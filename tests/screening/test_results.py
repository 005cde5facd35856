"""Properties that hold for every result, whatever the answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.checking.proofs.laws import has_line_for_children
from assessment.content.kinds import FOR_CHILDREN, OF_THE_LAW
from assessment.content.loading import Content
from assessment.screening.answers import Answers
from assessment.screening.results import Result, Screening
from tests.screening.answersets import CLEAR_ANSWERS, answer_sets, raises

TRACKS = ("self", "bystander")
CLEAR = [(track, *each) for track in TRACKS for each in CLEAR_ANSWERS.items()]

each_clear = pytest.mark.parametrize(("tool", "indicator", "answers"), CLEAR, indirect=["tool"])


class Tool:
    """One track, with methods that compute its results."""

    def __init__(self, screening: Screening) -> None:
        self.screening = screening
        self.order = [outcome.id for outcome in screening.questionnaire.outcomes]

    def assess(self, answers: Answers) -> Result:
        return self.screening.assess(answers)

    def place(self, answers: Answers) -> int:
        """The position of the outcome in the list; a lower one is more urgent."""
        return self.order.index(self.assess(answers).outcome)

    def helps(self, answers: Answers) -> set[str]:
        return {match.id for match in self.assess(answers).assistance}


@pytest.fixture(scope="module", params=["self", "bystander"])
def tool(request: pytest.FixtureRequest, screenings: dict[str, Screening]) -> Tool:
    """The tool for each track in turn."""
    return Tool(screenings[request.param])


@each_clear
def test_a_yes_shows_only_its_own_indicator(
    tool: Tool, indicator: str, answers: dict[str, str]
) -> None:
    shown = {found.id: found.sign for found in tool.assess(answers).indicators}
    assert shown == {indicator: "clear"}


@each_clear
def test_every_clear_sign_is_explained_by_the_readers_own_answers(
    tool: Tool, indicator: str, answers: dict[str, str]
) -> None:
    (found,) = tool.assess(answers).indicators
    assert set(found.reasons) == set(answers.items())


@each_clear
def test_a_clear_sign_alone_is_enough_for_help(
    tool: Tool, indicator: str, answers: dict[str, str]
) -> None:
    assert tool.assess(answers).assistance


def test_a_result_without_answers_shows_no_signs_and_still_says_who_to_call(tool: Tool) -> None:
    result = tool.assess({})
    assert result.outcome == "cannot_tell"
    assert result.indicators == ()
    assert result.also == ()
    assert {"us_emergency", "us_trafficking_hotline"} <= set(result.contacts)


def test_every_area_has_somebody_to_call_in_danger(tool: Tool, content: Content) -> None:
    for area in content.directory.areas:
        track = tool.screening.track
        screening = Screening(content.questionnaire, content.directory, track, area.id)
        first = screening.assess({"danger_now": "yes"}).contacts[0]
        assert first in {c.id for c in screening.contacts if c.emergency}, area.id


def test_a_reader_under_18_without_other_answers_sees_a_line_for_children_first(
    tool: Tool, content: Content
) -> None:
    for area in content.directory.areas:
        track = tool.screening.track
        screening = Screening(content.questionnaire, content.directory, track, area.id)
        if has_line_for_children(screening.contacts):
            first = screening.assess({"under_18": "yes"}).contacts[0]
            [contact] = [c for c in screening.contacts if c.id == first]
            assert FOR_CHILDREN.intersection(contact.kinds), area.id


def test_follow_up_answers_are_ignored_once_their_parent_answer_changes(tool: Tool) -> None:
    asked = tool.screening.asked
    follow_ups = [name for name, ask in asked.items() if ask.parent]
    assert follow_ups
    for name in follow_ups:
        parent = asked[name].parent
        assert parent
        for option in asked[parent].options - asked[name].opened_by:
            for answer in asked[name].options:
                alone = {parent: option}
                assert tool.assess({**alone, name: answer}) == tool.assess(alone), name
        assert tool.assess({name: "yes"}) == tool.assess({}), name


def test_booking_for_a_person_who_is_free_to_say_no_does_not_count_as_control(
    screenings: dict[str, Screening],
) -> None:
    paid = {"trade": "yes", "under_18": "no", "profit": "share"}
    assess = screenings["self"].assess
    assert assess({**paid, "set_up": "books"}).outcome == "choice"
    assert assess({**paid, "set_up": "yes"}).outcome == "clear_signs"


@pytest.mark.parametrize(("track", "more"), [("self", {"profit": "no"}), ("bystander", {})])
def test_blackmail_with_pictures_does_not_count_as_control_over_independent_work(
    screenings: dict[str, Screening], track: str, more: dict[str, str]
) -> None:
    assess = screenings[track].assess
    blackmailed = {"trade": "yes", "pictures": "yes", "under_18": "no", **more}
    if track == "self":
        blackmailed |= {"say_no": "yes", "secrets": "yes", "pictures_used": "yes"}
    assert assess({**blackmailed, "set_up": "no"}).outcome == "blackmail"
    assert assess({**blackmailed, "set_up": "yes"}).outcome == "clear_signs"


def test_withheld_pay_leads_to_rights_at_work_and_not_to_a_warning(tool: Tool) -> None:
    kept = {"profit": "yes", "trade": "no", "say_no": "no", "other_work": "no", "who": "boss"}
    result = tool.assess(kept)
    assert result.outcome == "work_rights"
    assert result.kinds[0] == "labor"
    assert tool.assess({**kept, "who": "partner"}).outcome == "some_signs"


def test_a_bystander_is_not_warned_about_an_adults_own_choice(
    screenings: dict[str, Screening],
) -> None:
    assess = screenings["bystander"].assess
    own = {"trade": "yes", "under_18": "no", "set_up": "no", "say_no": "no", "role": "friend"}
    assert assess(own).outcome == "their_choice"
    for changed in ({"under_18": "guess"}, {"set_up": "guess"}, {"hurt": "yes"}, {"say_no": "yes"}):
        assert assess({**own, **changed}).outcome != "their_choice", changed


@pytest.mark.parametrize("older", ["yes", "guess", "cannot_tell"])
def test_how_a_child_and_an_adult_look_together_is_not_a_sign(
    screenings: dict[str, Screening], older: str
) -> None:
    seen = {"role": "neighbor", "basis": "looks", "under_18": "yes", "older": older}
    assert screenings["bystander"].assess(seen).outcome == "not_a_sign"


def test_pictures_lead_to_the_service_for_the_persons_age(tool: Tool) -> None:
    for_children, for_adults = "us_take_it_down", "us_stopncii"
    child = tool.assess({"pictures": "yes", "under_18": "yes"}).contacts
    adult = tool.assess({"pictures": "yes", "under_18": "no"}).contacts
    assert for_children in child[:4]
    assert for_adults not in child
    assert for_adults in adult[:4]
    assert for_children not in adult


def test_a_girl_with_strict_parents_is_not_referred_to_a_shelter_or_a_lawyer(
    screenings: dict[str, Screening],
) -> None:
    assess = screenings["self"].assess
    strict = {"under_18": "yes", "who": "family", "cut_off": "yes", "watched": "yes"}
    calm = {"trade": "no", "hurt": "no", "threats": "no", "say_no": "unsure", "daily_life": "yes"}
    helps = {match.id for match in assess({**strict, **calm}).assistance}
    assert helps.isdisjoint({"housing", "legal"})
    beaten = {match.id for match in assess({**strict, **calm, "hurt": "yes"}).assistance}
    assert helps | {"housing", "legal"} <= beaten


OVER = {"hurt": "yes", "choked": "over"}


def test_an_answer_about_past_violence_opens_no_emergency_help(tool: Tool) -> None:
    choked = tool.screening.asked["choked"].question
    assert [note.on for note in choked.notes if note.emergency] == [("yes",)]
    signs = (tool.assess({**OVER, "choked": said}).indicators[0].sign for said in ("over", "yes"))
    assert list(signs) == ["clear", "clear"]


@pytest.mark.parametrize(
    ("more", "in_danger"),
    [
        ({"when": "past", "danger_now": "no"}, False),
        ({"when": "past", "danger_now": "unsure"}, True),
        ({"when": "past", "danger_now": "yes"}, True),
        ({"when": "past"}, True),
        ({"danger_now": "no"}, True),
        ({}, True),
    ],
)
def test_emergency_help_is_first_unless_it_is_over_and_there_is_no_danger(
    tool: Tool, more: dict[str, str], in_danger: bool
) -> None:
    result = tool.assess({**OVER, **more})
    assert ("danger_now" in result.flags, "past" in result.flags) == (in_danger, not in_danger)
    assert (result.kinds[0] == "emergency") is in_danger


@pytest.mark.parametrize("set_up", ["no", "books"])
def test_blackmailed_independent_workers_see_the_police_first_only_on_request(
    screenings: dict[str, Screening], set_up: str
) -> None:
    assess = screenings["self"].assess
    work = {"under_18": "no", "trade": "yes", "set_up": set_up, "profit": "share", "say_no": "no"}
    threat = {**work, "pictures": "yes", "pictures_used": "yes"}
    result = assess(threat)
    assert (result.outcome, result.kinds[0]) == ("blackmail", "pictures")
    assert assess({**threat, "need": "report"}).kinds[0] == "police"
    assert "labor" in assess({**threat, "need": "work"}).kinds[:4]
    assert {"compensation", "health"}.isdisjoint(match.id for match in result.assistance)


def test_a_booker_whom_the_worker_must_fear_counts_as_control(
    screenings: dict[str, Screening],
) -> None:
    feared = {"trade": "yes", "set_up": "books", "profit": "share", "say_no": "yes"}
    assert screenings["self"].assess(feared).outcome == "clear_signs"


@pytest.mark.parametrize(
    ("more", "first", "later"),
    [
        ({"role": "staff", "older": "yes"}, ["missing_children", "trafficking"], "youth"),
        ({"role": "parent", "pictures_sent": "yes"}, ["missing_children"], "child_protection"),
        ({"role": "parent", "trade": "guess"}, ["missing_children"], "child_protection"),
        ({"role": "children", "older": "yes"}, ["child_protection"], "youth"),
        (
            {"role": "children", "who": "online", "pictures_sent": "yes"},
            ["missing_children", "child_protection"],
            "youth",
        ),
        ({"role": "parent", "who": "family", "hurt": "yes"}, ["child_protection"], "youth"),
    ],
)
def test_the_first_line_about_a_child_depends_on_who_asks_and_who_harms(
    screenings: dict[str, Screening], more: dict[str, str], first: list[str], later: str
) -> None:
    kinds = screenings["bystander"].assess({"under_18": "yes", **more}).kinds
    order = list(dict.fromkeys(kinds))
    assert order[: len(first)] == first
    assert later not in order[:2] or later in first


def test_an_answer_of_cannot_tell_is_never_a_reason(screenings: dict[str, Screening]) -> None:
    screening = screenings["bystander"]
    unseen = {name: "cannot_tell" for name, ask in screening.asked.items() if not ask.parent}
    answers = {n: o for n, o in unseen.items() if o in screening.asked[n].options}
    assert len(answers) > 15
    assert screening.assess(answers) == screening.assess({})


@given(data=st.data())
def test_a_skip_never_counts_as_no(tool: Tool, data: st.DataObject) -> None:
    answers = data.draw(answer_sets(tool.screening.asked))
    denied = [name for name, option in answers.items() if option == "no"]
    for name in denied:
        skipped = {n: o for n, o in answers.items() if n != name}
        lower = tool.place(skipped) > tool.place(answers)
        assert not lower or tool.assess(skipped).outcome == "cannot_tell", name
        assert tool.helps(answers) <= tool.helps(skipped), name


@given(data=st.data())
def test_more_answers_never_make_a_result_less_urgent(tool: Tool, data: st.DataObject) -> None:
    before, after, changed = data.draw(raises(tool.screening.asked))
    assert tool.place(after) <= tool.place(before), changed


@given(data=st.data())
def test_more_answers_never_remove_help(tool: Tool, data: st.DataObject) -> None:
    before, after, changed = data.draw(raises(tool.screening.asked))
    assert tool.helps(before) <= tool.helps(after), changed


@given(data=st.data())
def test_the_clear_signs_outcome_is_never_shown_without_paid_sex(
    tool: Tool, data: st.DataObject
) -> None:
    answers = data.draw(answer_sets(tool.screening.asked))
    assert tool.assess({**answers, "trade": "no"}).outcome != "clear_signs"


@given(data=st.data())
def test_danger_puts_the_emergency_contact_first(tool: Tool, data: st.DataObject) -> None:
    answers = data.draw(answer_sets(tool.screening.asked))
    assert tool.assess({**answers, "danger_now": "yes"}).contacts[0] == "us_emergency"


@given(data=st.data())
def test_for_readers_who_fear_the_police_they_come_first_only_in_danger(
    tool: Tool, data: st.DataObject
) -> None:
    answers = data.draw(answer_sets(tool.screening.asked))
    result = tool.assess({**answers, "jail_threat": "yes"})
    about_a_child = tool.screening.track == "bystander" and "under_18" in result.flags
    assert ("fears_police" in result.flags) is not about_a_child
    if "danger_now" in result.flags:
        assert result.contacts[0] == "us_emergency"
    elif not about_a_child:  # otherwise, lines for children come first
        assert OF_THE_LAW.isdisjoint(result.kinds[:3])


@given(data=st.data())
def test_a_past_situation_leads_to_a_person_and_not_to_a_page(
    tool: Tool, content: Content, data: st.DataObject
) -> None:
    answers = data.draw(answer_sets(tool.screening.asked)) | {"when": "past", "danger_now": "no"}
    result = tool.assess({n: o for n, o in answers.items() if n not in ("need", "arrest")})
    people = {c.id for c in content.directory.contacts if c.phone and not c.emergency}
    assert "concern" not in result.flags or people.intersection(result.contacts[:2])
    assert not {"soon_care", "choked", "sent_away", "phone_watched"}.intersection(result.safety)


@given(data=st.data())
def test_every_result_says_who_to_call(tool: Tool, data: st.DataObject) -> None:
    result = tool.assess(data.draw(answer_sets(tool.screening.asked)))
    assert {"us_emergency", "us_trafficking_hotline"} <= set(result.contacts)
