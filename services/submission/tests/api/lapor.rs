//! Files of counts: all rows or none, and the newest one counts.

use fest_proto::{
    access::v1::Scope,
    registration::v1::{CategoryIntake, OrganisationChanged},
    submission::v1::{
        ImportLaporCountsRequest, LaporCountsImported, LaporImport, ListLaporImportsRequest,
        lapor_service_client::LaporServiceClient,
    },
};
use tonic::Code;

use crate::world::{EDITION, EXAMPLE, World, category, faults, new_id, organisation, refusal};

const HEADER: &str = "organisation_code,received,resolved,in_process,not_followed_up";

fn file(category_id: &str, csv: impl Into<Vec<u8>>) -> ImportLaporCountsRequest {
    ImportLaporCountsRequest {
        request_id: new_id(),
        category_id: category_id.to_owned(),
        csv: csv.into(),
    }
}

fn rows(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

async fn loaded(world: &World) -> Vec<LaporImport> {
    let request = ListLaporImportsRequest {
        edition_id: EDITION.to_owned(),
    };
    let listed = world.lapor().list_lapor_imports(request).await;
    listed.expect("list").into_inner().lapor_imports
}

#[tokio::test]
async fn the_example_file_is_loaded_and_told_of_without_a_count() {
    let world = World::told().await;
    let request = file(&world.monitored.id, EXAMPLE);
    let import = world.lapor().import_lapor_counts(request).await;
    let import = import.expect("loaded").into_inner().lapor_import;
    let import = import.expect("import");
    assert_eq!((import.row_count, import.snapshot.clone()), (10, None));
    assert_eq!(loaded(&world).await[0], import);
    let events = world.service.events::<LaporCountsImported>().await;
    let told = LaporCountsImported {
        batch_id: import.batch_id,
        edition_id: EDITION.to_owned(),
        category_id: world.monitored.id.clone(),
        row_count: 10,
    };
    assert_eq!(events, [told]);
    // The committee reads the file's hash; on the stream, likely counts could be tried against it.
    assert_eq!(import.file_sha256, proof::Digest::of(EXAMPLE).to_string());
    let messages = world.service.messages().await;
    let text = String::from_utf8_lossy(&messages[0].payload);
    assert!(
        !text.contains("pd-") && !text.contains(&import.file_sha256),
        "{text}"
    );
    assert_eq!(world.registration.asked(), [""; 0]);
    world.finish().await;
}

#[tokio::test]
async fn a_program_of_another_system_hands_counts_in_under_its_own_name() {
    let world = World::told().await;
    let client = world.service.as_client(&[Scope::LaporImport]);
    let request = file(&world.monitored.id, EXAMPLE);
    let import = LaporServiceClient::new(client)
        .import_lapor_counts(request)
        .await;
    import.expect("loaded");
    assert_eq!(loaded(&world).await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn the_newest_file_replaces_the_one_before_and_the_same_request_loads_once() {
    let world = World::told().await;
    let first = file(&world.monitored.id, EXAMPLE);
    let one = world.lapor().import_lapor_counts(first).await;
    one.expect("loaded");
    let second = file(&world.monitored.id, rows(&["pd-dinas-kesehatan,9,9,0,0"]));
    let mut lapor = world.lapor();
    let two = lapor.import_lapor_counts(second.clone()).await;
    let again = lapor.import_lapor_counts(second).await;
    let two = two.expect("loaded").into_inner();
    assert_eq!(again.expect("again").into_inner(), two);
    assert_eq!(loaded(&world).await, [two.lapor_import.expect("import")]);
    let events = world.service.events::<LaporCountsImported>().await;
    assert_eq!(events.len(), 2);
    world.finish().await;
}

#[tokio::test]
async fn every_fault_of_every_row_is_told_and_nothing_is_loaded() {
    let world = World::told().await;
    let good = file(&world.monitored.id, EXAMPLE);
    world.lapor().import_lapor_counts(good).await.expect("good");
    let before = loaded(&world).await;
    let csv = rows(&[
        "pd-dinas-kesehatan,10,5,x,-1",
        "pd-nobody,1,1,1,1",
        "32.16.03.2004,3,1,1,1",
        "pd-dinas-kesehatan,5,5,0,0",
        "pd-sekretariat-daerah,1,2",
        "a\0b,1,1,0,0",
        "pd-inspektorat-daerah,1,1,0,0",
    ]);
    let bad = file(&world.monitored.id, csv);
    let refused = world.lapor().import_lapor_counts(bad.clone()).await;
    let invalid = (Code::InvalidArgument, "ROWS_INVALID".to_owned());
    assert_eq!(refusal(refused), invalid);
    let refused = world.lapor().import_lapor_counts(bad).await;
    let wanted = [
        ("row 2: in_process", "NUMBER_INVALID"),
        ("row 2: not_followed_up", "NUMBER_INVALID"),
        ("row 3: organisation_code", "ORGANISATION_UNKNOWN"),
        ("row 3: received", "PARTS_EXCEED_RECEIVED"),
        ("row 4: organisation_code", "LEVEL_NOT_ELIGIBLE"),
        ("row 5: organisation_code", "ORGANISATION_REPEATED"),
        ("row 6: columns", "COLUMNS_WRONG"),
        ("row 7: organisation_code", "ORGANISATION_UNKNOWN"),
    ];
    let wanted = wanted.map(|(field, reason)| (field.to_owned(), reason.to_owned()));
    assert_eq!(faults(refused), wanted);
    assert_eq!(loaded(&world).await, before);
    world.finish().await;
}

#[tokio::test]
async fn a_refusal_of_thousands_of_rows_still_reaches_the_caller() {
    let world = World::told().await;
    let many: Vec<String> = (0..5000)
        .map(|n| format!("pd-nobody-{n:05},x,x,x,x"))
        .collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let request = file(&world.monitored.id, rows(&many));
    let refused = world.lapor().import_lapor_counts(request).await;
    let status = refused.expect_err("refused");
    assert_eq!(
        status.message(),
        "faults in the file's rows: 25000, of which the first 40 are named"
    );
    assert_eq!(faults::<()>(Err(status)).len(), 40);
    world.finish().await;
}

#[tokio::test]
async fn an_unreadable_file_is_refused_by_name() {
    let world = World::told().await;
    for (csv, reason) in [
        (Vec::new(), "FILE_EMPTY"),
        (HEADER.into(), "FILE_EMPTY"),
        (b"code,count\npd-a,1\n".to_vec(), "HEADER_WRONG"),
        (b"\xff\xfe".to_vec(), "FILE_NOT_UTF8"),
        (vec![b'a'; 2 * 1024 * 1024 + 1], "FILE_TOO_LARGE"),
    ] {
        let request = file(&world.monitored.id, csv);
        let refused = world.lapor().import_lapor_counts(request).await;
        assert_eq!(faults(refused), [("csv".to_owned(), reason.to_owned())]);
    }
    world.finish().await;
}

#[tokio::test]
async fn counts_go_to_monitored_categories_only() {
    let world = World::told().await;
    let assessed = category("spbe", CategoryIntake::Assessed);
    let more = assessed.clone();
    world.registration.facts().categories.push(more);
    let not_monitored = (Code::FailedPrecondition, "CATEGORY_NOT_MONITORED");
    for (category_id, (code, reason)) in [
        (&new_id(), (Code::NotFound, "CATEGORY_NOT_FOUND")),
        (&"x".into(), (Code::NotFound, "CATEGORY_NOT_FOUND")),
        (&world.entered.id, not_monitored),
        (&assessed.id, not_monitored),
    ] {
        let request = file(category_id, EXAMPLE);
        let refused = world.lapor().import_lapor_counts(request).await;
        assert_eq!(refusal(refused), (code, reason.to_owned()));
    }
    world.finish().await;
}

#[tokio::test]
async fn the_registry_is_asked_once_before_an_organisation_is_unknown() {
    let world = World::untold().await;
    let request = file(&world.monitored.id, EXAMPLE);
    world
        .lapor()
        .import_lapor_counts(request)
        .await
        .expect("good");
    // The first no was about the category; the registry came with its answer.
    let once = ["category", "edition", "organisations"];
    assert_eq!(world.registration.asked(), once);
    let csv = rows(&["pd-nobody,1,1,0,0"]);
    let request = file(&world.monitored.id, csv);
    let refused = world.lapor().import_lapor_counts(request).await;
    assert_eq!(refusal(refused).1, "ROWS_INVALID");
    assert_eq!(world.registration.asked(), once);
    world.finish().await;
}

#[tokio::test]
async fn a_renamed_organisation_is_counted_by_its_new_name_and_a_merged_one_points_to_its_successor()
 {
    let world = World::told().await;
    let changed = |version, name: &str, successor_code: &str| {
        let mut organisation = organisation("pd-dinas-kesehatan", "perangkat_daerah");
        organisation.version = version;
        organisation.name = name.to_owned();
        organisation.successor_code = successor_code.to_owned();
        OrganisationChanged {
            organisation: Some(organisation),
            aliases: Vec::new(),
        }
    };
    let row = || file(&world.monitored.id, rows(&["pd-dinas-kesehatan,9,9,0,0"]));
    world
        .service
        .deliver(&changed(2, "Dinas Kesehatan dan Gizi", ""))
        .await;
    world.service.settled().await;
    let loaded = world.lapor().import_lapor_counts(row()).await;
    loaded.expect("loaded under its new name");
    let successor = "pd-dinas-perhubungan";
    world
        .service
        .deliver(&changed(4, "Dinas Kesehatan dan Gizi", successor))
        .await;
    // What comes late changes nothing back.
    world
        .service
        .deliver(&changed(3, "Dinas Kesehatan dan Gizi", ""))
        .await;
    world.service.settled().await;
    let refused = world.lapor().import_lapor_counts(row()).await;
    let merged = (
        "row 2: organisation_code".to_owned(),
        "ORGANISATION_MERGED".to_owned(),
    );
    assert_eq!(faults(refused), [merged]);
    world.finish().await;
}
