//! The tables as diesel sees them, in the order of the migrations.

diesel::table! {
    edition_copy (id) {
        id -> Text,
        locked -> Bool,
        closes_at -> Timestamptz,
        announces_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    category_copy (id) {
        id -> Uuid,
        edition_id -> Text,
        code -> Text,
        name -> Text,
        name_en -> Text,
        monitored -> Bool,
        places -> Int4,
        version -> Int8,
        removed -> Bool,
    }
}

diesel::table! {
    judge_copy (id) {
        id -> Uuid,
        edition_id -> Text,
        account_id -> Uuid,
        version -> Int8,
    }
}

diesel::table! {
    entry_copy (id) {
        id -> Uuid,
        edition_id -> Text,
        category_id -> Uuid,
        title -> Text,
        organisation_code -> Text,
        organisation_name -> Text,
        organisation_kind -> Text,
        version -> Int8,
    }
}

diesel::table! {
    snapshot_copy (id) {
        id -> Uuid,
        category_id -> Uuid,
        commitment -> Text,
        version -> Int8,
    }
}

diesel::table! {
    snapshot_row (snapshot_id, organisation_id) {
        snapshot_id -> Uuid,
        organisation_id -> Uuid,
        organisation_code -> Text,
        organisation_name -> Text,
        organisation_kind -> Text,
        received -> Int8,
        resolved -> Int8,
        in_process -> Int8,
        not_followed_up -> Int8,
    }
}

diesel::table! {
    rubric (id) {
        id -> Uuid,
        category_id -> Uuid,
        criteria -> Jsonb,
        version -> Int8,
    }
}

diesel::table! {
    assignment (id) {
        id -> Uuid,
        edition_id -> Text,
        category_id -> Uuid,
        entry_id -> Uuid,
        judge_id -> Uuid,
        sheet_state -> Text,
        version -> Int8,
        assigned_at -> Timestamptz,
    }
}

diesel::table! {
    sheet (assignment_id) {
        assignment_id -> Uuid,
        comment -> Text,
        saved_at -> Timestamptz,
    }
}

diesel::table! {
    mark (assignment_id, criterion_code) {
        assignment_id -> Uuid,
        criterion_code -> Text,
        value -> Text,
    }
}

diesel::table! {
    seal (id) {
        id -> Uuid,
        edition_id -> Text,
        category_id -> Uuid,
        root -> Text,
        content -> Bytea,
        salt -> Bytea,
        sealed_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    approval (seal_id, side) {
        seal_id -> Uuid,
        side -> Text,
        account_id -> Uuid,
        not_before -> Timestamptz,
        approved_at -> Timestamptz,
    }
}

diesel::joinable!(snapshot_row -> snapshot_copy (snapshot_id));
diesel::joinable!(rubric -> category_copy (category_id));
diesel::joinable!(assignment -> category_copy (category_id));
diesel::joinable!(assignment -> entry_copy (entry_id));
diesel::joinable!(assignment -> judge_copy (judge_id));
diesel::joinable!(sheet -> assignment (assignment_id));
diesel::joinable!(mark -> sheet (assignment_id));
diesel::joinable!(seal -> category_copy (category_id));
diesel::joinable!(approval -> seal (seal_id));

diesel::allow_tables_to_appear_in_same_query!(
    approval,
    assignment,
    category_copy,
    edition_copy,
    entry_copy,
    judge_copy,
    mark,
    rubric,
    seal,
    sheet,
    snapshot_copy,
    snapshot_row,
);
