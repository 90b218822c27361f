// @generated automatically by Diesel CLI.

diesel::table! {
    category_copy (id) {
        id -> Uuid,
        edition_id -> Text,
        intake -> Text,
        levels -> Array<Text>,
        version -> Int8,
        removed -> Bool,
    }
}

diesel::table! {
    edition_copy (id) {
        id -> Text,
        phase -> Text,
        opens_at -> Timestamptz,
        closes_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    entry (id) {
        id -> Uuid,
        edition_id -> Text,
        category_id -> Uuid,
        participation_id -> Uuid,
        organisation_id -> Uuid,
        organisation_code -> Text,
        organisation_name -> Text,
        organisation_kind -> Text,
        title -> Text,
        description -> Text,
        link -> Text,
        submitted_at -> Nullable<Timestamptz>,
        version -> Int8,
        saved_at -> Timestamptz,
    }
}

diesel::table! {
    entry_revision (entry_id, version) {
        entry_id -> Uuid,
        version -> Int8,
        title -> Text,
        description -> Text,
        link -> Text,
        submitted_at -> Nullable<Timestamptz>,
        saved_at -> Timestamptz,
    }
}

diesel::table! {
    intake_end (category_id) {
        category_id -> Uuid,
        closes_at -> Timestamptz,
    }
}

diesel::table! {
    lapor_count (batch_id, organisation_code) {
        batch_id -> Uuid,
        organisation_code -> Text,
        organisation_id -> Uuid,
        organisation_name -> Text,
        organisation_kind -> Text,
        received -> Int8,
        resolved -> Int8,
        in_process -> Int8,
        not_followed_up -> Int8,
    }
}

diesel::table! {
    lapor_import (batch_id) {
        batch_id -> Uuid,
        category_id -> Uuid,
        edition_id -> Text,
        file_sha256 -> Text,
        row_count -> Int4,
        imported_at -> Timestamptz,
    }
}

diesel::table! {
    organisation_copy (id) {
        id -> Uuid,
        code -> Text,
        name -> Text,
        kind -> Text,
        version -> Int8,
        successor_code -> Nullable<Text>,
    }
}

diesel::table! {
    participation_copy (id) {
        id -> Uuid,
        edition_id -> Text,
        account_id -> Uuid,
        organisation_id -> Uuid,
        verified -> Bool,
        version -> Int8,
    }
}

diesel::table! {
    snapshot (id) {
        id -> Uuid,
        category_id -> Uuid,
        edition_id -> Text,
        row_count -> Int4,
        commitment -> Text,
        salt -> Bytea,
        content -> Bytea,
        frozen_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::joinable!(entry -> category_copy (category_id));
diesel::joinable!(entry -> edition_copy (edition_id));
diesel::joinable!(entry -> participation_copy (participation_id));
diesel::joinable!(entry_revision -> entry (entry_id));
diesel::joinable!(intake_end -> category_copy (category_id));
diesel::joinable!(lapor_count -> lapor_import (batch_id));
diesel::joinable!(lapor_import -> category_copy (category_id));
diesel::joinable!(participation_copy -> organisation_copy (organisation_id));
diesel::joinable!(snapshot -> category_copy (category_id));

diesel::allow_tables_to_appear_in_same_query!(
    category_copy,
    edition_copy,
    entry,
    entry_revision,
    intake_end,
    lapor_count,
    lapor_import,
    organisation_copy,
    participation_copy,
    snapshot,
);
