"""A realistic workbook: volunteers for lonely older people, worked out by an association in Tampere."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.lifecycle.engine import Permitted
from domain.programme.workbooks.book import AnswerView, Book, IndicatorView, MeasureView
from domain.programme.workbooks.reading import WorkbookView
from models.programme.workbook import MarketFigure, Part, Question

AT = datetime(2027, 1, 15, 10, 0, tzinfo=UTC)

NEEDS = {
    Question.TARGET_GROUP: "Yli 70-vuotiaat tamperelaiset, jotka asuvat yksin eivätkä useimpina päivinä tapaa ketään. "
    "Heitä on noin 900; tavoitamme vuodessa 60.",
    Question.NEED: "Moni on päiviä puhumatta kenellekään. Ulos lähteminen yksin pelottaa, ja entiset ystävät ovat "
    "kuolleet tai muuttaneet.\n\nSatunnainen vierailu ei auta: kaivataan samaa ihmistä, johon voi luottaa.",
    Question.EVIDENCE: "Kaupungin ikäihmisten kysely 2025: 34 % yli 70-vuotiaista kokee itsensä yksinäiseksi usein tai "
    "jatkuvasti. Omassa jonossamme oli syksyllä 41 ihmistä, ja he odottivat keskimäärin 7 kuukautta.",
    Question.GOAL: "Vuoden 2027 lopussa yhä harvempi mukana oleva ikäihminen kokee itsensä usein yksinäiseksi.",
    Question.OTHERS: "Seurakunta käy kotona kerran kuussa, kaupungilla on päiväkeskuksia ja SPR:llä ystävätoimintaa "
    "nuoremmille. Pysyvää ystävää yli 70-vuotiaalle ei etsi kukaan muu.",
}
MODEL = {
    Question.INPUT: ["Koordinaattorin työaika, 60 %", "30 koulutettua vapaaehtoista", "STEAn avustus 48 000 € vuodessa",
                     "Kerhohuone Hervannassa"],
    Question.ACTIVITY: ["Vapaaehtoisten haku ja koulutus kahdesti vuodessa", "Parien yhdistäminen kiinnostusten mukaan",
                        "Vapaaehtoisten työnohjaus joka toinen kuukausi"],
    Question.OUTPUT: ["40 paria, jotka tapaavat joka viikko", "1 600 tapaamista vuodessa",
                      "24 koulutettua vapaaehtoista"],
    Question.OUTCOME: ["Ikäihmisten yksinäisyys vähenee", "He lähtevät useammin kotoa",
                       "Vapaaehtoiset kokevat tekevänsä merkityksellistä työtä"],
    Question.IMPACT: ["Ikäihmiset voivat hyvin ja asuvat kotona pidempään"],
}  # fmt: skip
LINKS = {
    Question.INPUT_ASSUMPTION: "Vapaaehtoisia löytyy, ja he sitoutuvat vähintään vuodeksi.",
    Question.INPUT_RISK: "Koordinaattorin palkkaan on rahoitus vain vuodeksi kerrallaan. Haemme kumppania kaupungista.",
    Question.ACTIVITY_ASSUMPTION: "Yksin asuva uskaltaa päästää vapaaehtoisen kotiinsa.",
    Question.ACTIVITY_RISK: "Kaikkein yksinäisimmät eivät kuule meistä. Kotihoito ja apteekit kertovat toiminnasta.",
    Question.OUTPUT_ASSUMPTION: "Kun sama ihminen tapaa joka viikko, syntyy ystävyys.",
    Question.OUTPUT_RISK: "Vapaaehtoinen lopettaa, ja yksinäisyys on pahempaa kuin ennen. Sovimme aina varaystävän.",
    Question.OUTCOME_ASSUMPTION: "Kun yksinäisyys vähenee, toimintakyky säilyy.",
    Question.OUTCOME_RISK: "Terveys pettää syistä, joihin emme voi vaikuttaa.",
}
LONELY = {
    Question.WHAT: "Niiden osuus, jotka kokevat itsensä usein yksinäiseksi",
    Question.OF_STEP: "outcome",
    Question.KIND: "result",
    Question.MEASURABLE: "yes",
    Question.UNIT: "%",
    Question.SOURCE: "Tuettavat, joilla on ollut ystävä vähintään kolme kuukautta",
    Question.METHOD: "Yksi kysymys puhelimessa, alussa ja puolen vuoden välein",
    Question.HOW_OFTEN: "twice_a_year",
    Question.WHO: "Anna Mäkelä",
    Question.BASELINE: "34",
    Question.TARGET: "20",
    Question.TARGET_DAY: "2027-12-31",
}
HOURS = {
    Question.WHAT: "Muille annetut tunnit",
    Question.OF_STEP: "input",
    Question.KIND: "process",
    Question.HOW_OFTEN: "quarterly",
    Question.BASELINE: "0",
    Question.TARGET: "120",
    Question.TARGET_DAY: "2027-12-31",
}
LATER = {
    Question.WHAT: "Kotona asuminen vuoden kuluttua",
    Question.OF_STEP: "impact",
    Question.KIND: "result",
    Question.MEASURABLE: "not_yet",
}


def said(question: Question, text: str, place: int = 0, indicator_id: int | None = None) -> AnswerView:
    return AnswerView(question, indicator_id, place, text, 1, "Anna Mäkelä", AT)


def indicator(id: int, answers: dict[Question, str], *measures: MeasureView, figure: MarketFigure | None = None
              ) -> IndicatorView:  # fmt: skip
    return IndicatorView(id, figure, {one: said(one, text, 0, id) for one, text in answers.items()}, measures, ())


def measure(id: int, of: int, day: date, value: str | None = None, evidence: str = "", by: str | None = "Anna Mäkelä"
            ) -> MeasureView:  # fmt: skip
    return MeasureView(id, of, day, Decimal(value) if value else None, evidence, 1, by if value else None,
                       AT if value else None)  # fmt: skip


def view(book: Book, **changes: Any) -> WorkbookView:
    values: dict[str, Any] = {
        "book": book,
        "organisation": "Hervannan Ystäväverkko ry",
        "activity": "Vapaaehtoiset yksinäisten ikäihmisten tukena",
        "round_id": 1,
        "may": Permitted(),
        "inside": True,
        "readable": frozenset(Part),
        "closed": frozenset(),
        "comments": (),
    }
    return WorkbookView(**(values | changes))


def example() -> WorkbookView:
    """Everything filled in, half a year on."""
    answers: dict[Question, tuple[AnswerView, ...]] = {
        question: (said(question, text),) for question, text in {**NEEDS, **LINKS}.items()
    }
    answers |= {
        question: tuple(said(question, text, number) for number, text in enumerate(items, start=1))
        for question, items in MODEL.items()
    }
    survey = "Puhelinkysely, 31 vastaajaa 36:sta: https://ystavaverkko.example/kysely"
    return view(
        Book(
            1,
            answers,
            (
                indicator(
                    1,
                    LONELY,
                    measure(1, 1, date(2026, 12, 31), "27", survey),
                    measure(2, 1, date(2027, 6, 30)),
                    measure(3, 1, date(2027, 12, 31)),
                ),
                indicator(2, HOURS, measure(4, 2, date(2026, 12, 31), "31.5", by=None),
                          measure(5, 2, date(2027, 3, 31)), figure=MarketFigure.GIVEN),
                indicator(3, LATER),
            ),
        )
    )  # fmt: skip


def empty() -> WorkbookView:
    """Nothing yet."""
    return view(Book(1))


def longest() -> WorkbookView:
    """As much as fits everywhere, and one word that fits nowhere."""
    words = "Vapaaehtoistoiminnan koordinointi ja yhdistysyhteistyön kehittäminen koko maakunnassa "
    answers: dict[Question, tuple[AnswerView, ...]] = {
        question: tuple(said(question, (words * 2)[:100].strip(), number) for number in range(1, 7))
        for question in MODEL
    }
    answers |= {question: (said(question, (words * 3)[:200].strip()),) for question in LINKS}
    answers |= {question: (said(question, (words * 8)[:400].strip()),) for question in NEEDS}
    answers[Question.IMPACT] = (said(Question.IMPACT, "hyvinvointi" * 9, 1), *answers[Question.IMPACT][1:])
    return view(Book(1, answers), organisation="Ö" * 80, activity=(words * 3)[:200])
