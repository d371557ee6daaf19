"""Which language a text is in, from its script and from jusText's stopword lists."""

from importlib.util import find_spec
from pathlib import Path

import pytest

import cleanclip
from cleanclip.language import _CODES, LIST_WORDS, guess_language, stopwords
from cleanclip.words import ends_sentence, is_title_like

TEXTS = {
    "en": "The council has agreed to keep the ferry, and the school will have to wait for another year.",
    "de": "Der Rat hat beschlossen, die Fähre zu behalten, und die Schule wird noch ein Jahr warten müssen.",
    "fr": "Le conseil a décidé de garder le bac, et les écoles devront attendre encore une année avant les travaux.",
    "es": "El consejo decidió mantener el barco, y la escuela tendrá que esperar un año más para las obras.",
    "it": "Il consiglio ha deciso di tenere il traghetto, e la scuola dovrà aspettare ancora un anno per i lavori.",
    "nl": "De raad heeft besloten om de veerboot te houden, en de school zal nog een jaar moeten wachten.",
    "sv": "Rådet har beslutat att behålla färjan, och skolan får vänta ännu ett år på att den blir byggd.",
    "pl": "Rada zdecydowała, że prom zostanie, a szkoła będzie musiała poczekać jeszcze rok na to, co jej się należy.",
    "ru": "Совет решил, что паром останется, а школа должна будет подождать ещё год, потому что денег на неё нет.",
    "uk": "Рада вирішила, що пором залишиться, а школа має чекати ще рік, тому що на неї немає грошей і не буде.",
    "tr": "Konsey feribotun kalmasına karar verdi ve okul için bir yıl daha beklemek gerekiyor, çünkü bu yıl para yok.",
    "ar": "قرر المجلس أن تبقى العبارة في المدينة وأن على المدرسة أن تنتظر سنة أخرى من أجل هذا المال.",
    "zh": "市议会周一决定保留冬季渡轮，学校还要再等一年。",
    "ja": "市議会は月曜日に冬のフェリーを維持することを決めた。",
    "ko": "시의회는 월요일에 겨울 여객선을 유지하기로 결정했다.",
    "th": "สภาเมืองตัดสินใจเมื่อวันจันทร์ว่าจะเก็บเรือข้ามฟากไว้",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items(), ids=TEXTS)
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    """One sentence of ordinary words, or of a script that one language has."""
    assert guess_language(text) == code


@pytest.mark.parametrize("text", ["", "12:30 15:45", "Oslo", "Qwx zzk plmn vrrt bbgh kkjj wwrx", "🔔 🔔 🔔"])
def test_what_is_too_short_or_strange_has_no_language(text: str) -> None:
    """None, not a guess (#90)."""
    assert guess_language(text) is None


def test_a_quotation_does_not_turn_a_text() -> None:
    """Most of the words decide (#86)."""
    assert guess_language(f"{TEXTS['en']} « {TEXTS['fr'][:40]} » {TEXTS['en']}") == "en"


def test_the_language_is_that_of_the_body() -> None:
    """Not of the furniture that was taken away."""
    form = "Partager\nImprimer\nCommenter\nRéagir\nCopier le lien\nEnvoyer par e-mail\n"
    result = cleanclip.explain(form + "\n" + TEXTS["en"])
    assert (result.text, result.language) == (TEXTS["en"], "en")


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    """Only so many words from the beginning are looked at."""
    assert guess_language(TEXTS["en"] * 100 + TEXTS["fr"] * 1000) == "en"


def test_every_list_that_we_name_is_one_of_jusText() -> None:  # noqa: N802
    """And each holds words in small letters, no more than are used."""
    spec = find_spec("justext")
    assert spec is not None
    assert spec.origin is not None
    there = {path.stem for path in Path(spec.origin).with_name("stoplists").glob("*.txt")}
    assert set(_CODES) <= there
    for name in _CODES:
        assert 0 < len(stopwords(name)) <= LIST_WORDS
        assert all(word == word.lower() for word in stopwords(name))


@pytest.mark.parametrize(
    "sentence",
    [
        "ស្ពាននឹងត្រូវបិទរហូតដល់និទាឃរដូវ។",
        "တံတားကို နွေဦးအထိ ပိတ်ထားမည်။",
        "ድልድዩ እስከ ፀደይ ድረስ ዝግ ሆኖ እንደሚቆይ ተናግሯል።",
        "կամուրջը փակ կմնա մինչև գարուն։",
        "ཟམ་པ་དཔྱིད་ཀའི་བར་དུ་སྒོ་བརྒྱབ་རྒྱུ་ཡིན།",
        "پل بہار تک بند رہے گا۔",
    ],
    ids=["Khmer", "Burmese", "Amharic", "Armenian", "Tibetan", "Urdu"],
)
def test_a_sentence_ends_with_the_stop_of_its_script(sentence: str) -> None:
    """It is no title, then."""
    assert ends_sentence(sentence)
    assert not is_title_like(sentence)
    assert not ends_sentence(sentence[:-1])
