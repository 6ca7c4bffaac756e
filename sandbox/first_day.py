"""A first day: four people come in, make a group, ask for help and give it. Played through the bot, in Finnish."""

import re

from sandbox.people import Person, Sandbox

PATIENCE = 30.0


async def play(sandbox: Sandbox) -> None:
    """Live through it. AssertionError where the bot does not say what it should."""
    aino = await comes_in(sandbox, "Aino Lehto")
    pekka = await comes_in(sandbox, "Pekka Salmi")
    sanna = await comes_in(sandbox, "Sanna Niemi")
    marja = await comes_in(sandbox, "Marja Koski")

    link = await makes_group(marja, "Kotikulman järjestöverkosto", "KOTIK")
    for member in (aino, sanna):
        await member.opens(link)
        await taps(member, "Liity ryhmään")
        await member.awaits("Olet nyt ryhmässä", PATIENCE)

    await asks_for_help(
        aino,
        "Viestintä",
        "Uutiskirjeen taitto",
        "Neljä sivua, tekstit ja kuvat ovat valmiina. Pohja on olemassa, tarvitsemme jonkun, joka saa sen näyttämään "
        "hyvältä.",
        hours="2 h",
    )
    await asks_for_help(
        aino,
        "Kirjanpito",
        "Kuitit järjestykseen ennen tilinpäätöstä",
        "Noin sata kuittia on skannattu. Ne pitää nimetä ja viedä oikeisiin kansioihin ohjeen mukaan.",
        hours="4 h",
    )
    await asks_for_help(
        marja,
        "Saavutettavuus",
        "Verkkosivujen saavutettavuuden tarkistus",
        "Käydään yhdessä läpi etusivu ja yhteystiedot ja kirjataan, mitä pitää korjata.",
        hours="2 h",
        audience="Kotikulman järjestöverkosto",
    )

    await applies(
        sanna, "Uutiskirjeen taitto", "Olen taittanut yhdistysten lehtiä kymmenen vuotta. Ehdin tällä viikolla."
    )
    await aino.awaits("Olen taittanut", PATIENCE)
    await taps(aino, "Kirjoita viesti: Sanna Niemi")
    await aino.says("Kiitos! Voisitko aloittaa maanantaina?")
    await sanna.awaits("aloittaa maanantaina", PATIENCE)
    question = next(message for message in reversed(sanna.messages) if "aloittaa maanantaina" in message.text)
    await sanna.replies(question, "Maanantai sopii hyvin.")
    await aino.awaits("Maanantai sopii", PATIENCE)
    await taps(aino, "Poistu keskustelusta")
    await taps(aino, "Valitse: Sanna Niemi")
    await taps(aino, "Tarjoa paikka")
    await sanna.awaits("Sinut valittiin!", PATIENCE)
    await taps(sanna, "Vahvista, että autat")
    await aino.awaits("Paikka on vahvistettu", PATIENCE)

    await applies(
        pekka, "Kuitit järjestykseen", "Hoidan oman yhdistykseni kirjanpidon, joten tämä on tuttua. Minulle sopii ilta."
    )
    await aino.awaits("tämä on tuttua", PATIENCE)

    await taps(sanna, "Avaa sovittu apu")
    await taps(sanna, "Merkitse tehdyksi")
    await sanna.awaits("aikaa", PATIENCE)
    await says(sanna, "2,5")
    await taps(sanna, "Vapaaehtoisena")
    await taps(aino, "Hyväksy: 2 h 30 min")
    await sanna.awaits("Työsi on hyväksytty", PATIENCE)
    for person in (aino, pekka, sanna, marja):
        await says(person, "/koti")


async def says(person: Person, words: str) -> None:
    """Write something, and wait for an answer."""
    await person.says(words)
    await person.awaits("", PATIENCE)


async def taps(person: Person, label: str) -> None:
    """Tap a button once it is there, and wait for an answer."""
    await person.awaits_button(label, PATIENCE)
    await person.taps(label)
    await person.awaits("", PATIENCE)


async def comes_in(sandbox: Sandbox, name: str) -> Person:
    """From the first word to the home screen."""
    person = await sandbox.person(name.split()[0], "fi", last_name=name.split()[1])
    await person.says("/start")
    await taps(person, "Suomi")
    await taps(person, "Olen täyttänyt 15 vuotta ja hyväksyn")
    await taps(person, f"Käytä nimeä: {name}")
    await taps(person, "Autan yksityishenkilönä")
    await person.awaits_button("Pyydä apua", PATIENCE)
    return person


async def makes_group(admin: Person, name: str, own: str) -> str:
    """A group and a code for it; the link that leads in."""
    await says(admin, "/uusiryhma")
    await says(admin, name)
    await taps(admin, "Tee ryhmäkoodi")
    await admin.awaits("5", PATIENCE)
    await says(admin, own)
    await admin.awaits("https://t.me/", PATIENCE)
    link = re.search(r"https://t\.me/\S+", admin.screen.text)
    assert link is not None, admin.tail()
    return link[0]


async def asks_for_help(
    person: Person,
    category: str,
    title: str,
    description: str,
    *,
    hours: str,
    audience: str = "Kaikki palvelun käyttäjät",
) -> None:
    """A task, from the first question to the publishing."""
    await person.says("/uusitehtava")
    await taps(person, category)
    await person.awaits("otsikko", PATIENCE)
    await says(person, title)
    await says(person, description)
    await taps(person, hours)
    await taps(person, "1")
    await taps(person, "Jätä ajankohta avoimeksi")
    await taps(person, "Etänä")
    await taps(person, "Jatka ilman liitteitä")
    await taps(person, "Älä aseta päivää")
    await taps(person, audience)
    await taps(person, "Julkaise tehtävä")
    await person.awaits("Julkaistu", PATIENCE)


async def applies(person: Person, title: str, text: str) -> None:
    """An application, from the list of tasks."""
    await person.says("/tehtavat")
    await taps(person, f"Avaa: {title}")
    await taps(person, "Hae tehtävää")
    await person.awaits_button("Keskeytä", PATIENCE)
    await says(person, text)
    await taps(person, "Lähetä hakemus")
    await person.awaits("Hakemus lähetetty", PATIENCE)
