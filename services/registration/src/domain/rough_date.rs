//! A date as exact as its source: a year, a month or a day.

use chassis::error::Violation;
use chrono::NaiveDate;

/// "2022", "2022-11" or "2022-11-09".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoughDate(String);

impl RoughDate {
    /// A date that there is; nothing where none is known.
    ///
    /// # Errors
    /// `DATE_INVALID`.
    pub fn parse(field: &str, text: &str) -> Result<Option<Self>, Violation> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if !is_date(text) {
            let form = "a year, a month or a day: 2022, 2022-11, 2022-11-09";
            return Err(Violation::new(field, "DATE_INVALID", form));
        }
        Ok(Some(Self(text.to_owned())))
    }

    /// As it was kept.
    #[must_use]
    pub const fn kept(text: String) -> Self {
        Self(text)
    }

    /// As it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_date(text: &str) -> bool {
    // chrono would take "2022-1-3" and "+2022-01-03" as well; the contract knows one form.
    let is_plain = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let first_day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    is_plain && NaiveDate::parse_from_str(&first_day, "%Y-%m-%d").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_exact_as_it_is_known_and_there_is_such_a_day() {
        for good in ["2022", "2022-11", " 2024-02-29 "] {
            let date = RoughDate::parse("since", good).expect(good);
            assert_eq!(date, Some(RoughDate(good.trim().to_owned())));
        }
        assert_eq!(RoughDate::parse("since", " "), Ok(None));
        for bad in [
            "22",
            "2022-1",
            "2022-13",
            "2023-02-29",
            "2022/11",
            "+2022-01-3",
            "2022-11-09T",
            "soon",
        ] {
            let refused = RoughDate::parse("since", bad).expect_err(bad);
            assert_eq!((&*refused.field, refused.reason), ("since", "DATE_INVALID"));
        }
    }
}
