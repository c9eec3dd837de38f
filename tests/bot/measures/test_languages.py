"""Languages are identified offline, and left unknown where a text says too little."""

import subprocess
import sys

import numpy as np
import pytest

from bot.measures.languages import MOST_TEXTS, identified, identifier
from tests.bot.worlds import context_of

CONTEXT = context_of([])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ferry was late again, so we walked along the harbour and talked about the weather."),
        ("de", "Heute war das Wetter schön, also sind wir am Hafen entlang gegangen und haben geredet."),
        ("uk", "Сьогодні чудова погода, тому ми пішли гуляти вздовж набережної й багато розмовляли."),
        ("ja", "今日は天気がとても良かったので、港に沿って歩きながらいろいろな話をしました。"),
    ],
)
def test_a_sentence_has_its_language(language: str, text: str) -> None:
    assert identified(CONTEXT, [text]) == language


@pytest.mark.parametrize("text", ["", "ok lol", "12345 67890 !!!", "https://example.org/a-long-address @somebody"])
def test_under_ten_letters_a_language_is_unknown(text: str) -> None:
    assert identified(CONTEXT, [text]) == "und"


def test_a_text_that_could_be_in_several_languages_is_unknown() -> None:
    assert identified(CONTEXT, ["hola amigos que tal"]) == "und"


def test_short_texts_of_one_account_are_read_as_one_in_any_order() -> None:
    texts = ["we are going", "to the harbour", "in the morning"]
    found = {identified(CONTEXT, np.random.default_rng(seed).permutation(texts).tolist()) for seed in range(5)}
    assert found == {"en"}
    assert len(texts) == MOST_TEXTS


def test_the_report_can_name_what_identified_them() -> None:
    assert identifier().startswith("py3langid 0.")


def test_the_model_is_not_loaded_with_the_program() -> None:
    code = "import sys, bot.detectors.d10_script, bot.detectors.d6_dormant; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
