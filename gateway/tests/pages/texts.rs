//! The two catalogues against each other, against the code and against the contracts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use gateway::texts::Language;

const CATALOGUES: [(Language, &str); 2] = [
    (Language::Id, include_str!("../../texts/id.ftl")),
    (Language::En, include_str!("../../texts/en.ftl")),
];

/// Each key with its whole text, variants included.
fn entries(source: &str) -> BTreeMap<&str, String> {
    let mut entries: BTreeMap<&str, String> = BTreeMap::new();
    let mut current = None;
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(' ') {
            let key = current.expect("a continued line has a key");
            entries.entry(key).or_default().push_str(line);
        } else if let Some((key, text)) = line.split_once(" = ") {
            assert!(
                entries.insert(key, text.to_owned()).is_none(),
                "{key} stands twice"
            );
            current = Some(key);
        } else {
            assert!(line.is_empty(), "not understood: {line}");
        }
    }
    entries
}

fn variables(text: &str) -> BTreeSet<&str> {
    text.split('$')
        .skip(1)
        .map(|rest| {
            rest.split(|mark: char| !mark.is_ascii_alphanumeric() && mark != '_')
                .next()
                .unwrap_or_default()
        })
        .collect()
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder)
        .expect("a folder of the repository")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
}

fn sources() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    files(&root.join("src"), "rs", &mut found);
    files(&root.join("templates"), "html", &mut found);
    found
        .iter()
        .map(|path| fs::read_to_string(path).expect("a source file"))
        .collect()
}

/// The literals of the program, among them every key that it can ask for.
fn literals(source: &str) -> BTreeSet<&str> {
    source.split('"').collect()
}

#[test]
fn both_catalogues_have_the_same_keys_and_the_same_variables() {
    let [id, en] = CATALOGUES.map(|(_, source)| entries(source));
    assert_eq!(id.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, text) in &id {
        assert_eq!(variables(text), variables(&en[key]), "{key}");
    }
}

#[test]
fn every_key_asked_for_exists() {
    let source = sources();
    let id = entries(CATALOGUES[0].1);
    let asked = source
        .split("say(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let missing: BTreeSet<&str> = asked.filter(|key| !id.contains_key(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_key_is_asked_for() {
    let source = sources();
    let literals = literals(&source);
    let unused: Vec<&str> = entries(CATALOGUES[0].1)
        .into_keys()
        .filter(|key| !key.starts_with("reason-") && !literals.contains(key))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn texts_are_words_without_markup_and_without_exclamation_marks() {
    for (language, source) in CATALOGUES {
        for (key, text) in entries(source) {
            let text = text
                .replace("SP4N-LAPOR!", "SP4N-LAPOR")
                .replace("{ \"\" }", "")
                .replace("->", "");
            for forbidden in ['<', '>', '&', '"', '!'] {
                assert!(!text.contains(forbidden), "{language:?} {key}: {text}");
            }
        }
    }
}

#[test]
fn every_refusal_of_the_contracts_has_a_text_in_both_languages() {
    let contracts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../proto/fest");
    let mut found = Vec::new();
    files(&contracts, "proto", &mut found);
    let mut reasons = BTreeSet::new();
    for path in found {
        for comment in fs::read_to_string(path)
            .expect("a contract")
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("//"))
        {
            let words = comment.split(|mark: char| {
                !mark.is_ascii_uppercase() && !mark.is_ascii_digit() && mark != '_'
            });
            reasons.extend(
                words
                    .filter(|word| {
                        word.len() > 3 && word.contains('_') && !word.starts_with("ROLE_PLENARY")
                    })
                    .map(str::to_owned),
            );
        }
    }
    assert!(
        reasons.len() > 90,
        "only {} reasons were found",
        reasons.len()
    );
    for (language, source) in CATALOGUES {
        let known = entries(source);
        let missing: Vec<_> = reasons
            .iter()
            .filter(|reason| !known.contains_key(format!("reason-{reason}").as_str()))
            .collect();
        assert!(missing.is_empty(), "{language:?}: {missing:?}");
    }
}

#[test]
fn an_unknown_refusal_is_named() {
    assert_eq!(
        Language::Id.reason("BRAND_NEW").plain(),
        "Permintaan ditolak (BRAND_NEW). Muat ulang halaman, lalu coba sekali lagi."
    );
    assert!(
        Language::En
            .reason("<b>")
            .to_string()
            .contains("<code>&lt;b&gt;</code>")
    );
}

#[test]
fn english_tells_one_from_many_and_groups_thousands() {
    let text = |language: Language, count: u64| {
        language.say("organisations").count("count", count).plain()
    };
    assert_eq!(text(Language::En, 1), "1 organisation");
    assert_eq!(text(Language::En, 1368), "1,368 organisations");
    assert_eq!(text(Language::Id, 1368), "1.368 organisasi");
}
