"""Headings under which tables name people, in the languages of the tools that export them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

__all__ = ["heading_of_people"]

# A customer, an owner or an operator is an organisation as often as a person.
_WORDS: Final = {
    "English": "agent assignee author caller contact email employee engineer firstname "
    "fullname lastname mail manager mobile person phone raiser reporter requester "
    "requestor resolver respondent surname technician telephone user userid username",
    "German": "ansprechpartner anrufer bearbeiter benutzer melder mitarbeiter nachname "
    "sachbearbeiter telefon vorname",
    "French": "appelant auteur courriel demandeur intervenant nom prenom technicien utilisateur",
    "Dutch": "aanvrager achternaam behandelaar beller contactpersoon gebruiker medewerker naam "
    "voornaam",
    "Spanish": "agente apellido correo empleado nombre solicitante tecnico usuario",
    "Italian": "cognome dipendente richiedente utente",
    "Portuguese": "funcionario requerente sobrenome",
    "Polish": "imie nazwisko pracownik uzytkownik zglaszajacy",
}
_PEOPLE: Final = frozenset(word for words in _WORDS.values() for word in words.split())
_PHRASES: Final = re.compile(
    r"\b(assigned to|opened by|closed by|resolved by|created by|updated by|requested (for|by)|"
    r"submitted by|approved by|answered by|on behalf of|full name|first name|last name|"
    r"user name|display name|e mail)\b"
)
_MANY: Final = {
    "English": "category count department experience group number queue rating role satisfaction "
    "score segment service team type",
    "other": "aantal abteilung afdeling anzahl equipe groep groupe gruppe rolle",
}
_NOT_ONE: Final = frozenset(word for words in _MANY.values() for word in words.split())
"""Words beside which people are counted, grouped or asked, not named."""


def heading_of_people(heading: str) -> bool:
    """Return whether a heading is one under which people are named.

    Example:
        >>> [heading_of_people(each) for each in ("Assigned to", "caller_id", "Melder", "Priority")]
        [True, True, True, False]
        >>> [heading_of_people(each) for each in ("assignment_group", "user count", "customerType")]
        [False, False, False]
    """
    words = _words(heading)
    if _PHRASES.search(" ".join(words)):
        return True
    return not _PEOPLE.isdisjoint(words) and _NOT_ONE.isdisjoint(words)


def _words(heading: str) -> list[str]:
    # caller_id, CallerID and "Caller ID" are the same two words.
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading).replace("ł", "l").replace("Ł", "L")
    plain = unicodedata.normalize("NFKD", apart)
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return re.findall(r"[a-z]+", bare.casefold())
