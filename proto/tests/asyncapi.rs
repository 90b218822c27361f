//! What `asyncapi.yaml` tells other systems, against the events that announcement has. Its grammar is the AsyncAPI parser's to check.

use std::{fs, path::Path};

use fest_proto::{EVENTS, Stream};

const PAGE: &str = include_str!("../asyncapi.yaml");

/// The values of every line that is this key, in their order.
fn values(key: &str) -> Vec<&'static str> {
    PAGE.lines()
        .filter_map(|line| line.trim_start().strip_prefix(key)?.strip_prefix(": "))
        .collect()
}

/// Subject and message of each public event.
fn public() -> Vec<(&'static str, &'static str)> {
    let prefix = Stream::Announcement.subjects();
    let prefix = prefix.trim_end_matches('>');
    let all = EVENTS.iter().copied();
    all.filter(|(subject, _)| subject.starts_with(prefix))
        .collect()
}

#[test]
fn every_public_subject_is_described_once_and_no_other() {
    let known: Vec<&str> = public().iter().map(|(subject, _)| *subject).collect();
    assert_eq!(values("address"), known);
}

#[test]
fn every_message_is_described_under_its_full_name() {
    let known: Vec<&str> = public().iter().map(|(_, message)| *message).collect();
    let named: Vec<&str> = values("name")
        .into_iter()
        .filter(|name| name.starts_with("fest."))
        .collect();
    assert_eq!(named, known);
    for name in known {
        assert!(PAGE.contains(&format!("const: {name}\n")), "{name}");
        assert!(PAGE.contains(&format!("const: proto:{name}\n")), "{name}");
    }
}

#[test]
fn every_body_is_a_message_of_the_file_that_it_refers_to() {
    let format = "application/vnd.google.protobuf;version=3";
    assert_eq!(values("schemaFormat"), vec![format; public().len()]);
    let files = values("$ref").into_iter();
    let files: Vec<&str> = files.filter(|file| !file.starts_with('\'')).collect();
    assert_eq!(files.len(), public().len());
    for (file, (_, message)) in files.into_iter().zip(public()) {
        let (package, name) = message.rsplit_once('.').expect("a package");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file));
        let text = text.unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(text.contains(&format!("package {package};")), "{file}");
        assert!(text.contains(&format!("message {name} {{")), "{file}");
    }
}

#[test]
fn the_stream_is_called_by_its_name() {
    assert!(PAGE.contains(&format!("`{}`", Stream::Announcement.name())));
}
