-- The version begins with "eventing", so that it never meets a service's own.

-- One row per event, written in the transaction of the change that it tells of. Rows stay: a lost stream is rebuilt from here.
CREATE TABLE outbox (
    id uuid PRIMARY KEY,
    position bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    subject text NOT NULL CHECK (subject ~ '^fest(\.[a-z0-9_-]+){3}\.v[0-9]+$'),
    type text NOT NULL CHECK (type ~ '^fest(\.[A-Za-z0-9_]+){3}$'),
    -- Visible ASCII, since it travels as a header.
    aggregate text NOT NULL CHECK (aggregate ~ '^[!-~]{1,200}$'),
    -- The stream takes nothing larger; refused here it cannot stand in the relay's way.
    payload bytea NOT NULL CHECK (octet_length(payload) <= 524288),
    traceparent text CHECK (traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'),
    occurred_at timestamptz NOT NULL,
    published_at timestamptz
);

CREATE INDEX outbox_unpublished ON outbox (position) WHERE published_at IS NULL;

CREATE FUNCTION outbox_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NOTIFY outbox;
    RETURN NULL;
END
$$;

CREATE TRIGGER outbox_notify AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

-- One row per event that took effect here; a second delivery stops at the key.
CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    handled_at timestamptz NOT NULL,
    PRIMARY KEY (consumer, event_id)
);

-- One row per attempt that was begun and has not ended. A row that is left over is an attempt that took its process with it.
CREATE TABLE attempt (
    id uuid PRIMARY KEY,
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    begun_at timestamptz NOT NULL
);

CREATE INDEX attempt_event ON attempt (consumer, event_id);

-- One row per message that was set aside. Open until somebody puts it back.
CREATE TABLE dead_letter (
    id uuid PRIMARY KEY,
    consumer text NOT NULL,
    -- Null when the message did not even say which event it is.
    event_id uuid,
    subject text NOT NULL,
    headers jsonb NOT NULL,
    payload bytea NOT NULL,
    reason text NOT NULL CHECK (reason ~ '^[A-Z][A-Z0-9_]*$'),
    detail text NOT NULL CHECK (char_length(detail) <= 500),
    attempts integer NOT NULL CHECK (attempts >= 0),
    died_at timestamptz NOT NULL,
    redriven_at timestamptz
);

CREATE UNIQUE INDEX dead_letter_open ON dead_letter (consumer, event_id) WHERE redriven_at IS NULL;

-- One row per command that was carried out, for as long as its caller may ask again.
CREATE TABLE idempotency_key (
    caller text NOT NULL,
    rpc text NOT NULL,
    request_id uuid NOT NULL,
    request_hash bytea NOT NULL CHECK (octet_length(request_hash) = 32),
    -- Null only inside the transaction that does the work.
    response bytea,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (caller, rpc, request_id)
);

CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
