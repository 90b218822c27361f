//! The paper that names an organisation's admin.

use chassis::{
    error::{Violation, Violations},
    text::Text,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use uuid::Uuid;

use crate::domain::text;

/// Western Indonesian time, which knows no summer.
const WIB: TimeDelta = TimeDelta::hours(7);

const NUMBER: Text = Text::up_to(text::NAME_CHARS).or("DECREE_NUMBER_MISSING");
const SIGNER: Text = Text::up_to(text::NAME_CHARS).or("DECREE_SIGNER_MISSING");

/// The paper that names the admin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decree {
    /// Its number.
    pub number: String,
    /// Its date.
    pub date: NaiveDate,
    /// Who signed it.
    pub signer: String,
    /// Its scan, where one was handed in.
    pub file_id: Option<Uuid>,
}

/// A decree as it was typed.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Typed<'a> {
    pub number: &'a str,
    pub date: &'a str,
    pub signer: &'a str,
    pub file_id: Option<Uuid>,
}

impl Decree {
    /// Checks every field; a decree is not younger than its claim, which is made `at` this moment.
    ///
    /// # Errors
    /// All that is wrong with it, at once.
    pub fn parse(typed: Typed<'_>, at: DateTime<Utc>) -> Result<Self, Violations> {
        let mut found = Violations::default();
        let number = found.note(NUMBER.parse("decree_number", typed.number));
        let date = found.note(parse_date(typed.date, day_in_cikarang(at)));
        let signer = found.note(SIGNER.parse("decree_signer", typed.signer));
        found.into_result()?;
        Ok(Self {
            number,
            date,
            signer,
            file_id: typed.file_id,
        })
    }
}

fn day_in_cikarang(at: DateTime<Utc>) -> NaiveDate {
    (at + WIB).date_naive()
}

fn parse_date(text: &str, today: NaiveDate) -> Result<NaiveDate, Violation> {
    let wrong = |description| Violation::new("decree_date", "DECREE_DATE_INVALID", description);
    // chrono would take "2024-1-3" and "+2024-01-03" as well; the contract knows one form.
    let date = (text.len() == 10 && text.as_bytes()[0].is_ascii_digit())
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
        .ok_or_else(|| wrong("a day such as 2024-01-31"))?;
    if date > today {
        return Err(wrong("not after today"));
    }
    Ok(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reasons(number: &str, date: &str, signer: &str) -> Vec<&'static str> {
        // 21 October in Cikarang, still the 20th in Greenwich.
        let at = "2024-10-21T00:30:00+07:00".parse().expect("time");
        let typed = Typed {
            number,
            date,
            signer,
            file_id: None,
        };
        match Decree::parse(typed, at) {
            Ok(_) => Vec::new(),
            Err(found) => found.as_slice().iter().map(|one| one.reason).collect(),
        }
    }

    #[test]
    fn everything_wrong_with_a_decree_is_said_at_once() {
        assert_eq!(
            reasons("", "soon", " "),
            [
                "DECREE_NUMBER_MISSING",
                "DECREE_DATE_INVALID",
                "DECREE_SIGNER_MISSING"
            ]
        );
    }

    #[test]
    fn a_decree_has_a_day_that_exists_and_is_not_to_come() {
        assert_eq!(reasons("1", "2024-10-21", "Kepala"), [""; 0]);
        for bad in [
            "2024-02-30",
            "2024-10-22",
            "2024-1-3",
            "+2024-1-31",
            "21-10-2024",
            "",
            "2024-10-21T",
        ] {
            assert_eq!(
                reasons("1", bad, "Kepala"),
                ["DECREE_DATE_INVALID"],
                "{bad}"
            );
        }
    }
}
