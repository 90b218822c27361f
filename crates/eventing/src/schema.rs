// @generated automatically by Diesel CLI.

diesel::table! {
    attempt (id) {
        id -> Uuid,
        consumer -> Text,
        event_id -> Uuid,
        begun_at -> Timestamptz,
    }
}

diesel::table! {
    audit_checkpoint (service, count, head) {
        service -> Text,
        count -> Int8,
        head -> Bytea,
        signed_at -> Timestamptz,
        key_id -> Text,
        signature -> Bytea,
    }
}

diesel::table! {
    audit_pending (id) {
        id -> Uuid,
        at -> Timestamptz,
        actor -> Text,
        rpc -> Text,
        subject -> Text,
        trace_id -> Nullable<Text>,
        salt -> Nullable<Bytea>,
        before_hash -> Nullable<Bytea>,
        after_hash -> Nullable<Bytea>,
    }
}

diesel::table! {
    audit_row (number) {
        number -> Int8,
        id -> Uuid,
        at -> Timestamptz,
        actor -> Text,
        rpc -> Text,
        subject -> Text,
        trace_id -> Nullable<Text>,
        before_hash -> Nullable<Bytea>,
        after_hash -> Nullable<Bytea>,
        chain_hash -> Bytea,
    }
}

diesel::table! {
    audit_salt (number) {
        number -> Int8,
        salt -> Bytea,
    }
}

diesel::table! {
    dead_letter (id) {
        id -> Uuid,
        consumer -> Text,
        event_id -> Nullable<Uuid>,
        subject -> Text,
        headers -> Jsonb,
        payload -> Bytea,
        reason -> Text,
        detail -> Text,
        attempts -> Int4,
        died_at -> Timestamptz,
        redriven_at -> Nullable<Timestamptz>,
        due_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    idempotency_key (caller, rpc, request_id) {
        caller -> Text,
        rpc -> Text,
        request_id -> Uuid,
        request_hash -> Bytea,
        response -> Nullable<Bytea>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    inbox (consumer, event_id) {
        consumer -> Text,
        event_id -> Uuid,
        handled_at -> Timestamptz,
    }
}

diesel::table! {
    outbox (id) {
        id -> Uuid,
        position -> Int8,
        subject -> Text,
        #[sql_name = "type"]
        type_ -> Text,
        aggregate -> Text,
        payload -> Bytea,
        traceparent -> Nullable<Text>,
        occurred_at -> Timestamptz,
        published_at -> Nullable<Timestamptz>,
    }
}
