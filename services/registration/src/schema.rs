// @generated automatically by Diesel CLI.

diesel::table! {
    account (id) {
        id -> Uuid,
        email -> Text,
        display_name -> Text,
        password_hash -> Text,
        created_at -> Timestamptz,
        erased_at -> Nullable<Timestamptz>,
        language -> Text,
        email_verified_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    account_code (code_hash) {
        code_hash -> Bytea,
        account_id -> Uuid,
        purpose -> Text,
        made_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
        actor_id -> Nullable<Uuid>,
        reason -> Text,
    }
}

diesel::table! {
    account_role (account_id, role) {
        account_id -> Uuid,
        role -> Text,
        granted_at -> Timestamptz,
    }
}

diesel::table! {
    api_client (id) {
        id -> Uuid,
        name -> Text,
        system -> Text,
        contact -> Text,
        scopes -> Array<Text>,
        quota -> Int4,
        created_at -> Timestamptz,
        created_by -> Uuid,
        reason -> Text,
        valid_until -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        revoked_by -> Nullable<Uuid>,
        revocation_reason -> Nullable<Text>,
        version -> Int8,
    }
}

diesel::table! {
    api_client_secret (secret_hash) {
        secret_hash -> Bytea,
        client_id -> Uuid,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    category (id) {
        id -> Uuid,
        edition_id -> Text,
        code -> Text,
        name -> Text,
        name_en -> Text,
        field -> Text,
        subject -> Text,
        intake -> Text,
        places -> Int4,
        proposal -> Bool,
        version -> Int8,
        minimum_entries -> Int4,
        minimum_volume -> Int4,
        may_stay_unawarded -> Bool,
        public_scores -> Text,
        score_name -> Text,
        score_name_en -> Text,
    }
}

diesel::table! {
    category_level (category_id, position) {
        category_id -> Uuid,
        position -> Int4,
        kind -> Text,
    }
}

diesel::table! {
    channel (id) {
        id -> Uuid,
        organisation_id -> Uuid,
        platform -> Text,
        handle -> Nullable<Text>,
        handle_key -> Nullable<Text>,
        state -> Text,
        reason -> Text,
        declared_by -> Uuid,
        declared_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    consent_text (version) {
        version -> Int4,
        purpose -> Text,
        purpose_en -> Text,
        retention -> Text,
        retention_en -> Text,
        text -> Text,
        text_en -> Text,
        published_at -> Timestamptz,
    }
}

diesel::table! {
    edition (id) {
        id -> Text,
        name -> Text,
        year -> Int4,
        monitoring_starts_at -> Timestamptz,
        opens_at -> Timestamptz,
        closes_at -> Timestamptz,
        announces_at -> Timestamptz,
        phase -> Text,
        version -> Int8,
        theme -> Text,
        colour -> Text,
        tagline -> Text,
        letterhead -> Array<Text>,
        organiser_code -> Nullable<Text>,
        organiser_rule -> Nullable<Text>,
    }
}

diesel::table! {
    edition_reschedule (id) {
        id -> Uuid,
        edition_id -> Text,
        subject -> Text,
        starts_before -> Timestamptz,
        ends_before -> Nullable<Timestamptz>,
        starts_after -> Timestamptz,
        ends_after -> Nullable<Timestamptz>,
        reason -> Text,
        account_id -> Uuid,
        moved_at -> Timestamptz,
        edition_version -> Int8,
    }
}

diesel::table! {
    edition_stage (edition_id, kind) {
        edition_id -> Text,
        kind -> Text,
        starts_at -> Timestamptz,
        ends_at -> Timestamptz,
    }
}

diesel::table! {
    file (id) {
        id -> Uuid,
        purpose -> Text,
        name -> Text,
        content_type -> Text,
        size -> Int8,
        sha256 -> Text,
        account_id -> Uuid,
        stored_at -> Timestamptz,
        discarded_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    guess (key) {
        key -> Bytea,
        wrong -> Int4,
        last_at -> Timestamptz,
    }
}

diesel::table! {
    import_batch (id) {
        id -> Uuid,
        file_sha256 -> Text,
        created -> Int4,
        updated -> Int4,
        unchanged -> Int4,
        imported_at -> Timestamptz,
        account_id -> Nullable<Uuid>,
        file_id -> Nullable<Uuid>,
        undoes -> Nullable<Uuid>,
    }
}

diesel::table! {
    import_batch_row (batch_id, organisation_id) {
        batch_id -> Uuid,
        organisation_id -> Uuid,
        change -> Text,
        version -> Nullable<Int8>,
        before -> Nullable<Jsonb>,
    }
}

diesel::table! {
    invitation (id) {
        id -> Uuid,
        edition_id -> Text,
        organisation_id -> Uuid,
        code_hash -> Bytea,
        issued_at -> Timestamptz,
        opened_at -> Nullable<Timestamptz>,
        participation_id -> Nullable<Uuid>,
        version -> Int8,
    }
}

diesel::table! {
    judge (id) {
        id -> Uuid,
        edition_id -> Text,
        account_id -> Uuid,
        appointed_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    known_device (token_hash, account_id) {
        token_hash -> Bytea,
        account_id -> Uuid,
        seen_at -> Timestamptz,
    }
}

diesel::table! {
    mail (id) {
        id -> Uuid,
        purpose -> Text,
        account_id -> Nullable<Uuid>,
        typed_email -> Nullable<Text>,
        state -> Text,
        attempts -> Int4,
        queued_at -> Timestamptz,
        next_attempt_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        failure -> Nullable<Text>,
        edition_id -> Nullable<Text>,
        organisation_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    organisation (id) {
        id -> Uuid,
        code -> Text,
        name -> Text,
        kind -> Text,
        parent_code -> Nullable<Text>,
        district -> Text,
        source -> Text,
        version -> Int8,
        state -> Text,
        successor_code -> Nullable<Text>,
        other_names -> Text,
        search -> Text,
    }
}

diesel::table! {
    organisation_alias (id) {
        id -> Uuid,
        organisation_id -> Uuid,
        kind -> Text,
        system -> Text,
        value -> Text,
        valid_from -> Nullable<Text>,
        valid_until -> Nullable<Text>,
        source -> Text,
    }
}

diesel::table! {
    organisation_change (id) {
        id -> Uuid,
        organisation_id -> Uuid,
        what -> Text,
        account_id -> Nullable<Uuid>,
        changed_at -> Timestamptz,
        since -> Nullable<Text>,
        reason -> Text,
        code_before -> Text,
        name_before -> Text,
        code_after -> Text,
        name_after -> Text,
        other -> Text,
    }
}

diesel::table! {
    organisation_kind (code) {
        code -> Text,
        name -> Text,
        name_en -> Text,
    }
}

diesel::table! {
    participation (id) {
        id -> Uuid,
        edition_id -> Text,
        organisation_id -> Uuid,
        account_id -> Uuid,
        state -> Text,
        decree_number -> Text,
        decree_date -> Date,
        decree_signer -> Text,
        claimed_at -> Timestamptz,
        version -> Int8,
        reason -> Text,
        decree_file_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    participation_change (participation_id, version) {
        participation_id -> Uuid,
        version -> Int8,
        kind -> Text,
        state -> Text,
        actor_id -> Uuid,
        account_id -> Uuid,
        reason -> Text,
        decree_number -> Text,
        decree_date -> Date,
        changed_at -> Timestamptz,
        decree_file_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    participation_rule (edition_id) {
        edition_id -> Text,
        endorsement_required -> Bool,
        version -> Int8,
    }
}

diesel::table! {
    person (id) {
        id -> Uuid,
        edition_id -> Text,
        organisation_id -> Uuid,
        nominated_by -> Uuid,
        state -> Text,
        name -> Nullable<Text>,
        position -> Nullable<Text>,
        consent_version -> Int4,
        consented_at -> Timestamptz,
        version -> Int8,
    }
}

diesel::table! {
    platform (code) {
        code -> Text,
        position -> Int4,
        name -> Text,
        name_en -> Text,
        example -> Text,
        form -> Text,
        marks -> Text,
        ignored_marks -> Text,
        shortest -> Int4,
        longest -> Int4,
        hosts -> Array<Text>,
        address -> Text,
    }
}

diesel::table! {
    plenary_grant (account_id, edition_id) {
        account_id -> Uuid,
        edition_id -> Text,
        granted_at -> Timestamptz,
    }
}

diesel::table! {
    recovery_code (account_id, code_hash) {
        account_id -> Uuid,
        code_hash -> Bytea,
    }
}

diesel::table! {
    second_factor (account_id) {
        account_id -> Uuid,
        secret -> Bytea,
        last_step -> Int8,
        enrolled_at -> Timestamptz,
    }
}

diesel::table! {
    second_factor_enrolment (account_id) {
        account_id -> Uuid,
        secret -> Bytea,
        begun_at -> Timestamptz,
    }
}

diesel::table! {
    session (token_hash) {
        token_hash -> Bytea,
        account_id -> Uuid,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        confirmed_at -> Nullable<Timestamptz>,
        id -> Uuid,
        device -> Text,
        seen_at -> Timestamptz,
    }
}

diesel::joinable!(api_client_secret -> api_client (client_id));
diesel::joinable!(organisation -> organisation_kind (kind));
diesel::joinable!(organisation_alias -> organisation (organisation_id));
diesel::joinable!(organisation_change -> account (account_id));
diesel::joinable!(organisation_change -> organisation (organisation_id));
diesel::joinable!(account_code -> account (account_id));
diesel::joinable!(account_role -> account (account_id));
diesel::joinable!(category -> edition (edition_id));
diesel::joinable!(channel -> account (declared_by));
diesel::joinable!(channel -> organisation (organisation_id));
diesel::joinable!(channel -> platform (platform));
diesel::joinable!(category_level -> category (category_id));
diesel::joinable!(edition_reschedule -> account (account_id));
diesel::joinable!(edition_reschedule -> edition (edition_id));
diesel::joinable!(edition_stage -> edition (edition_id));
diesel::joinable!(import_batch -> file (file_id));
diesel::joinable!(import_batch_row -> import_batch (batch_id));
diesel::joinable!(import_batch_row -> organisation (organisation_id));
diesel::joinable!(invitation -> edition (edition_id));
diesel::joinable!(invitation -> organisation (organisation_id));
diesel::joinable!(invitation -> participation (participation_id));
diesel::joinable!(judge -> account (account_id));
diesel::joinable!(judge -> edition (edition_id));
diesel::joinable!(known_device -> account (account_id));
diesel::joinable!(mail -> account (account_id));
diesel::joinable!(mail -> edition (edition_id));
diesel::joinable!(mail -> organisation (organisation_id));
diesel::joinable!(participation -> account (account_id));
diesel::joinable!(participation -> edition (edition_id));
diesel::joinable!(participation -> file (decree_file_id));
diesel::joinable!(participation -> organisation (organisation_id));
diesel::joinable!(participation_change -> participation (participation_id));
diesel::joinable!(participation_rule -> edition (edition_id));
diesel::joinable!(person -> account (nominated_by));
diesel::joinable!(person -> consent_text (consent_version));
diesel::joinable!(person -> edition (edition_id));
diesel::joinable!(person -> organisation (organisation_id));
diesel::joinable!(plenary_grant -> account (account_id));
diesel::joinable!(recovery_code -> account (account_id));
diesel::joinable!(second_factor -> account (account_id));
diesel::joinable!(second_factor_enrolment -> account (account_id));
diesel::joinable!(session -> account (account_id));

diesel::allow_tables_to_appear_in_same_query!(
    account,
    account_code,
    account_role,
    api_client,
    api_client_secret,
    category,
    category_level,
    channel,
    consent_text,
    edition,
    edition_reschedule,
    edition_stage,
    file,
    guess,
    import_batch,
    import_batch_row,
    invitation,
    judge,
    known_device,
    mail,
    organisation,
    organisation_alias,
    organisation_change,
    organisation_kind,
    participation,
    participation_change,
    participation_rule,
    person,
    platform,
    plenary_grant,
    recovery_code,
    second_factor,
    second_factor_enrolment,
    session,
);
