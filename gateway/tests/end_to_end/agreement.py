"""Whether the copies that services keep of each other's facts say what their owners say."""

from surroundings import rows, until_quiet

# What is compared, the owner with its rows, and the service that keeps the same ones. A draft edition is told of only when it is changed.
FACTS = [
    (
        "organisations",
        ("registration", "SELECT id, code, name, kind, version, successor_code FROM organisation"),
        ("submission", "SELECT id, code, name, kind, version, successor_code FROM organisation_copy"),
    ),
    (
        "participations",
        (
            "registration",
            """SELECT p.id, p.edition_id, p.account_id, p.version, o.code, o.name, o.kind
               FROM participation p JOIN organisation o ON o.id = p.organisation_id WHERE p.state = 'verified'""",
        ),
        (
            "submission",
            """SELECT p.id, p.edition_id, p.account_id, p.version, o.code, o.name, o.kind
               FROM participation_copy p JOIN organisation_copy o ON o.id = p.organisation_id WHERE p.verified""",
        ),
    ),
    (
        "windows of editions",
        ("registration", "SELECT id, phase, opens_at, closes_at, version FROM edition WHERE phase <> 'draft'"),
        ("submission", "SELECT id, phase, opens_at, closes_at, version FROM edition_copy WHERE phase <> 'draft'"),
    ),
    (
        "evenings of editions",
        ("registration", "SELECT id, closes_at, announces_at, version FROM edition WHERE phase <> 'draft'"),
        ("scoring", "SELECT id, closes_at, announces_at, version FROM edition_copy WHERE locked"),
    ),
    (
        "levels of categories",
        (
            "registration",
            """SELECT id, edition_id, intake, version,
                   ARRAY(SELECT kind FROM category_level WHERE category_id = id ORDER BY position) AS levels FROM category""",
        ),
        ("submission", "SELECT id, edition_id, intake, version, levels FROM category_copy WHERE NOT removed"),
    ),
    (
        "names of categories",
        (
            "registration",
            "SELECT id, edition_id, code, name, name_en, intake = 'monitored' AS monitored, places, version FROM category",
        ),
        ("scoring", "SELECT id, edition_id, code, name, name_en, monitored, places, version FROM category_copy WHERE NOT removed"),
    ),
    (
        "jurors",
        ("registration", "SELECT id, edition_id, account_id, version FROM judge"),
        ("scoring", "SELECT id, edition_id, account_id, version FROM judge_copy"),
    ),
    (
        "entries",
        (
            "submission",
            """SELECT id, edition_id, category_id, title, organisation_code, organisation_name, organisation_kind, version
               FROM entry WHERE submitted_at IS NOT NULL""",
        ),
        (
            "scoring",
            """SELECT id, edition_id, category_id, title, organisation_code, organisation_name, organisation_kind, version
               FROM entry_copy""",
        ),
    ),
    (
        "seals",
        ("scoring", "SELECT category_id, edition_id, root FROM seal"),
        ("announcement", "SELECT category_id, edition_id, root FROM seal_copy"),
    ),
    (
        "winners",
        (
            "scoring",
            """SELECT e.id, e.category_id, e.title, e.organisation_code, e.organisation_name, e.organisation_kind
               FROM entry_copy e JOIN seal s ON s.category_id = e.category_id""",
        ),
        (
            "announcement",
            "SELECT subject_id AS id, category_id, title, organisation_code, organisation_name, organisation_kind FROM winner",
        ),
    ),
]


def demand(fest):
    """Waits until all was told, then fails on every fact of which owner and keeper say different things."""
    until_quiet(fest)
    assert {what: differing for what, owner, keeper in FACTS if (differing := difference(fest, owner, keeper))} == {}


def difference(fest, owner, keeper):
    owned, kept = facts(fest, *owner), facts(fest, *keeper)
    assert owned, f"{owner[0]} owns nothing here, so there is nothing to agree on"
    return {owner[0]: sorted(owned - kept), keeper[0]: sorted(kept - owned)} if owned != kept else {}


def facts(fest, service, query):
    return {repr(sorted(row.items())) for row in rows(fest, service, query)}
