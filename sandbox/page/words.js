// The page's own words, in three languages. What the bot says is the bot's affair.

const words = {
  fi: {
    pageLanguage: "Sivun kieli", addPerson: "Lisää henkilö", addGroup: "Uusi ryhmä", faults: "Häiriöt", log: "Pyynnöt",
    breaches: "virhettä", firstName: "Etunimi", lastName: "Sukunimi (ei pakollinen)", username: "Käyttäjänimi (ei pakollinen)",
    personLanguage: "Telegramin kieli", cancel: "Peruuta", add: "Lisää", groupTitle: "Ryhmän nimi", members: "Jäsenet",
    withBot: "Botti mukaan", openLink: "Avaa linkki", linkHint: "Linkki tai sen start-osa", open: "Avaa", close: "Sulje",
    start: "Aloita", write: "Viesti", send: "Lähetä", attach: "Liitä", menu: "Valikko", actions: "Toiminnot",
    reply: "Vastaa", edit: "Muokkaa", remove: "Poista", like: "Tykkää", edited: "muokattu", deleted: "poistettu", replyTo: "Vastaat viestiin",
    editing: "Muokkaat viestiä", block: "Estä botti", unblock: "Salli botti", blocked: "Botti on estetty", location: "Lähetä sijainti",
    contact: "Lähetä yhteystieto", sticker: "Lähetä tarra", hide: "Piilota", addBot: "Lisää botti", removeBot: "Poista botti", silenceBot: "Estä bottia kirjoittamasta", unsilenceBot: "Anna botin kirjoittaa",
    upgrade: "Muuta superryhmäksi", speaks: "Kirjoittaja", photo: "Kuvana", document: "Tiedostona", voice: "Ääniviestinä", video: "Videona",
    sendAs: "Lähetetään", typing: "kirjoittaa…", offline: "Yhteys poikki. Yritetään uudelleen.", nobody: "Kukaan ei ole vielä täällä.",
    nobodyHint: "Lisää henkilö, niin hän voi jutella botin kanssa.", all: "Kaikki", errors: "Hylätyt", onlyBreaches: "Virheelliset",
    filter: "Näytä", search: "Hae", polls: "Myös getUpdates", unanswered: "Napautus jäi vaille vastausta", noCalls: "Ei pyyntöjä.",
    kind: "Häiriö", whom: "Kenelle", everybody: "Kaikille", share: "Osuus pyynnöistä, %", times: "Kuinka monta kertaa (tyhjä: toistaiseksi)",
    seconds: "Odotus sekunteina", noFaults: "Kaikki toimii.", too_many: "429: liian monta pyyntöä", error: "500: palvelinvirhe",
    bad_gateway: "502: yhdyskäytävä", slow: "Hitaus", cut_before: "Katkeaa ennen vaikutusta", cut_after: "Katkeaa vaikutuksen jälkeen",
    forbidden: "403: botti estetty", startOver: "Aloita alusta", sureOver: "Poistetaanko kaikki henkilöt ja viestit?", bot: "botti", you: "sinä",
    latitude: "Sijainti", joined: "liittyi ryhmään", left: "poistui ryhmästä", created: "loi ryhmän", upgraded: "Ryhmästä tuli superryhmä",
    copied: "Kopioitu", answersTo: "vastaus", options: "Viestin toiminnot", chats: "Keskustelut", forwarded: "Välitetty",
    topic: "Aihe", topics: "Aiheet", topicRenamed: "Aiheen uusi nimi", chatItself: "Keskustelu", removeTopic: "Poista aihe", fresh: "uutta",
  },
  sv: {
    pageLanguage: "Sidans språk", addPerson: "Lägg till person", addGroup: "Ny grupp", faults: "Störningar", log: "Anrop",
    breaches: "fel", firstName: "Förnamn", lastName: "Efternamn (frivilligt)", username: "Användarnamn (frivilligt)",
    personLanguage: "Språk i Telegram", cancel: "Avbryt", add: "Lägg till", groupTitle: "Gruppens namn", members: "Medlemmar",
    withBot: "Ta med boten", openLink: "Öppna länk", linkHint: "Länken eller dess start-del", open: "Öppna", close: "Stäng",
    start: "Starta", write: "Meddelande", send: "Skicka", attach: "Bifoga", menu: "Meny", actions: "Åtgärder",
    reply: "Svara", edit: "Ändra", remove: "Ta bort", like: "Gilla", edited: "ändrat", deleted: "borttaget", replyTo: "Du svarar på",
    editing: "Du ändrar meddelandet", block: "Blockera boten", unblock: "Tillåt boten", blocked: "Boten är blockerad", location: "Skicka plats",
    contact: "Skicka kontaktuppgift", sticker: "Skicka dekal", hide: "Göm", addBot: "Lägg till boten", removeBot: "Ta bort boten", silenceBot: "Hindra boten från att skriva", unsilenceBot: "Låt boten skriva",
    upgrade: "Gör till supergrupp", speaks: "Skribent", photo: "Som bild", document: "Som fil", voice: "Som röstmeddelande", video: "Som video",
    sendAs: "Skickas", typing: "skriver…", offline: "Anslutningen bröts. Försöker igen.", nobody: "Ingen är här ännu.",
    nobodyHint: "Lägg till en person som kan chatta med boten.", all: "Alla", errors: "Avvisade", onlyBreaches: "Felaktiga",
    filter: "Visa", search: "Sök", polls: "Även getUpdates", unanswered: "Ett tryck blev utan svar", noCalls: "Inga anrop.",
    kind: "Störning", whom: "För vem", everybody: "Alla", share: "Andel av anropen, %", times: "Hur många gånger (tomt: tills vidare)",
    seconds: "Väntan i sekunder", noFaults: "Allt fungerar.", too_many: "429: för många anrop", error: "500: serverfel",
    bad_gateway: "502: nätsluss", slow: "Långsamhet", cut_before: "Bryts före verkan", cut_after: "Bryts efter verkan",
    forbidden: "403: boten blockerad", startOver: "Börja om", sureOver: "Ska alla personer och meddelanden tas bort?", bot: "bot", you: "du",
    latitude: "Plats", joined: "gick med i gruppen", left: "lämnade gruppen", created: "skapade gruppen", upgraded: "Gruppen blev en supergrupp",
    copied: "Kopierat", answersTo: "svar", options: "Meddelandets åtgärder", chats: "Chattar", forwarded: "Vidarebefordrat",
    topic: "Ämne", topics: "Ämnen", topicRenamed: "Ämnets nya namn", chatItself: "Chatten", removeTopic: "Ta bort ämnet", fresh: "nytt",
  },
  en: {
    pageLanguage: "Language of this page", addPerson: "Add a person", addGroup: "New group", faults: "Faults", log: "Requests",
    breaches: "breaches", firstName: "First name", lastName: "Last name (optional)", username: "Username (optional)",
    personLanguage: "Language in Telegram", cancel: "Cancel", add: "Add", groupTitle: "Name of the group", members: "Members",
    withBot: "With the bot", openLink: "Open a link", linkHint: "The link or its start part", open: "Open", close: "Close",
    start: "Start", write: "Message", send: "Send", attach: "Attach", menu: "Menu", actions: "Actions",
    reply: "Reply", edit: "Edit", remove: "Delete", like: "Like", edited: "edited", deleted: "deleted", replyTo: "You reply to",
    editing: "You are editing", block: "Block the bot", unblock: "Unblock the bot", blocked: "The bot is blocked", location: "Send a location",
    contact: "Send my contact", sticker: "Send a sticker", hide: "Hide", addBot: "Add the bot", removeBot: "Remove the bot", silenceBot: "Keep the bot from writing", unsilenceBot: "Let the bot write",
    upgrade: "Make it a supergroup", speaks: "Writer", photo: "As a photo", document: "As a file", voice: "As a voice message", video: "As a video",
    sendAs: "To be sent", typing: "is typing…", offline: "The connection is gone. Trying again.", nobody: "Nobody is here yet.",
    nobodyHint: "Add a person, who can then talk with the bot.", all: "All", errors: "Refused", onlyBreaches: "Breaches",
    filter: "Show", search: "Search", polls: "getUpdates too", unanswered: "A tap was never answered", noCalls: "No requests.",
    kind: "Fault", whom: "For whom", everybody: "Everybody", share: "Share of the requests, %", times: "How many times (empty: until removed)",
    seconds: "Wait in seconds", noFaults: "All is well.", too_many: "429: too many requests", error: "500: server error",
    bad_gateway: "502: bad gateway", slow: "Slowness", cut_before: "Cut before the effect", cut_after: "Cut after the effect",
    forbidden: "403: bot blocked", startOver: "Start over", sureOver: "Remove all people and messages?", bot: "bot", you: "you",
    latitude: "Location", joined: "joined the group", left: "left the group", created: "created the group", upgraded: "The group became a supergroup",
    copied: "Copied", answersTo: "reply", options: "Actions on the message", chats: "Chats", forwarded: "Forwarded",
    topic: "Topic", topics: "Topics", topicRenamed: "New name of the topic", chatItself: "Chat", removeTopic: "Delete the topic", fresh: "new",
  },
};

let language = localStorage.getItem("language") || "fi";

export const chosenLanguage = () => language;

export function chooseLanguage(code) {
  language = code;
  localStorage.setItem("language", code);
}

export const t = (key) => words[language][key] ?? key;

export function translate(root) {
  document.documentElement.lang = language;
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = t(element.dataset.word);
}
