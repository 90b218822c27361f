diesel::table! {
    result (category_id) {
        category_id -> Uuid,
        position -> Int8,
        category_code -> Text,
        category_name -> Text,
        category_name_en -> Text,
        example -> Bool,
        content -> Bytea,
        salt -> Bytea,
        revealed_at -> Timestamptz,
    }
}

diesel::table! {
    seal_copy (category_id) {
        category_id -> Uuid,
        edition_id -> Text,
        root -> Text,
        sealed_at -> Timestamptz,
    }
}

diesel::table! {
    winner (category_id, place, subject_id) {
        category_id -> Uuid,
        place -> Int4,
        subject_id -> Uuid,
        title -> Text,
        organisation_code -> Text,
        organisation_name -> Text,
        organisation_kind -> Text,
        total -> Text,
    }
}

diesel::joinable!(result -> seal_copy (category_id));
diesel::joinable!(winner -> result (category_id));

diesel::allow_tables_to_appear_in_same_query!(result, seal_copy, winner);
