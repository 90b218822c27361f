//! The example's people: invented, with random passwords in `example-accounts.json`.

use anyhow::Context;
use chassis::{error::ServiceError, pool, secret};
use fest_proto::access::v1::Role;
use registration::NewAccount;
use serde::{Deserialize, Serialize};

use crate::{folder::DataFolder, programs::Shared};

const FILE: &str = "example-accounts.json";

/// Role, address, name, and for participants the organisation that they speak for.
const PEOPLE: [(&str, &str, &str, Option<&str>); 9] = [
    (
        "participant",
        "peserta.a",
        "Admin Dinas Perhubungan",
        Some("pd-dinas-perhubungan"),
    ),
    (
        "participant",
        "peserta.b",
        "Admin Dinas Kesehatan",
        Some("pd-dinas-kesehatan"),
    ),
    ("committee", "panitia.a", "Panitia A", None),
    ("committee", "panitia.b", "Panitia B (sidang pleno)", None),
    ("leadership", "pimpinan", "Kepala Dinas", None),
    ("juror", "juri.a", "Juri A", None),
    ("juror", "juri.b", "Juri B", None),
    ("juror", "juri.c", "Juri C", None),
    ("operator", "operator", "Operator", None),
];

/// The committee member who holds the grant `plenary`.
const PLENARY: &str = "panitia.b";

/// One example log-in, as the file holds it.
#[derive(Clone, Serialize, Deserialize)]
pub struct ExampleAccount {
    pub role: String,
    pub email: String,
    pub password: String,
    /// For accounts with a second factor.
    pub totp_secret: Option<String>,
}

/// Who is who, in the order of the table.
pub struct People(Vec<ExampleAccount>);

/// One person with what the table says of them.
pub struct ExamplePerson<'a> {
    pub account: &'a ExampleAccount,
    pub display_name: &'static str,
    pub organisation: Option<&'static str>,
    pub is_plenary: bool,
}

impl People {
    /// The people of this folder; their passwords are made once.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn remembered(folder: &DataFolder) -> anyhow::Result<Self> {
        let accounts = folder.remembered(FILE, || {
            let account = |(role, name, _, _): &(&str, &str, _, _)| ExampleAccount {
                role: (*role).to_owned(),
                email: address(name),
                password: secret::token(),
                totp_secret: None,
            };
            Ok(PEOPLE.iter().map(account).collect())
        })?;
        Ok(Self(accounts))
    }

    /// Everybody.
    pub fn all(&self) -> impl Iterator<Item = ExamplePerson<'_>> {
        self.0
            .iter()
            .zip(PEOPLE)
            .map(
                |(account, (_, name, display_name, organisation))| ExamplePerson {
                    account,
                    display_name,
                    organisation,
                    is_plenary: name == PLENARY,
                },
            )
    }

    /// Those of one role.
    pub fn of_role<'a>(&'a self, role: &'a str) -> impl Iterator<Item = ExamplePerson<'a>> {
        self.all().filter(move |person| person.account.role == role)
    }

    /// The committee member who sets everything up.
    ///
    /// # Errors
    /// When the file was emptied by hand.
    pub fn committee(&self) -> anyhow::Result<ExamplePerson<'_>> {
        let role = chassis::token::role_name(Role::Committee);
        self.all()
            .find(|person| person.account.role == role)
            .context("no committee account")
    }

    /// Makes the first committee account by the start command, unless it is there.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn first_committee(&self, shared: &Shared) -> anyhow::Result<()> {
        let person = self.committee()?;
        let database = shared
            .databases
            .get("registration")
            .context("no database")?;
        let pool = pool::connect(&database.data_url, 1)?;
        let new = NewAccount {
            email: person.account.email.clone(),
            display_name: person.display_name.to_owned(),
            password: person.account.password.clone(),
        };
        match registration::start_account(&pool, &shared.clock, new).await {
            // A load that was cut off is begun again.
            Err(error) if error.reason() == "COMMITTEE_EXISTS" => Ok(()),
            made => made.map(|_| ()).context("start command"),
        }
    }
}

fn address(name: &str) -> String {
    format!("{name}@contoh.bekasikab.go.id")
}
