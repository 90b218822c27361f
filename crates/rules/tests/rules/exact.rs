use proptest::prelude::*;
use rules::{Exact, ExactError};

use crate::stories::number;

fn fraction(numerator: i64, denominator: u64) -> Exact {
    Exact::from(numerator)
        .checked_div(&Exact::from(denominator))
        .unwrap()
}

#[test]
fn a_number_that_ends_is_written_as_the_shortest_decimal() {
    let written = [
        "4.076", "4.50", "007", "-3", "-0", "0.0", "1/8", "10/4", "-1/5",
    ]
    .map(|text| number(text).to_string());
    assert_eq!(
        written,
        ["4.076", "4.5", "7", "-3", "0", "0", "0.125", "2.5", "-0.2"]
    );
}

#[test]
fn elevenths_stay_a_reduced_fraction() {
    assert_eq!(number("34/11").to_string(), "34/11");
    assert_eq!(number("68/22").to_string(), "34/11");
    assert_eq!(number("-68/22").to_string(), "-34/11");
    assert_eq!(number("34/11").rounded(2), "3.09");
}

#[test]
fn a_half_is_rounded_away_from_zero() {
    let rounded = |text: &str, decimals| number(text).rounded(decimals);
    assert_eq!(rounded("4.076", 2), "4.08");
    assert_eq!(rounded("4.075", 2), "4.08");
    assert_eq!(rounded("-4.075", 2), "-4.08");
    assert_eq!(rounded("4.0749", 2), "4.07");
    assert_eq!(rounded("-0.004", 2), "0.00");
    assert_eq!(rounded("70", 2), "70.00");
    assert_eq!(rounded("0.5", 0), "1");
    assert_eq!(rounded("999.995", 2), "1000.00");
}

#[test]
fn what_is_not_a_number_is_refused_by_name() {
    let refused = |text: &str| text.parse::<Exact>().unwrap_err();
    assert_eq!(refused(""), ExactError::Empty);
    assert_eq!(refused("1/0"), ExactError::ZeroDenominator);
    assert_eq!(refused(&"9".repeat(65)), ExactError::TooLong { limit: 64 });
    let malformed = [
        "1e9", "1E9", "+1", "--1", "-", ".", ".5", "5.", "1.2.3", "1/2/3", "1.5/2", "1/-2", "/2",
        "1/", " 1", "1 ", "1_000", "4,5", "NaN", "inf", "٣", "0x10",
    ];
    for text in malformed {
        assert_eq!(refused(text), ExactError::Malformed, "{text}");
    }
}

#[test]
fn an_input_is_refused_whose_canonical_text_would_be_too_long_to_read_again() {
    let short_fraction_long_decimal = "1/9223372036854775808";
    assert_eq!(
        short_fraction_long_decimal.parse::<Exact>(),
        Err(ExactError::TooLong { limit: 64 })
    );
    let stored = Exact::from_stored(short_fraction_long_decimal).unwrap();
    assert_eq!(Exact::from_stored(&stored.to_string()), Ok(stored));
}

#[test]
fn a_mark_is_a_decimal_with_few_decimals() {
    let parse = |text| Exact::parse_decimal(text, 4);
    assert_eq!(parse("87.5"), Ok(number("87.5")));
    assert_eq!(parse("87.123400"), Ok(number("87.1234")));
    assert_eq!(
        parse("87.12345"),
        Err(ExactError::TooManyDecimals { limit: 4 })
    );
    assert_eq!(parse("34/11"), Err(ExactError::NotDecimal));
    assert_eq!(parse("1/2"), Err(ExactError::NotDecimal));
    assert_eq!(parse("1e2"), Err(ExactError::Malformed));
}

#[test]
fn json_carries_the_canonical_text_and_nothing_else() {
    assert_eq!(
        serde_json::to_string(&number("68/22")).unwrap(),
        r#""34/11""#
    );
    assert_eq!(
        serde_json::from_str::<Exact>(r#""4.50""#).unwrap(),
        number("4.5")
    );
    assert!(serde_json::from_str::<Exact>("4.5").is_err());
}

#[test]
fn nothing_is_divided_by_zero() {
    assert_eq!(Exact::one().checked_div(&Exact::zero()), None);
}

proptest! {
    #[test]
    fn every_number_is_read_back_as_itself(numerator in any::<i64>(), denominator in 1u64..) {
        let number = fraction(numerator, denominator);
        prop_assert_eq!(Exact::from_stored(&number.to_string()), Ok(number));
    }

    #[test]
    fn what_is_accepted_from_outside_is_accepted_again_once_written(text in "-?[0-9]{1,30}([./][0-9]{1,30})?") {
        if let Ok(number) = text.parse::<Exact>() {
            prop_assert_eq!(number.to_string().parse::<Exact>(), Ok(number));
        }
    }

    #[test]
    fn equal_numbers_have_equal_text(numerator in any::<i32>(), denominator in 1u64..1000, factor in 1u32..1000) {
        let factor = u64::from(factor);
        let widened = fraction(i64::from(numerator) * factor as i64, denominator * factor);
        prop_assert_eq!(widened.to_string(), fraction(numerator.into(), denominator).to_string());
    }

    #[test]
    fn any_text_at_all_is_read_or_refused(text in ".*") {
        let _ = text.parse::<Exact>();
        let _ = Exact::parse_decimal(&text, 4);
    }

    #[test]
    fn rounding_moves_a_number_by_half_a_unit_at_most(numerator in any::<i64>(), denominator in 1u64..) {
        let number = fraction(numerator, denominator);
        let rounded: Exact = number.rounded(2).parse().unwrap();
        let half_unit = Exact::from_stored("0.005").unwrap();
        prop_assert!(&rounded - &number <= half_unit);
        prop_assert!(&number - &rounded <= half_unit);
    }

    #[test]
    fn a_sum_does_not_depend_on_the_order(mut parts in prop::collection::vec((any::<i32>(), 1u64..50), 0..20)) {
        let sum = |parts: &[(i32, u64)]| parts.iter().map(|(n, d)| fraction((*n).into(), *d)).sum::<Exact>();
        let forwards = sum(&parts);
        parts.reverse();
        prop_assert_eq!(sum(&parts), forwards);
    }
}
