"""Cutting text into grams so that "=" can find what stands inside."""

from hypothesis import given
from hypothesis import strategies as st

from app.search.grams import grams_of, normal, probes

WORDS = st.text("abcABC12恒达机电ＡＢ线é", min_size=1, max_size=8)
TEXTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


def has(text: str, probe: str) -> bool:
    grams = grams_of(normal(text))
    return any(gram.startswith(probe[:-1]) for gram in grams) if probe.endswith("*") else probe in grams


@given(TEXTS, st.data())
def test_a_part_of_at_least_three_letters_is_always_found(text, data):
    plain = normal(text)
    start = data.draw(st.integers(0, max(0, len(plain) - 3)))
    end = data.draw(st.integers(start + 3, max(start + 3, len(plain))))

    for term in plain[start:end].split():
        if term in text and len(term) >= 3:
            assert all(has(plain, probe) for probe in probes(term))


def test_two_chinese_characters_are_found_anywhere():
    assert has("苏州恒达精密制造", *probes("恒达"))
    assert has("苏州恒达精密制造", *probes("造"))
    assert not has("苏州恒达精密制造", *probes("达恒"))


def test_one_and_two_letters_find_the_words_they_begin():
    assert has("Hengda Motor", *probes("mo"))
    assert has("Hengda Motor", *probes("h"))
    assert not has("Hengda Motor", *probes("ot"))


def test_three_letters_are_found_inside_a_word():
    assert has("Hengda Motor", *probes("gda"))


def test_width_and_case_make_no_difference():
    assert normal("ＡＢ　线 Ｘ") == "ab 线 x"


def test_marks_alone_ask_for_nothing():
    assert probes("***") == []
    assert grams_of("--- !") == set()
