"""The glossary of each language: how its terms and its words to avoid are found."""

from datetime import date

import pytest

from assessment.checking.glossary import Avoided, Glossary, Term


def glossary(use: str = "", avoid: str = "") -> Glossary:
    """A glossary with one term for "debt" and one word to avoid."""
    return Glossary(
        variety="Any",
        address="Any",
        gender="Any",
        terms=(Term(en="debt", use=use, date=date(2026, 1, 1)),) if use else (),
        avoid=(Avoided(term=avoid, reason="It hurts."),) if avoid else (),
    )


@pytest.mark.parametrize(
    ("use", "source", "text", "codes"),
    [
        ("долг", "Debt", "О долгах", []),
        ("долг", "Your debts", "О плате", ["W287"]),
        ("долг / кредит", "Your debt", "Ваши кредиты", []),
        ("债务", "A debt", "还债务", []),
        ("债务", "A debt", "还钱", ["W287"]),
        ("долг", "Indebted", "О плате", []),
        ("دَين", "A debt", "الدين", []),
        ("la dette; devoir de l'argent", "A debt", "les dettes", []),
    ],
)
def test_a_term_that_is_not_used_is_reported(
    use: str, source: str, text: str, codes: list[str]
) -> None:
    assert [code for code, _, _ in glossary(use=use).faults(source, text)] == codes


@pytest.mark.parametrize(
    ("avoid", "text", "is_found"),
    [
        ("víctima", "Si eres Víctima", True),
        ("ilegal", "una persona, ilegalmente", False),
        ("受害者、妓女", "她是妓女吗", True),
        ("당신, 너", "당신은 너무 바빠요", True),
        ("너", "너무 바빠요", False),
        ("लत", "कैसे बोलता है", False),
        ("लत", "नशे की लत", True),
        ("victime (for the reader)", "une victime", False),
    ],
)
def test_a_word_to_avoid_is_reported_as_a_whole_word(avoid: str, text: str, is_found: bool) -> None:
    assert bool(list(glossary(avoid=avoid).faults("Any", text))) == is_found
