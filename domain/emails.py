"""What an e-mail address is: one normal form for keeping and comparing, one for showing.

- The normal form is lower case and ASCII: `Anna@Järjestö.FI` is `anna@xn--jrjest-bua3m.fi`. Mail servers ignore case in
  practice, and a second person with the same letters in other case would be a trap.
- What is before a plus sign and after it is kept: `anna+help@x.fi` is another address than `anna@x.fi`, since only the
  host knows whether both reach the same person.
- Before the @ only ASCII is taken: other letters need mail servers that hardly anybody has, and look alike.
- Domains are compared by their ASCII form, so a domain with look-alike letters is another domain; it is shown in
  letters only if they are those of our languages.
"""

from domain import domains

LONGEST, LONGEST_LOCAL = 254, 64

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.åäöéüšž")
"""What a domain is shown in; with others it stands as it is kept: "xn--..."."""


def normalise(words: str) -> str | None:
    """The one form by which an address is kept and compared; None for what is no address."""
    from email_validator import EmailNotValidError, validate_email  # its tables only once somebody writes an address

    if len(words) > 4 * LONGEST:
        return None
    try:
        found = validate_email(words.strip(), allow_smtputf8=False, check_deliverability=False)
    except EmailNotValidError:
        return None
    address = (found.ascii_email or "").lower()
    return address if 0 < len(address) <= LONGEST and len(address.partition("@")[0]) <= LONGEST_LOCAL else None


def displayed(address: str) -> str:
    """A normal form as people read it."""
    local, _at, domain = address.rpartition("@")
    if "xn--" not in domain:
        return address
    try:
        letters = domain.encode("ascii").decode("idna")
    except UnicodeError:
        return address
    return f"{local}@{letters}" if LETTERS.issuperset(letters) else address


def domain_of(address: str) -> str | None:
    """The domain of a normal form, as it says of an organisation; None for a free mail host."""
    domain = address.rpartition("@")[2]
    return None if domains.is_free(domain) else domain
