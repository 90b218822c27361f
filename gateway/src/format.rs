//! How dates, numbers and hashes are written for readers. Every time is shown in WIB, a fixed +07:00; every number comes as text or as a count, so
//! nothing is rounded on the way.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, Timelike, Utc};
use num_bigint::BigUint;

use crate::texts::Language;

const WIB: FixedOffset = FixedOffset::east_opt(7 * 3600).expect("seven hours are an offset");

const DAYS: [[&str; 2]; 7] = [
    ["Senin", "Monday"],
    ["Selasa", "Tuesday"],
    ["Rabu", "Wednesday"],
    ["Kamis", "Thursday"],
    ["Jumat", "Friday"],
    ["Sabtu", "Saturday"],
    ["Minggu", "Sunday"],
];

const MONTHS: [[&str; 2]; 12] = [
    ["Januari", "January"],
    ["Februari", "February"],
    ["Maret", "March"],
    ["April", "April"],
    ["Mei", "May"],
    ["Juni", "June"],
    ["Juli", "July"],
    ["Agustus", "August"],
    ["September", "September"],
    ["Oktober", "October"],
    ["November", "November"],
    ["Desember", "December"],
];

fn word(pair: [&'static str; 2], language: Language) -> &'static str {
    match language {
        Language::Id => pair[0],
        Language::En => pair[1],
    }
}

fn date_in_wib(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&WIB).date_naive()
}

fn day_and_month(date: NaiveDate, language: Language) -> String {
    format!(
        "{} {}",
        date.day(),
        word(MONTHS[date.month0() as usize], language)
    )
}

/// "2024-10-30T23:59:00+07:00", for `<time datetime>`.
pub fn machine(at: DateTime<Utc>) -> String {
    at.with_timezone(&WIB)
        .format("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

/// "Rabu, 30 Oktober 2024 pukul 23.59 WIB" or "Wednesday, 30 October 2024, 23:59 WIB".
pub fn moment(at: DateTime<Utc>, language: Language) -> String {
    match language {
        Language::Id => format!("{} pukul {}", day(at, language), clock(at, language)),
        Language::En => format!("{}, {}", day(at, language), clock(at, language)),
    }
}

/// "30 Oktober 23.59 WIB", where the year goes without saying.
pub fn short_moment(at: DateTime<Utc>, language: Language) -> String {
    format!("{} {}", short_day(at, language), clock(at, language))
}

/// "Rabu, 30 Oktober 2024".
pub fn day(at: DateTime<Utc>, language: Language) -> String {
    let date = date_in_wib(at);
    let weekday = word(
        DAYS[date.weekday().num_days_from_monday() as usize],
        language,
    );
    format!(
        "{weekday}, {} {}",
        day_and_month(date, language),
        date.year()
    )
}

/// The day of a date as fields and contracts write it, "2024-10-30"; what is none is shown as it is.
pub fn typed_day(text: &str, language: Language) -> String {
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) => format!("{} {}", day_and_month(date, language), date.year()),
        Err(_) => text.to_owned(),
    }
}

/// "2024-10-30" in WIB, as spreadsheets sort it.
pub fn plain_day(at: DateTime<Utc>) -> String {
    date_in_wib(at).to_string()
}

/// A date as exact as it is known: "2025", "Januari 2025" or "2 Januari 2025"; what is none is shown as it is.
pub fn rough_date(text: &str, language: Language) -> String {
    let first = NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d");
    match first {
        Ok(date) if text.len() == 7 => {
            format!(
                "{} {}",
                word(MONTHS[date.month0() as usize], language),
                date.year()
            )
        }
        _ => typed_day(text, language),
    }
}

/// "30 Oktober", where the year is plain from around it.
pub fn short_day(at: DateTime<Utc>, language: Language) -> String {
    day_and_month(date_in_wib(at), language)
}

/// "23.59 WIB" or "23:59 WIB".
pub fn clock(at: DateTime<Utc>, language: Language) -> String {
    let time = at.with_timezone(&WIB);
    let mark = match language {
        Language::Id => '.',
        Language::En => ':',
    };
    format!("{:02}{mark}{:02} WIB", time.hour(), time.minute())
}

/// "8 – 11 November", "31 Oktober – 7 November", "21 Desember 2024 – 3 Januari 2025".
pub fn range(from: DateTime<Utc>, until: DateTime<Utc>, language: Language) -> String {
    let (first, last) = (date_in_wib(from), date_in_wib(until));
    let end = day_and_month(last, language);
    if first == last {
        return end;
    }
    if first.year() != last.year() {
        return format!(
            "{} {} – {end} {}",
            day_and_month(first, language),
            first.year(),
            last.year()
        );
    }
    if first.month() == last.month() {
        return format!("{} – {end}", first.day());
    }
    format!("{} – {end}", day_and_month(first, language))
}

/// The two largest units until a moment: "9 hari 14 jam"; nothing once it has come.
pub fn countdown(now: DateTime<Utc>, until: DateTime<Utc>, language: Language) -> Option<String> {
    let left = until - now;
    if left <= Duration::zero() {
        return None;
    }
    // A started minute is still there: the last one must not read as none.
    let minutes = (left + Duration::seconds(59)).num_minutes();
    let units = [
        (minutes / 1440, ["hari", "day"]),
        (minutes / 60 % 24, ["jam", "hour"]),
        (minutes % 60, ["menit", "minute"]),
    ];
    let first = units.iter().position(|(amount, _)| *amount > 0)?;
    let shown = units[first..]
        .iter()
        .take(2)
        .filter(|(amount, _)| *amount > 0)
        .map(|(amount, names)| {
            let plural = if language == Language::En && *amount != 1 {
                "s"
            } else {
                ""
            };
            format!("{amount} {}{plural}", word(*names, language))
        });
    Some(shown.collect::<Vec<_>>().join(" "))
}

/// "1.234" or "1,234".
pub fn count(number: u64, language: Language) -> String {
    thousands(&number.to_string(), language)
}

fn thousands(digits: &str, language: Language) -> String {
    let mark = match language {
        Language::Id => '.',
        Language::En => ',',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// An exact number ("4.076", "34/11") with so many decimals, rounded once, half away from zero. What is no number is shown as it came.
pub fn exact(value: &str, decimals: u32, language: Language) -> String {
    let (sign, magnitude) = match value.strip_prefix('-') {
        Some(rest) => ("−", rest),
        None => ("", value),
    };
    let Some((numerator, denominator)) = fraction(magnitude) else {
        return value.to_owned();
    };
    let scale = BigUint::from(10u8).pow(decimals);
    let rounded = (numerator * scale * 2u8 + &denominator) / (denominator * 2u8);
    let digits = format!(
        "{:0>width$}",
        rounded.to_string(),
        width = decimals as usize + 1
    );
    let (whole, part) = digits.split_at(digits.len() - decimals as usize);
    let mark = match language {
        Language::Id => ',',
        Language::En => '.',
    };
    let number = thousands(whole, language);
    if part.is_empty() {
        format!("{sign}{number}")
    } else {
        format!("{sign}{number}{mark}{part}")
    }
}

/// An ending decimal in the reader's form with the digits that it has: "8.5" as "8,5"; a fraction stays one.
pub fn decimal(value: &str, language: Language) -> String {
    match value.split_once('.') {
        Some((whole, part)) if language == Language::Id => format!("{whole},{part}"),
        _ => value.to_owned(),
    }
}

/// A number as readers type it, "8,5" or "8.5", in the form that services take. What is no number passes, so that the service can name the fault.
pub fn typed_decimal(text: &str) -> String {
    text.trim().replace(',', ".")
}

/// A weight ("0.25", "1/3") as per cent: "25 %", "33,33 %".
pub fn percent(weight: &str, language: Language) -> String {
    let Some((numerator, denominator)) = fraction(weight) else {
        return weight.to_owned();
    };
    let hundredfold = numerator * 100u8;
    let decimals = if (&hundredfold % &denominator) == BigUint::ZERO {
        0
    } else {
        2
    };
    format!(
        "{} %",
        exact(&format!("{hundredfold}/{denominator}"), decimals, language)
    )
}

fn fraction(text: &str) -> Option<(BigUint, BigUint)> {
    if let Some((numerator, denominator)) = text.split_once('/') {
        let denominator: BigUint = digits(denominator)?;
        return (denominator != BigUint::ZERO).then_some((digits(numerator)?, denominator));
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let denominator = BigUint::from(10u8).pow(u32::try_from(part.len()).ok()?);
    Some((digits(&format!("{whole}{part}"))?, denominator))
}

fn digits(text: &str) -> Option<BigUint> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The first digits of a hash in groups of four: "b7e2 91c4 03da 6f18".
pub fn hash(hex: &str, digits: usize) -> String {
    let shown: Vec<char> = hex.chars().take(digits).collect();
    shown
        .chunks(4)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join(" ")
}

/// "2024-11-14T19:30", what a field for date and time holds, in WIB.
pub fn field_moment(at: DateTime<Utc>) -> String {
    at.with_timezone(&WIB).format("%Y-%m-%dT%H:%M").to_string()
}

/// What a field for date and time sent, read in WIB.
pub fn typed_moment(text: &str) -> Option<DateTime<Utc>> {
    let naive = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| chrono::NaiveDateTime::parse_from_str(text.trim(), form).ok())?;
    Some(naive.and_local_timezone(WIB).single()?.with_timezone(&Utc))
}

#[cfg(test)]
mod tests;
