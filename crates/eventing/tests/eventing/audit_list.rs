//! The audit as whoever may reads it.

use eventing::audit::AuditRows;
use fest_proto::audit::v1::{
    AuditRow, ListAuditRowsRequest, ListAuditRowsResponse, audit_service_server::AuditService,
};
use tonic::{Request, Status};

use crate::audit::{Scene, scene};

impl Scene {
    async fn list(&self, request: ListAuditRowsRequest) -> Result<ListAuditRowsResponse, Status> {
        let audit = AuditRows::new(self.stage.database.pool.clone());
        let answer = audit.list_audit_rows(Request::new(request)).await?;
        Ok(answer.into_inner())
    }
}

fn numbers(rows: &[AuditRow]) -> Vec<i64> {
    rows.iter().map(|row| row.number).collect()
}

#[tokio::test]
async fn rows_come_newest_first_and_page_by_page_without_one_twice() {
    let scene = scene().await;
    scene.commands(5).await;
    scene.extend().await;
    let mut request = ListAuditRowsRequest {
        page_size: 2,
        ..Default::default()
    };
    let mut seen = Vec::new();
    loop {
        let page = scene.list(request.clone()).await.expect("a page");
        assert_eq!(page.total_size, 5);
        seen.extend(numbers(&page.rows));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
        // What is done meanwhile moves nothing.
        scene.command("UPDATE thing SET name = name").await;
    }
    assert_eq!(seen, [5, 4, 3, 2, 1]);
}

#[tokio::test]
async fn a_row_is_what_the_chain_was_made_of() {
    let scene = scene().await;
    scene.command("INSERT INTO thing VALUES ('one', 'a')").await;
    scene.extend().await;
    let page = scene.list(ListAuditRowsRequest::default()).await;
    let row = page.expect("a page").rows.remove(0);
    assert_eq!(row.actor, "service:gateway");
    assert_eq!(row.rpc, "fest.test.v1.ThingService/Do");
    assert_eq!(row.subject, "thing:one");
    assert!(row.at.is_some() && row.before_hash.is_empty());
    assert_eq!((row.after_hash.len(), row.chain_hash.len()), (32, 32));
}

#[tokio::test]
async fn one_actor_or_one_thing_can_be_asked_for() {
    let scene = scene().await;
    scene.commands(3).await;
    scene
        .command("UPDATE thing SET name = 'b' WHERE id = 'thing-2'")
        .await;
    scene.extend().await;
    let about = |actor: &str, subject: &str| ListAuditRowsRequest {
        actor: actor.to_owned(),
        subject: subject.to_owned(),
        ..Default::default()
    };
    for (actor, subject, expected) in [
        ("", "thing:thing-2", vec![4, 2]),
        ("service:gateway", "thing:thing-3", vec![3]),
        ("service:scoring", "", vec![]),
    ] {
        let page = scene.list(about(actor, subject)).await.expect("a page");
        assert_eq!(numbers(&page.rows), expected, "{actor} {subject}");
        assert_eq!(page.total_size as usize, expected.len());
    }
}
