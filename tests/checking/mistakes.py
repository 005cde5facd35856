"""Mistakes that authors make: a change to a shipped file, and where the problem is reported."""

from typing import NamedTuple


class Mistake(NamedTuple):
    """Replaces `old` with `new` in a file; `code` is expected on the line that starts with `at`.

    `at` is searched for in `new` and then in the whole file; by default it is all of `new`. With
    `every`, all occurrences of `old` are replaced.
    """

    code: str
    old: str
    new: str
    at: str = ""
    every: bool = False

    def made_in(self, text: str) -> tuple[str, int]:
        """The text with the mistake, and the number of the line on which it is reported."""
        assert self.old in text, f"{self.code}: the shipped file no longer contains {self.old!r}"
        start = text.index(self.old)
        broken = text.replace(self.old, self.new, -1 if self.every else 1)
        at = self.at or self.new
        place = start + self.new.rindex(at) if at in self.new else broken.index(f"\n{at}") + 1
        return broken, broken[:place].count("\n") + 1

    def __str__(self) -> str:
        return f"{self.code} {' '.join((self.at or self.new).split())[:40]}"


COLOR = "      - id: color\n        text: Do you like blue?\n"
HARD = (
    "Notwithstanding considerable uncertainty regarding jurisdictional applicability, "
    "individuals experiencing exploitation ordinarily retain comprehensive entitlements. "
    "Determining eligibility necessitates consultation with experienced professionals."
)
HARDER = (
    "Whatever occupation individuals have, identical legal rights and identical protection are "
    "available everywhere in this country."
)
TO_A_FRIEND = """\
    bystander:
      title: A lawyer
      text: A lawyer can help the person with papers, pay, debt, threats, an arrest, children, or \
keeping someone away.
"""
NO_SIGNS = "- id: no_signs\n    step: 0\n    when:\n      at_least:\n        count: "
NEVER = "{all_of: [{flag: pictures}, {none_of: [{flag: pictures}]}]}"
UNWATCHED = "{all_of: [{flag: concern}, {none_of: [{answer: {watched: yes}}]}]}"
NO_MINOR = ", {none_of: [{flag: under_18}]}]}"
YOUNG_START = (
    f"when: {{all_of: [{{answer: {{started_young: yes}}}}{NO_MINOR}\n"
    "    adults_only: true\n    title"
)
FACTS = "label: Just the facts}"
LAST = "- id: cannot_tell\n    step: 0\n    when: always"
TEN_SPACES = " " * 10
IDLE = f"{TEN_SPACES}- {{id: none, label: None}}\n{TEN_SPACES}- {{id: more, label: More}}"
OFFICE_HOURS = "{text: Office hours, zone: America/New_York}"

IN_QUESTIONS = [
    Mistake("E101", "hint: They might", "hnit: They might"),
    Mistake("E101", "said: {yes: You are under 18.}", "siad: {yes: Under 18.}"),
    Mistake("E102", "    title: Threats\n", "", "  - id: threats"),
    Mistake("E102", '{id: en, exit: "https://en.wikipedia.org/"', "{id: en", "  - {id: en"),
    Mistake("E103", "schema: 1", "schema: one"),
    Mistake("E103", "core: true", "core: perhaps"),
    Mistake("E103", "when: {flag: abroad}", "when: {flag: abroad, track: self}"),
    Mistake("E103", "read: 2026-11-25}", "read: last week}"),
    Mistake("E103", "{on: [yes, unsure], emergency: true}", "{on: [yes, unsure]}"),
    Mistake("E103", "  - id: bystander\n", "  - id: friend\n", "  - id"),
    Mistake("E201", "- id: watched", "- id: cut_off"),
    Mistake("E201", LAST, LAST.replace("cannot_tell", "no_signs"), "- id"),
    Mistake("E201", "- id: abroad\n    when: {answer", "- id: under_18\n    when: {answer", "- id"),
    Mistake("E201", "{id: legal, label: A lawyer}", "{id: health, label: A lawyer}"),
    Mistake("E201", "{id: legal, label: A lawyer}", "{id: legal, label: A doctor}"),
    Mistake("E202", "answer: {when: past}", "answer: {whne: past}"),
    Mistake("E203", "answer: {when: past}", "answer: {when: passed}"),
    Mistake("E203", "signs: {yes: {debt: clear}, unsure", "signs: {yse: {debt: clear}, unsure"),
    Mistake("E203", "said: {yes: You are under 18.}", "said: {yeah: You are under 18.}"),
    Mistake("E203", "{on: [yes, unsure], emergency: true}", "{on: [maybe], emergency: true}"),
    Mistake("E203", f"follow_ups:\n{TEN_SPACES}on: [yes, unsure]",
            f"follow_ups:\n{TEN_SPACES}on: [yep]", "on"),
    Mistake("E204", "- flag: clear_indicator", "- flag: clear_indicators"),
    Mistake("E204", "when: {answer: {place: abroad}}", "when: {flag: concern}"),
    Mistake("E205", "sign: {abuse: clear}", "sign: {abusse: clear}"),
    Mistake("E205", "signs: {yes: {debt: some}", "signs: {yes: {dept: some}"),
    Mistake("E206", "support: [raft, qyit]", "support: [raft, quit]"),
    Mistake("E206", "source: [raft]", "source: [raff]"),
    Mistake("W206", "sources:\n", "sources:\n  spare: {title: One, read: 2026-11-25}\n", "spare"),
    Mistake("E207", "area: us-ny-albany\n", "area: us-ny-albny\n"),
    Mistake("E207", "areas: [us]", "areas: [usa]"),
    Mistake("E207", "law: us,", "law: usa,"),
    Mistake("E209", "- {id: en, exit:", "- {id: zz, exit:"),
    Mistake("E210", "{track: self}", "{track: myself}"),
    Mistake("E210", "track: self\n    title: Debt", "track: me\n    title: Debt", "track"),
    Mistake("E210", "track: self\n    when: {answer", "track: me\n    when: {answer", "track"),
    Mistake("E212", "answer: {police_before: [yes, unsure]}", "answer: {role: online}"),
    Mistake("E213", "- id: fears_police", "- id: fears_the_police", "flags:"),
    Mistake("E214", "- answer: {papers_held: yes}", "- sign: {debt: clear}"),
    Mistake("E220", "when: {flag: concern}\n    source", "when: always\n    source", "when"),
    Mistake("W220", FACTS, f"{FACTS}\n{IDLE}", "      - id: need\n"),
    Mistake("E221", "when: always", "when: {flag: concern}"),
    Mistake("W221", "- id: compensation\n    self", "- id: payment\n    self", "- id"),
    Mistake("E222", "      - id: cut_off", f"{COLOR}      - id: cut_off", "- id: color"),
    Mistake("E223", TO_A_FRIEND, "", "  - id: legal\n"),
    Mistake("E232", "https://es.wikipedia.org/", "http://es.wikipedia.org/"),
    Mistake("E231", '"https://es.wikipedia.org/"', '"https://www.example.org/"'),
    Mistake("W239", "read: 2026-11-25}", "read: 2099-01-01}"),
    Mistake("E250", "You have the same rights as anyone.", HARD,
            "    self:\n      title: Your choice, your rights"),
    Mistake("W250", "Many people in pain think of dying.", HARDER,
            "    self:\n      title: You matter"),
    Mistake("W252", "get the money, or take it from you?", "get the money? Do they take it?"),
    Mistake("W252", "get the money, or take it from you?", "get the money and/or things?"),
    Mistake("W253", "Are you in danger right now?", "Are you a victim right now?"),
    Mistake("W253", "Does someone else get the money", "Does he get the money"),
    Mistake("E254", "We ask this first so you can get help fast. You", "TODO say why we ask. You"),
    Mistake("W255", "It is wrong to make you work by", "It is  wrong to make you work by"),
    Mistake("W256", "It is wrong to make you work by", 'It is "wrong" to make you work by'),
    Mistake("E257", "It is wrong to make you work by", "It is <b>wrong</b> to make you work by"),
    Mistake("E257", "It is wrong to make you work by", "It is **wrong** to make you work by"),
    Mistake("E258", '"Not sure: {question}"', '"You were not sure."'),
    Mistake("E259", "It is wrong to make you work by", "It is {name} to make you work by"),
]  # fmt: skip

IN_CONTACTS = [
    Mistake("E101", "languages: [en]", "langauges: [en]"),
    Mistake("E102", "    verified_on: 2026-11-25\n", "", "  - id: albany_sexual_violence_center"),
    Mistake("E102", "    languages: [en]\n", "", "  - id: albany_sexual_violence_center"),
    Mistake("E102", f"    hours: {OFFICE_HOURS}\n", "", "  - id: albany_crime_victims_unit"),
    Mistake("E103", "confidence: high", "confidence: sure"),
    Mistake("E103", 'phone: "211"', 'phone: "two-one-one"'),
    Mistake("E201", "- id: us_trevor", "- id: us_samhsa"),
    Mistake("E201", "{id: us-ak,", "{id: us-al,"),
    Mistake("E201", "label: State care line", "label: Help line", "label: Help line"),
    Mistake("E207", "default_area: us-ny-albany", "default_area: us-ny-alabny"),
    Mistake("E207", "region: US, parent: us}", "region: US, parent: us-ny-albany}"),
    Mistake("E207", "    area: us-ny-albany\n", "    area: us-ny-albani\n", "area"),
    Mistake("E208", "offers: [housing]", "offers: [hosing]"),
    Mistake("E209", "languages: [en, es]", "languages: [en, xx]"),
    Mistake("E211", "not_urgent: us_trafficking_hotline", "not_urgent: us_trafficing_hotline"),
    Mistake("E202", "when: {answer: {helper_for: native}}", "when: {answer: {helper: native}}"),
    Mistake("E204", "when: {any_of: [{flag: wants_to_die}, ", "when: {any_of: [{flag: wants_to}, "),
    Mistake("E216", "Alabama, region: US", "Alabama, region: QQ"),
    Mistake("E103", "verified_on: 2026-11-25", "verified_on: 9999-12-31"),
    Mistake("E224", "emergency: true\n    authority", "authority", "  - {id: us, "),
    Mistake("E224", '    phone: "1-888-373-7888"\n', "", "  - {id: us, "),
    Mistake("E224", '    phone: "911"\n', "", "  - id: us_emergency"),
    Mistake("E230", '"518-447-7716"', '"518-447-771"'),
    Mistake("E230", 'phone: "988"', 'phone: "987"'),
    Mistake("E230", 'text: {number: "233733"}', 'text: {number: "2337337"}'),
    Mistake("E231", '"800-942-6906"', '"800-555-0142"'),
    Mistake("E231", "web: https://ovs.ny.gov", "web: https://example.org"),
    Mistake("E231", "web: https://ovs.ny.gov", "email: help@example.org"),
    Mistake("E230", "web: https://ovs.ny.gov", 'whatsapp: "+1 511 123"'),
    Mistake("E232", "chat: https://rainn.org", "chat: http://rainn.org"),
    Mistake("E233", "    kind: prosecutor\n", "    kind: prosecutor\n    also: legal\n",
            "    authority: prosecutor"),
    Mistake("E234", f"hours: {OFFICE_HOURS}", "hours: {zone: America/New_York}"),
    Mistake("E235", "languages: [en]", "languages: []"),
    Mistake("E236", f"hours: {OFFICE_HOURS}", "hours: {text: Office hours}"),
    Mistake("E236", "zone: America/New_York", "zone: America/Albany"),
    Mistake("W238", "verified_on: 2026-11-25", "verified_on: 2025-01-01"),
    Mistake("W238", "verified_on: 2026-11-25",
            "verified_on: 2026-11-24\n    expires_on: 2026-11-25", "verified_on"),
    Mistake("W239", "verified_on: 2026-11-25", "verified_on: 2099-01-01"),
    Mistake("W240", '"1-800-342-3720"', '"1-800-247-8035"'),
    Mistake("W241", "free: false", "free: true", '    phone: "518-447-7716"'),
    Mistake("E254", "expect: A trained person", "expect: FIXME A trained person"),
    Mistake("E257", "expect: A trained person", "expect: A&nbsp;trained person"),
]  # fmt: skip

REACH_OUT = '"If it feels wrong, you can reach out"'

IN_CATALOGUE = [
    Mistake("E278", 'msgstr "Saltar"', 'msgstr "Saltar'),
    Mistake("E278", 'msgstr "Saltar"', 'msgstr Saltar"'),
    Mistake("E278", 'msgstr "Saltar"', '<<<<<<< HEAD\nmsgstr "Saltar"', "<<<<<<<"),
    Mistake("E278", 'msgstr "Saltar"', 'mgstr "Saltar"'),
    Mistake("W271", 'msgstr "Saltar"', 'msgstr ""', 'msgid "Skip"'),
    Mistake("W270", 'msgid "Skip"\n', 'msgid "Skip it"\n', 'msgid ""'),
    Mistake("E276", 'msgstr "Saltar"', 'msgstr " "', 'msgid "Skip"'),
    Mistake("E272", 'msgstr "Saltar"', 'msgstr "Saltar {question}"', 'msgid "Skip"'),
    Mistake("E273", 'msgstr "Saltar"', 'msgstr "<b>Saltar</b>"', 'msgid "Skip"'),
    Mistake(
        "W275",
        'msgstr "Si sientes que algo anda mal, puedes pedir ayuda"',
        f"msgstr {REACH_OUT}",
        f"msgid {REACH_OUT}",
    ),
    Mistake("W274", 'msgstr "Saltar"', 'msgstr "Пропустить"', 'msgid "Skip"'),
    Mistake(
        "W279",
        'msgstr "¿Tienes menos de 18 años?"',
        'msgstr "¿Tienes menos de 81 años?"',
        'msgid "Are you under 18?"',
    ),
    Mistake("W286", 'msgstr "Saltar"', f'msgstr "{"Saltar " * 12}"', 'msgid "Skip"'),
    Mistake("W287", 'msgstr "Deuda"', 'msgstr "Pago"', 'msgid "Debt"'),
    Mistake("W288", 'msgstr "Saltar"', 'msgstr "Saltar, víctima"', 'msgid "Skip"'),
]

SINKING = "    when: {flag: pay_trouble}\n    source: [forced_labor]"

IN_RULES = [
    Mistake("E301", LAST, LAST.replace("always", "{flag: concern}"), "outcomes:\n"),
    Mistake("E302", f"{NO_SIGNS}5", f"{NO_SIGNS}50", "when:"),
    Mistake("E304", "first_when: {answer: {need: money}}\n    when:\n      any_of:\n",
            "first_when: {answer: {need: money}}\n    when:\n      all_of:\n        - any_of: []\n",
            "    when"),
    Mistake("E306", "when: {flag: pictures}\n    title", f"when: {NEVER}\n    title", "when"),
    Mistake("E307", "when: {answer: {place: abroad}}",
            "when: {all_of: [{answer: {place: abroad}}, {answer: {place: here}}]}"),
    Mistake("E312", "first_when: {answer: {need: drugs}}\n    when:\n      any_of:\n",
            "first_when: {answer: {need: drugs}}\n"
            "    when:\n      all_of:\n        - none_of: [{answer: {watched: yes}}]\n",
            "    when"),
    Mistake("E314", YOUNG_START,
            "when: {answer: {started_young: yes}}\n    adults_only: true\n    title", "when"),
    Mistake("E314", "when: {flag: other_work}\n",
            "adults_only: true\n    when: {flag: other_work}\n", "when"),
    # The problem is reported at the outcome that becomes less urgent for some readers.
    Mistake("E313", "when: {flag: concern}\n    source", f"when: {UNWATCHED}\n    source", SINKING),
]  # fmt: skip

IN_OFFERS = [
    Mistake("E314", f"when: {{all_of: [{{flag: pictures}}{NO_MINOR}", "when: {flag: pictures}"),
    Mistake("E305", "when: {answer: {helper_for: native}}", "when: {any_of: []}"),
    Mistake("W310", "New York State, region: US, parent: us}", "New York State, region: US}",
            "areas:\n"),
]  # fmt: skip

ON_SMALL = "tested with the small test content in proofs/test_proof.py"
ON_TEXT = "tested with short files in content/test_yaml_file.py"
OWN = "tested with an agency's folder in content/test_site.py, test_own_folder.py, test_reviews.py"
NO_LINE = {
    "E104": ON_TEXT,
    "E105": ON_TEXT,
    "E106": "an unreadable file has no line",
    "E107": ON_TEXT,
    "E108": ON_TEXT,
    "E109": ON_TEXT,
    "E110": ON_TEXT,
    "E277": "a missing catalog has no line",
    "E308": ON_SMALL,
    "E309": ON_SMALL,
    "E310": ON_SMALL,
    "E311": ON_SMALL,
    "E315": ON_SMALL,
    "E316": ON_SMALL,
    **dict.fromkeys(["E217", *(f"W28{n}" for n in range(6))], OWN),
}
"""Codes that are not in the tables above, each with the reason or the tests that cover it."""
