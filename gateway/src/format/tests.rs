use chrono::{DateTime, Utc};

use super::*;
use crate::texts::Language::{En, Id};

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text)
        .expect("a moment")
        .with_timezone(&Utc)
}

#[test]
fn a_moment_names_day_date_clock_and_zone() {
    let closing = at("2024-10-30T16:59:00Z");
    assert_eq!(moment(closing, Id), "Rabu, 30 Oktober 2024 pukul 23.59 WIB");
    assert_eq!(moment(closing, En), "Wednesday, 30 October 2024, 23:59 WIB");
    assert_eq!(machine(closing), "2024-10-30T23:59:00+07:00");
    assert_eq!(day(closing, En), "Wednesday, 30 October 2024");
    assert_eq!(short_day(closing, Id), "30 Oktober");
    assert_eq!(short_moment(closing, Id), "30 Oktober 23.59 WIB");
    assert_eq!(short_moment(closing, En), "30 October 23:59 WIB");
}

#[test]
fn a_moment_late_in_utc_is_already_the_next_day_in_wib() {
    assert_eq!(
        day(at("2024-10-30T17:00:00Z"), Id),
        "Kamis, 31 Oktober 2024"
    );
}

#[test]
fn a_range_says_each_month_and_year_once() {
    let cases = [
        (
            "2024-11-08T09:00:00+07:00",
            "2024-11-11T09:00:00+07:00",
            "8 – 11 November",
        ),
        (
            "2024-10-31T00:00:00+07:00",
            "2024-11-07T00:00:00+07:00",
            "31 Oktober – 7 November",
        ),
        (
            "2024-12-21T00:00:00+07:00",
            "2025-01-03T00:00:00+07:00",
            "21 Desember 2024 – 3 Januari 2025",
        ),
        (
            "2024-11-14T09:00:00+07:00",
            "2024-11-14T19:30:00+07:00",
            "14 November",
        ),
    ];
    for (from, until, expected) in cases {
        assert_eq!(range(at(from), at(until), Id), expected);
    }
}

#[test]
fn a_countdown_shows_the_two_largest_units() {
    let now = at("2024-10-21T09:00:00+07:00");
    let cases = [
        (
            "2024-10-30T23:59:00+07:00",
            Some("9 hari 14 jam"),
            Some("9 days 14 hours"),
        ),
        (
            "2024-10-21T14:12:00+07:00",
            Some("5 jam 12 menit"),
            Some("5 hours 12 minutes"),
        ),
        ("2024-10-22T09:00:00+07:00", Some("1 hari"), Some("1 day")),
        (
            "2024-10-21T09:00:20+07:00",
            Some("1 menit"),
            Some("1 minute"),
        ),
        ("2024-10-21T09:59:30+07:00", Some("1 jam"), Some("1 hour")),
        ("2024-10-21T09:00:00+07:00", None, None),
        ("2024-10-20T09:00:00+07:00", None, None),
    ];
    for (until, id, en) in cases {
        assert_eq!(countdown(now, at(until), Id).as_deref(), id, "{until}");
        assert_eq!(countdown(now, at(until), En).as_deref(), en, "{until}");
    }
}

#[test]
fn numbers_carry_the_marks_of_their_language() {
    assert_eq!(exact("1234.56", 2, Id), "1.234,56");
    assert_eq!(exact("1234.56", 2, En), "1,234.56");
    assert_eq!(count(1_234_567, Id), "1.234.567");
    assert_eq!(count(999, En), "999");
    assert_eq!(decimal("8.5", Id), "8,5");
    assert_eq!(decimal("34/11", Id), "34/11");
}

#[test]
fn an_exact_number_is_rounded_once_from_the_whole_of_it() {
    let cases = [
        ("34/11", "3,09"),
        ("4.076", "4,08"),
        ("2.675", "2,68"),
        ("0.005", "0,01"),
        ("0.00499999999999999999", "0,00"),
        ("87", "87,00"),
        ("-1/3", "−0,33"),
    ];
    for (value, expected) in cases {
        assert_eq!(exact(value, 2, Id), expected, "{value}");
    }
    let beyond_machine_numbers =
        "100000000000000000000000000000000000000001/100000000000000000000000000000000000000000";
    assert_eq!(exact(beyond_machine_numbers, 2, En), "1.00");
}

#[test]
fn what_is_no_number_is_shown_as_it_came() {
    for value in ["", "tujuh", "1/0", "1e9", "+1", "1.2.3"] {
        assert_eq!(exact(value, 2, Id), value);
    }
}

#[test]
fn a_weight_is_whole_per_cents_where_it_can_be() {
    assert_eq!(percent("0.25", Id), "25 %");
    assert_eq!(percent("1/3", Id), "33,33 %");
    assert_eq!(percent("1/3", En), "33.33 %");
    assert_eq!(percent("0.125", Id), "12,50 %");
}

#[test]
fn a_hash_is_grouped_by_four() {
    assert_eq!(hash("b7e291c403da6f18aa", 16), "b7e2 91c4 03da 6f18");
    assert_eq!(hash("b7e29", 16), "b7e2 9");
    assert_eq!(hash("", 8), "");
}

#[test]
fn a_typed_moment_is_read_in_wib() {
    let evening = at("2024-11-14T19:30:00+07:00");
    assert_eq!(typed_moment(&field_moment(evening)), Some(evening));
    assert_eq!(typed_moment("2024-11-14 besok"), None);
}

#[test]
fn a_typed_decimal_may_have_comma_or_point() {
    assert_eq!(typed_decimal(" 8,5 "), "8.5");
    assert_eq!(typed_decimal("8.5"), "8.5");
    assert_eq!(typed_decimal("delapan"), "delapan");
}

#[test]
fn a_rough_date_is_written_as_exactly_as_it_is_known() {
    for (text, id, en) in [
        ("2025", "2025", "2025"),
        ("2025-08", "Agustus 2025", "August 2025"),
        ("2025-08-17", "17 Agustus 2025", "17 August 2025"),
        ("kelak", "kelak", "kelak"),
    ] {
        assert_eq!(rough_date(text, Language::Id), id);
        assert_eq!(rough_date(text, Language::En), en);
    }
}
