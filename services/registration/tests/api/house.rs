//! What holds for the service as a whole.

use registration::Registration;
use testkit::{schema, service::TestService};

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let service = TestService::<Registration>::start().await;
    schema::every_foreign_key_has_an_index(&service.database).await;
    service.finish().await;
}
