-- Where organisations speak. Platforms are data: what a handle may look like there, and at which addresses it is found.
CREATE TABLE platform (
    code text PRIMARY KEY CHECK (code ~ '^[a-z]+$'),
    position integer NOT NULL UNIQUE,
    name text NOT NULL CHECK (name <> ''),
    name_en text NOT NULL CHECK (name_en <> ''),
    example text NOT NULL CHECK (example <> ''),
    form text NOT NULL CHECK (form IN ('handle', 'site', 'phone')),
    -- What a handle may hold besides letters and digits, and which of it makes no other handle.
    marks text NOT NULL,
    ignored_marks text NOT NULL,
    shortest integer NOT NULL CHECK (shortest >= 1),
    longest integer NOT NULL CHECK (longest >= shortest),
    hosts text[] NOT NULL,
    -- What stands before a handle in its address.
    address text NOT NULL CHECK (address LIKE 'https://%')
);

INSERT INTO platform (position, code, name, name_en, example, form, marks, ignored_marks, shortest, longest, hosts, address) VALUES
    (1, 'instagram', 'Instagram', 'Instagram', '@dinkeskabbekasi', 'handle', '._', '', 1, 30,
        '{instagram.com,www.instagram.com}', 'https://www.instagram.com/'),
    (2, 'facebook', 'Facebook', 'Facebook', 'dinkes.kabbekasi', 'handle', '.', '.', 5, 50,
        '{facebook.com,www.facebook.com,m.facebook.com,web.facebook.com,fb.com,www.fb.com}', 'https://www.facebook.com/'),
    (3, 'x', 'X (Twitter)', 'X (Twitter)', '@dinkesbekasi', 'handle', '_', '', 1, 15,
        '{x.com,www.x.com,twitter.com,www.twitter.com,mobile.twitter.com}', 'https://x.com/'),
    (4, 'tiktok', 'TikTok', 'TikTok', '@dinkeskabbekasi', 'handle', '._', '', 2, 24,
        '{tiktok.com,www.tiktok.com}', 'https://www.tiktok.com/@'),
    (5, 'youtube', 'YouTube', 'YouTube', '@dinkeskabbekasi', 'handle', '._-', '', 3, 30,
        '{youtube.com,www.youtube.com,m.youtube.com}', 'https://www.youtube.com/@'),
    (6, 'threads', 'Threads', 'Threads', '@dinkeskabbekasi', 'handle', '._', '', 1, 30,
        '{threads.net,www.threads.net,threads.com,www.threads.com}', 'https://www.threads.com/@'),
    (7, 'telegram', 'Telegram', 'Telegram', '@dinkeskabbekasi', 'handle', '_', '', 5, 32,
        '{t.me,telegram.me}', 'https://t.me/'),
    (8, 'whatsapp', 'WhatsApp', 'WhatsApp', '0812 3456 7890', 'phone', '', '', 10, 15,
        '{wa.me}', 'https://wa.me/'),
    (9, 'situs', 'Situs web', 'Website', 'dinkes.bekasikab.go.id', 'site', '', '', 4, 200,
        '{}', 'https://');

-- One handle of an organisation, or the statement that it has none on the platform. Times are the event's.
CREATE TABLE channel (
    id uuid PRIMARY KEY,
    organisation_id uuid NOT NULL REFERENCES organisation,
    platform text NOT NULL REFERENCES platform,
    -- As it is shown, and as it is compared; without them the row states that there is none.
    handle text CHECK (char_length(handle) BETWEEN 1 AND 200),
    handle_key text CHECK (char_length(handle_key) BETWEEN 1 AND 200),
    state text NOT NULL CHECK (state IN ('declared', 'verified', 'returned', 'removed')),
    -- Why it was returned.
    reason text NOT NULL CHECK (char_length(reason) <= 1000),
    declared_by uuid NOT NULL REFERENCES account,
    declared_at timestamptz NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    CONSTRAINT channel_handle CHECK ((handle IS NULL) = (handle_key IS NULL))
);

-- A handle that stands is one organisation's; what was returned or removed bars nobody.
CREATE UNIQUE INDEX channel_owner ON channel (platform, handle_key) WHERE state IN ('declared', 'verified');
CREATE UNIQUE INDEX channel_none ON channel (organisation_id, platform) WHERE handle IS NULL AND state IN ('declared', 'verified');
CREATE INDEX channel_organisation ON channel (organisation_id);
CREATE INDEX channel_platform ON channel (platform);
CREATE INDEX channel_declared_by ON channel (declared_by);
