//! A juror was appointed: entries can be given to them.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::JudgeAppointed;

use crate::{foreign, foreign::Known, store::copy};

/// Keeps the copies of judges.
pub struct JudgeAppointedConsumer;

#[tonic::async_trait]
impl Consumer for JudgeAppointedConsumer {
    type Event = JudgeAppointed;
    type Prepared = ();
    const NAME: &'static str = "scoring-judge-appointed";

    async fn prepare(&self, _: &JudgeAppointed) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: JudgeAppointed,
        (): (),
    ) -> Result<(), Failure> {
        let judge = foreign::judge(event.judge.unwrap_or_default())?;
        copy::keep(conn, &Known::Judge(judge)).await?;
        Ok(())
    }
}
