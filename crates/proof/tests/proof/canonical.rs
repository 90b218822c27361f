use std::collections::BTreeMap;

use proof::{CanonicalError, to_canonical};
use proptest::prelude::*;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

fn text<T: Serialize>(value: &T) -> String {
    String::from_utf8(to_canonical(value).unwrap()).unwrap()
}

fn refused_at(value: &Value) -> (String, String) {
    match to_canonical(value) {
        Err(CanonicalError::Number { pointer, number }) => (pointer, number.to_string()),
        other => panic!("not refused for a number: {other:?}"),
    }
}

#[test]
fn literals_and_strings_are_those_of_rfc_8785_section_3_2_2() {
    let input = r#"{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }"#;
    let value: Value = serde_json::from_str(input).unwrap();
    assert_eq!(
        text(&value),
        r#"{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
    );
}

#[test]
fn keys_are_sorted_by_utf_16_as_in_rfc_8785_section_3_2_3() {
    let input = r#"{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
        "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}"#;
    let value: Value = serde_json::from_str(input).unwrap();
    let canonical = text(&value);
    let order = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small",
        "Euro Sign",
        "Emoji",
        "Hebrew",
    ];
    let positions = order.map(|name| canonical.find(name).unwrap());
    assert!(positions.is_sorted(), "{canonical}");
}

#[test]
fn integers_that_a_double_holds_are_written_in_full() {
    let largest = (1_i64 << 53) - 1;
    assert_eq!(
        text(&json!([0, -7, largest, -largest])),
        "[0,-7,9007199254740991,-9007199254740991]"
    );
}

#[test]
fn any_other_number_is_refused_with_its_place() {
    let above = 1_i64 << 53;
    assert_eq!(
        refused_at(&json!({"a": [1, {"b/c~d": above}]})),
        ("/a/1/b~1c~0d".into(), above.to_string())
    );
    assert_eq!(
        refused_at(&json!([[], -above])),
        ("/1".into(), (-above).to_string())
    );
    assert_eq!(
        refused_at(&json!({"rank": u64::MAX})),
        ("/rank".into(), u64::MAX.to_string())
    );
    assert_eq!(refused_at(&json!(4.5)), (String::new(), "4.5".into()));
    assert_eq!(
        refused_at(&json!({"one": 1.0})),
        ("/one".into(), "1.0".into())
    );
    assert_eq!(
        refused_at(&serde_json::from_str("[1e2]").unwrap()),
        ("/0".into(), "100.0".into())
    );
}

#[test]
fn what_is_no_number_at_all_is_not_written_as_null() {
    assert!(matches!(
        to_canonical(&f64::NAN),
        Err(CanonicalError::NotJson(_))
    ));
}

#[test]
fn a_key_that_is_not_text_is_refused() {
    let by_list = BTreeMap::from([(vec![1], "one")]);
    assert!(matches!(
        to_canonical(&by_list),
        Err(CanonicalError::NotJson(_))
    ));
}

struct SaysItTwice;

impl Serialize for SaysItTwice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rank", "1")?;
        map.serialize_entry("rank", "2")?;
        map.end()
    }
}

#[test]
fn a_repeated_key_is_refused() {
    assert!(matches!(
        to_canonical(&SaysItTwice),
        Err(CanonicalError::NotJson(_))
    ));
}

fn some_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn canonical_json_says_the_same_and_is_its_own_canonical_form(value in some_json()) {
        let canonical = to_canonical(&value).unwrap();
        let read: Value = serde_json::from_slice(&canonical).unwrap();
        prop_assert_eq!(&read, &value);
        prop_assert_eq!(to_canonical(&read).unwrap(), canonical);
    }
}
