-- What nominated people consent to. A version is never rewritten: who consented consented to what they read.
CREATE TABLE consent_text (
    version integer PRIMARY KEY CHECK (version >= 1),
    purpose text NOT NULL CHECK (char_length(purpose) BETWEEN 1 AND 2000),
    purpose_en text NOT NULL CHECK (char_length(purpose_en) BETWEEN 1 AND 2000),
    retention text NOT NULL CHECK (char_length(retention) BETWEEN 1 AND 2000),
    retention_en text NOT NULL CHECK (char_length(retention_en) BETWEEN 1 AND 2000),
    text text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 2000),
    text_en text NOT NULL CHECK (char_length(text_en) BETWEEN 1 AND 2000),
    published_at timestamptz NOT NULL
);

INSERT INTO consent_text VALUES (
    1,
    'Nama dan jabatan dipakai untuk menilai dan mengumumkan penghargaan perorangan di edisi ini.',
    'Name and position are used to judge and announce the awards for persons of this edition.',
    'Disimpan bersama edisinya, dan dihapus kapan saja atas permintaan.',
    'Kept together with the edition, and erased at any time on request.',
    'Saya setuju nama dan jabatan saya dicatat untuk keperluan ini. Saya tahu bahwa datanya dapat saya minta, saya unduh, dan saya minta dihapus melalui admin organisasi saya atau panitia (UU Nomor 27 Tahun 2022).',
    'I consent that my name and position are kept for this purpose. I know that I may ask for the data, download it, and have it erased through the admin of my organisation or the committee (Law 27 of 2022).',
    '2024-01-01T00:00:00+07:00'
);

-- Somebody who can win. Erased, the row stays by its id and says no more who it was. Times are the event's.
CREATE TABLE person (
    id uuid PRIMARY KEY,
    edition_id text NOT NULL REFERENCES edition,
    organisation_id uuid NOT NULL REFERENCES organisation,
    nominated_by uuid NOT NULL REFERENCES account,
    state text NOT NULL CHECK (state IN ('nominated', 'erased')),
    name text CHECK (char_length(name) BETWEEN 1 AND 200),
    position text CHECK (char_length(position) BETWEEN 1 AND 200),
    consent_version integer NOT NULL REFERENCES consent_text,
    consented_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    CONSTRAINT person_erased CHECK ((state = 'erased') = (name IS NULL) AND (name IS NULL) = (position IS NULL))
);

CREATE INDEX person_edition ON person (edition_id);
CREATE INDEX person_organisation ON person (organisation_id);
CREATE INDEX person_nominated_by ON person (nominated_by);
CREATE INDEX person_consent_version ON person (consent_version);

-- An erased account stays by its id, without address, name, password, roles and sessions. The machine's time.
ALTER TABLE account ADD COLUMN erased_at timestamptz;
