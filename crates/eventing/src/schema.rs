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
