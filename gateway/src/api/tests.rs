use std::collections::HashSet;

use super::*;

#[test]
fn every_operation_has_a_rule_and_every_rule_an_operation() {
    let (_, document, _) = documented(true).expect("rules");
    let mut ids = HashSet::new();
    for item in document.paths.paths.values() {
        for operation in [&item.get, &item.post, &item.put, &item.delete] {
            ids.extend(operation.as_ref().and_then(|one| one.operation_id.clone()));
        }
    }
    let ruled: HashSet<String> = rules::all()
        .iter()
        .map(|(id, _)| (*id).to_owned())
        .collect();
    assert_eq!(ids, ruled);
}

#[test]
fn an_operation_without_a_rule_stops_the_start() {
    let (_, mut document) = operations().split_for_parts();
    let without: Vec<_> = rules::all()
        .into_iter()
        .filter(|(id, _)| *id != "seal")
        .collect();
    let error = Rules::apply(&mut document, &without)
        .err()
        .expect("refused");
    assert!(error.to_string().contains("operation seal"), "{error}");
}

#[test]
fn the_document_says_which_operations_are_closed() {
    let (_, document, _) = documented(false).expect("rules");
    let seal = &document.paths.paths["/api/v1/categories/{category}/seal"];
    assert!(seal.post.as_ref().expect("seal").security.is_some());
    let list = &document.paths.paths["/api/v1/organisations"];
    assert!(list.get.as_ref().expect("list").security.is_none());
    assert!(!document.paths.paths.contains_key("/api/v1/example/clock"));
}
