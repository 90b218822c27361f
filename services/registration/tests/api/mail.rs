//! The sender against a mail server that takes mails, refuses them, and hangs up.

use std::time::Duration;

use diesel::{
    QueryableByName, sql_query,
    sql_types::{Integer, Nullable, Text},
};
use diesel_async::RunQueryDsl;
use testkit::{Mishap, TestMail, wait_for};

use crate::world::{Service, sign_up};

pub const LIMIT: Duration = Duration::from_secs(20);
pub const ANI: &str = "ani@bekasikab.go.id";

/// A service that sends its mails to this server.
pub async fn sending_to(mail: &TestMail) -> Service {
    Service::builder()
        .with("mail-url", &mail.url())
        .with(
            "mail-from",
            "Penghargaan Digital <penghargaan@bekasikab.go.id>",
        )
        .with("public-url", "https://penghargaan.bekasikab.go.id")
        .start()
        .await
}

#[derive(Debug, PartialEq, QueryableByName)]
pub struct Row {
    #[diesel(sql_type = Text)]
    pub purpose: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Integer)]
    pub attempts: i32,
    #[diesel(sql_type = Nullable<Text>)]
    failure: Option<String>,
}

pub async fn rows(service: &Service) -> Vec<Row> {
    let mut conn = service.database.pool.get().await.expect("connection");
    let query = "SELECT purpose, state, attempts, failure FROM mail ORDER BY queued_at, id";
    sql_query(query).load(&mut conn).await.expect("mails")
}

/// As if the wait to the next attempt were over.
pub async fn hurry(service: &Service) {
    let mut conn = service.database.pool.get().await.expect("connection");
    let query = "UPDATE mail SET next_attempt_at = queued_at WHERE state = 'queued'";
    sql_query(query).execute(&mut conn).await.expect("hurried");
}

/// Waits until as many mails have come, and gives them in plain text.
pub async fn arrived(mail: &TestMail, count: usize) -> Vec<String> {
    wait_for("mails to arrive", LIMIT, async || {
        let kept = mail.kept();
        if kept.len() == count {
            Ok(kept)
        } else {
            Err(kept)
        }
    })
    .await
}

/// The code of a mail, as it stands on a line of its own.
pub fn code(mail: &str) -> String {
    let is_code = |line: &&str| line.len() == 19 && line.matches('-').count() == 3;
    let code = mail.lines().map(str::trim).find(is_code);
    code.unwrap_or_else(|| panic!("no code in {mail}"))
        .to_owned()
}

pub fn header<'a>(mail: &'a str, name: &str) -> &'a str {
    let headers = mail.split("\n\n").next().unwrap_or_default();
    let line = headers.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_else(|| panic!("no {name} in {mail}"))
}

/// Waits until the first mail is like this.
async fn becomes(service: &Service, state: &str, attempts: i32, failure: Option<&str>) {
    let wanted = Row {
        purpose: "verification".to_owned(),
        state: state.to_owned(),
        attempts,
        failure: failure.map(ToOwned::to_owned),
    };
    wait_for("the mail's state", LIMIT, async || {
        let rows = rows(service).await;
        if rows.as_slice().first() == Some(&wanted) {
            Ok(())
        } else {
            Err(rows)
        }
    })
    .await;
}

#[tokio::test]
async fn a_mail_goes_out_with_the_account_that_causes_it() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    let [sent] = arrived(&mail, 1).await.try_into().expect("one mail");
    assert_eq!(header(&sent, "To: "), ANI);
    assert_eq!(header(&sent, "Subject: "), "Pastikan alamat surel Anda");
    assert!(
        !sent.contains("Ani Rahayu"),
        "what a stranger typed: {sent}"
    );
    becomes(&service, "sent", 1, None).await;
    service.finish().await;
}

#[tokio::test]
async fn a_server_that_cannot_take_it_now_is_asked_again_later() {
    let mail = testkit::mail().await;
    mail.will([Mishap::Refuse(450)]);
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    becomes(&service, "queued", 1, None).await;
    assert_eq!(mail.kept().len(), 0);
    hurry(&service).await;
    becomes(&service, "sent", 2, None).await;
    assert_eq!(mail.kept().len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn what_a_server_refuses_for_good_fails_by_a_name_that_holds_no_address() {
    let mail = testkit::mail().await;
    mail.will([Mishap::Refuse(550)]);
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    becomes(&service, "failed", 1, Some("ANSWERED_550")).await;
    assert_eq!(mail.kept().len(), 0);
    service.finish().await;
}

#[tokio::test]
async fn a_mail_that_was_taken_without_a_word_comes_again_under_the_same_id_and_both_codes_are_good()
 {
    let mail = testkit::mail().await;
    mail.will([Mishap::HangUp]);
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    arrived(&mail, 1).await;
    becomes(&service, "queued", 1, None).await;
    hurry(&service).await;
    let both = arrived(&mail, 2).await;
    let ids = both.iter().map(|mail| header(mail, "Message-ID: "));
    let ids: Vec<&str> = ids.collect();
    assert_eq!(ids[0], ids[1]);
    becomes(&service, "sent", 2, None).await;
    let first = crate::verification::verify(&service, &code(&both[0])).await;
    first.expect("the code of the copy that came first");
    service.finish().await;
}

#[tokio::test]
async fn a_mail_that_a_dead_sender_left_is_sent_at_its_next_turn_and_one_left_too_often_is_given_up()
 {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    becomes(&service, "sent", 1, None).await;
    // As they lie there when a sender died over them: for the first time, and for the twelfth.
    let lying = "INSERT INTO mail (id, purpose, account_id, state, attempts, queued_at, next_attempt_at) \
        SELECT gen_random_uuid(), 'password_changed', account_id, 'queued', lying.attempts, now(), now() + wait \
        FROM mail, (VALUES (1, interval '1 minute'), (12, interval '0')) AS lying (attempts, wait)";
    let mut conn = service.database.pool.get().await.expect("connection");
    sql_query(lying).execute(&mut conn).await.expect("left");
    drop(conn);
    wait_for("the tired one to fail", LIMIT, async || {
        let rows = rows(&service).await;
        let is_tired = |row: &Row| row.failure.as_deref() == Some("UNFINISHED");
        if rows.iter().any(is_tired) {
            Ok(())
        } else {
            Err(rows)
        }
    })
    .await;
    assert_eq!(mail.kept().len(), 1, "the other one's turn has not come");
    hurry(&service).await;
    let sent = arrived(&mail, 2).await;
    assert_eq!(header(&sent[1], "Subject: "), "Kata sandi Anda diganti");
    service.finish().await;
}

#[tokio::test]
async fn without_a_mail_server_mails_wait() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    becomes(&service, "queued", 0, None).await;
    service.finish().await;
}

#[tokio::test]
async fn in_a_folder_each_mail_is_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("file://{}", folder.path().display());
    let service = Service::builder()
        .with("mail-url", &url)
        .with("mail-from", "penghargaan@bekasikab.go.id")
        .with("public-url", "http://127.0.0.1:8080")
        .start()
        .await;
    sign_up(&service, ANI).await;
    becomes(&service, "sent", 1, None).await;
    let files: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .collect();
    let [file] = files.try_into().expect("one file");
    let file = file.expect("a file").path();
    assert_eq!(file.extension().expect("an extension"), "eml");
    let text = std::fs::read_to_string(file).expect("text");
    assert!(
        text.contains("http://127.0.0.1:8080/akun/verifikasi#"),
        "{text}"
    );
    service.finish().await;
}
