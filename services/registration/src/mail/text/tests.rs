use uuid::Uuid;

use super::*;
use crate::{domain::account_code::Code, store::mail::About};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("time")
}

fn due(purpose: Purpose, language: Language, email: &str) -> Due {
    let code = Code::parse("ACDE-2345-FGHJ-KMNP").expect("a code");
    let until = at("2024-10-21T10:05:00+07:00");
    Due {
        id: Uuid::from_u128(7),
        purpose,
        attempts: 1,
        queued_at: at("2024-10-21T09:05:00+07:00"),
        email: email.to_owned(),
        language,
        code: purpose.code().map(|_| (code, until)),
        about: (purpose == Purpose::Reminder).then(|| About {
            edition: "Diskom Fest 2024".to_owned(),
            organisation: "Desa Sukawangi".to_owned(),
            closes_at: at("2024-10-30T23:59:00+07:00"),
        }),
    }
}

fn writer() -> Writer {
    let public = "https://penghargaan.bekasikab.go.id".parse().expect("URL");
    Writer::new("Penghargaan Digital <penghargaan@bekasikab.go.id>", &public).expect("a sender")
}

fn written(due: &Due) -> Result<String, Fault> {
    let message = writer().write(due, at("2024-10-21T02:06:00Z"))?;
    Ok(String::from_utf8(message.formatted()).expect("text"))
}

#[test]
fn every_mail_is_written_in_both_languages_with_nothing_left_to_fill_in() {
    for purpose in Purpose::ALL {
        for language in [Language::Indonesian, Language::English] {
            let (subject, body) = writer().filled(&due(purpose, language, "ani@bekasikab.go.id"));
            assert!(
                !subject.contains('\n') && !subject.is_empty(),
                "{purpose:?}: {subject}"
            );
            assert!(
                !format!("{subject}{body}").contains(['{', '}']),
                "{purpose:?}: {body}"
            );
            assert!(
                body.lines().all(|line| line.chars().count() <= 100),
                "{purpose:?}: {body}"
            );
            assert!(body.contains("WIB"), "{purpose:?}: {body}");
            let has_code = body.contains("#ACDE-2345-FGHJ-KMNP");
            assert_eq!(has_code, purpose.code().is_some(), "{purpose:?}: {body}");
        }
    }
}

#[test]
fn a_mail_is_known_by_its_id_and_says_that_a_machine_wrote_it() {
    let mail = due(
        Purpose::PasswordReset,
        Language::English,
        "ani@bekasikab.go.id",
    );
    let text = written(&mail).expect("written");
    for header in [
        "To: ani@bekasikab.go.id\r\n",
        "Date: Mon, 21 Oct 2024 02:06:00 +0000\r\n",
        "Message-ID: <00000000-0000-0000-0000-000000000007@bekasikab.go.id>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Content-Type: text/plain; charset=utf-8\r\n",
    ] {
        assert!(text.contains(header), "{header} in {text}");
    }
    let link = "https://penghargaan.bekasikab.go.id/sandi/baru#ACDE-2345-FGHJ-KMNP";
    assert!(text.contains(link), "{text}");
    assert_eq!(written(&mail), Ok(text));
}

#[test]
fn an_address_cannot_bring_a_header_or_another_recipient_along() {
    for email in [
        "ani@bekasikab.go.id\r\nBcc: budi@bekasikab.go.id",
        "ani@bekasikab.go.id,budi@bekasikab.go.id",
        "<ani@bekasikab.go.id>",
    ] {
        let refused = written(&due(Purpose::Verification, Language::Indonesian, email));
        assert_eq!(refused, Err(Fault::named("ADDRESS")), "{email}");
    }
}

#[test]
fn a_moment_is_told_in_western_indonesian_time() {
    let midnight = at("2024-12-31T17:05:00Z");
    let [id, en] = [Language::Indonesian, Language::English].map(|one| moment(midnight, one));
    assert_eq!(id, "1 Januari 2025 pukul 00.05 WIB");
    assert_eq!(en, "1 January 2025 at 00:05 WIB");
}
