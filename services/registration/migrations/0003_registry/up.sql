-- Names over time, and a search that forgives. The search compares by trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- A text as its words of plain lower-case letters and digits: accents and apostrophes fall away, whatever else is no letter or digit parts words.
-- What is looked for is folded by domain/organisation_search.rs; a test holds the two together. Here, and not only there, because then no writer
-- of a name can forget it.
CREATE FUNCTION folded_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(btrim(regexp_replace(regexp_replace(normalize($1, NFKD), '[\u0300-\u036f''\u2019]', '', 'g'),
                                      '[^A-Za-z0-9]+', ' ', 'g')) COLLATE "C");

CREATE FUNCTION squeezed(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN replace(folded_words($1), ' ', '');

ALTER TABLE organisation
    DROP COLUMN search,
    -- A merged body stays, as the sign that points to its successor.
    ADD COLUMN state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'retired', 'merged')),
    ADD COLUMN successor_code text REFERENCES organisation (code) DEFERRABLE INITIALLY DEFERRED CHECK (successor_code <> code),
    -- What else it is found by, folded: its aliases, and the names of bodies that were merged into it.
    ADD COLUMN other_names text NOT NULL DEFAULT '',
    -- Everything it is found by, with and without the spaces, each between spaces.
    ADD COLUMN search text NOT NULL GENERATED ALWAYS AS
        (' ' || squeezed(name) || ' ' || squeezed(code) || ' ' || folded_words(name) || ' ' || other_names || ' ') STORED,
    ADD CONSTRAINT organisation_successor_state CHECK ((state = 'merged') = (successor_code IS NOT NULL));

CREATE INDEX organisation_successor ON organisation (successor_code);
CREATE INDEX organisation_district ON organisation (district, name, code);
CREATE INDEX organisation_search ON organisation USING gin (search gin_trgm_ops);

-- Every word of every name: what a misspelt word is compared with, since there are far fewer words than names. A word that no name has any more
-- stays; it leads to nothing.
CREATE TABLE organisation_word (
    word text PRIMARY KEY
);

CREATE INDEX organisation_word_trigrams ON organisation_word USING gin (word gin_trgm_ops);

CREATE FUNCTION keep_organisation_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO organisation_word
        SELECT DISTINCT word
        FROM written, string_to_table(folded_words(name) || ' ' || other_names, ' ') word
        WHERE char_length(word) >= 4
        ORDER BY word
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE TRIGGER organisation_words_of_new AFTER INSERT ON organisation
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_organisation_words();
CREATE TRIGGER organisation_words_of_changed AFTER UPDATE ON organisation
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION keep_organisation_words();

-- What a body is or was called besides. Dates are as exact as their source: a year, a month or a day.
CREATE TABLE organisation_alias (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    kind text NOT NULL CHECK (kind IN ('former_code', 'former_name', 'abbreviation', 'external_code')),
    -- Whose code it is: "lapor". Empty where the alias is no external code.
    system text NOT NULL CHECK (char_length(system) <= 80 AND (system <> '') = (kind = 'external_code')),
    value text NOT NULL CHECK (char_length(value) BETWEEN 1 AND 200),
    valid_from text CHECK (valid_from ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    valid_until text CHECK (valid_until ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    source text NOT NULL CHECK (char_length(source) BETWEEN 1 AND 500),
    UNIQUE (organisation_id, kind, system, value)
);

-- A code leads to one body.
CREATE UNIQUE INDEX organisation_alias_code ON organisation_alias (value) WHERE kind = 'former_code';
CREATE UNIQUE INDEX organisation_alias_external_code ON organisation_alias (value, system) WHERE kind = 'external_code';

-- What the committee did to a body, when, why, and what it was called before and after. Times are the event's.
CREATE TABLE organisation_change (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    what text NOT NULL CHECK (what IN ('renamed', 'merged', 'absorbed', 'moved', 'retired', 'alias_added')),
    account_id uuid REFERENCES account,
    changed_at timestamptz NOT NULL,
    -- From when on it holds, as exact as is known.
    since text CHECK (since ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'),
    reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
    code_before text NOT NULL,
    name_before text NOT NULL,
    code_after text NOT NULL,
    name_after text NOT NULL,
    -- The other body of a merger or a move, or the alias.
    other text NOT NULL CHECK (char_length(other) <= 200)
);

CREATE INDEX organisation_change_organisation ON organisation_change (organisation_id, id);
CREATE INDEX organisation_change_account ON organisation_change (account_id);

-- The words of bodies that were there before.
UPDATE organisation SET other_names = '';
