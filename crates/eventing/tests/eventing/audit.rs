//! Who did what stands in a chain, and whoever touches it is found out.

use chassis::{
    caller::{Caller, Context},
    token::{KeySet, SigningKey},
};
use chrono::DateTime;
use diesel::{QueryableByName, sql_types::Text};
use diesel_async::RunQueryDsl;
use eventing::{
    audit::{
        self, Linker,
        keep::{self, Keeper, Kept},
        verify,
    },
    idempotency::{self, Key, KeyError},
};
use fest_proto::registration::v1::AuditCheckpointed;
use testkit::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::stage::{Stage, stage};

#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// A stage with a table of facts, a key that signs, and another service's database.
pub struct Scene {
    pub stage: Stage,
    key: SigningKey,
    elsewhere: TestDatabase,
}

pub async fn scene() -> Scene {
    let stage = stage().await;
    stage
        .sql("CREATE TABLE thing (id text PRIMARY KEY, name text NOT NULL); SELECT after_migrations()")
        .await;
    Scene {
        stage,
        key: SigningKey::generate("registration").expect("key"),
        elsewhere: testkit::database("eventing", vec![eventing::MIGRATIONS]).await,
    }
}

fn context() -> Context {
    Context {
        caller: Caller::Service("gateway".to_owned()),
        arrival: DateTime::UNIX_EPOCH,
        address: None,
        rpc: "fest.test.v1.ThingService/Do".to_owned(),
    }
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

impl Scene {
    /// A command that does this.
    pub async fn command(&self, sql: &str) {
        let id = self.stage.clock.new_id().to_string();
        let key = Key::of(&context(), &id, &()).expect("key");
        let mut conn = self.stage.conn().await;
        let done = idempotency::once(&mut conn, &self.stage.clock, &key, async |conn| {
            diesel::sql_query(sql).execute(conn).await?;
            Ok::<_, Refusal>(())
        });
        done.await.expect("done");
    }

    pub async fn commands(&self, count: usize) {
        for number in 1..=count {
            let sql = format!("INSERT INTO thing VALUES ('thing-{number}', 'a')");
            self.command(&sql).await;
        }
    }

    fn linker(&self) -> Linker<AuditCheckpointed> {
        let (pool, clock) = (self.stage.database.pool.clone(), self.stage.clock.clone());
        Linker::new(pool, clock, self.key.clone())
    }

    pub async fn extend(&self) {
        while self.linker().extend().await.expect("chained") {}
    }

    /// Signs a checkpoint, and has it kept elsewhere.
    async fn checkpoint(&self) {
        self.linker().checkpoint().await.expect("signed");
        self.stage.relay_all().await;
        let stopping = CancellationToken::new();
        let keeper = Keeper::<AuditCheckpointed>::default();
        let (pool, jetstream) = (&self.elsewhere.pool, &self.stage.jetstream);
        let keeper = self.stage.consumer_on(keeper, pool, jetstream);
        let keeping = tokio::spawn(keeper.run_until(stopping.clone()));
        let own = self.kept(&self.stage.database).await.len();
        testkit::wait_for("a kept checkpoint", crate::stage::LIMIT, async || {
            let kept = self.kept(&self.elsewhere).await.len();
            (kept == own).then_some(()).ok_or(kept)
        })
        .await;
        stopping.cancel();
        keeping.await.expect("keeper");
    }

    async fn kept(&self, database: &TestDatabase) -> Vec<Kept> {
        let mut conn = database.pool.get().await.expect("connection");
        keep::list(&mut conn, None).await.expect("checkpoints")
    }

    /// What the check says, with the checkpoints that were kept elsewhere: the number of rows, or the fault.
    async fn verdict(&self) -> Result<i64, String> {
        let keys = KeySet::new(vec![self.key.public()]).expect("keys");
        let elsewhere = self.kept(&self.elsewhere).await;
        let mut conn = self.stage.conn().await;
        let said = verify::verify(&mut conn, "registration", &keys, &elsewhere).await;
        said.expect("readable").map(|head| head.count)
    }

    /// Rows of a table as text, each column but the random ones.
    async fn rows(&self, columns: &str, table: &str) -> Vec<String> {
        let query = format!("SELECT concat_ws(' ', {columns}) AS line FROM {table} ORDER BY 1");
        let mut conn = self.stage.conn().await;
        let lines: Vec<Line> = diesel::sql_query(query)
            .load(&mut conn)
            .await
            .expect("rows");
        lines.into_iter().map(|line| line.line).collect()
    }

    /// Has the whole chain computed anew, by whoever holds this database and its programs.
    async fn compute_anew(&self) {
        self.stage
            .sql(
                "INSERT INTO audit_pending SELECT r.id, at, actor, rpc, subject, trace_id, salt, before_hash, after_hash
                     FROM audit_row r JOIN audit_salt USING (number);
                 DELETE FROM audit_checkpoint; DELETE FROM audit_salt; DELETE FROM audit_row",
            )
            .await;
        self.extend().await;
    }
}

const WHAT: &str =
    "number, actor, rpc, subject, (before_hash IS NOT NULL)::int, (after_hash IS NOT NULL)::int";

#[tokio::test]
async fn a_command_leaves_one_row_that_says_who_did_what_to_which_thing() {
    let scene = scene().await;
    scene
        .command("INSERT INTO thing VALUES ('one', 'a'), ('two', 'a')")
        .await;
    scene
        .command("UPDATE thing SET name = 'b' WHERE id = 'two'")
        .await;
    scene.command("DELETE FROM thing WHERE id = 'one'").await;
    scene.extend().await;
    let by = "service:gateway fest.test.v1.ThingService/Do";
    assert_eq!(
        scene.rows(WHAT, "audit_row").await,
        [
            format!("1 {by} thing:one 0 1"),
            format!("2 {by} thing:two 1 1"),
            format!("3 {by} thing:one 1 0"),
        ]
    );
    assert_eq!(scene.verdict().await, Ok(3));
}

#[tokio::test]
async fn a_command_that_changes_nothing_leaves_no_row() {
    let scene = scene().await;
    scene.command("UPDATE thing SET name = 'b'").await;
    scene
        .command("INSERT INTO edition_copy VALUES ('foreign', 1)")
        .await;
    assert_eq!(scene.stage.count("audit_pending").await, 0);
}

#[tokio::test]
async fn the_hashes_are_of_salt_and_values() {
    let scene = scene().await;
    scene.command("INSERT INTO thing VALUES ('one', 'a')").await;
    scene.command("UPDATE thing SET name = 'b'").await;
    let of = |row: &str| {
        format!("sha256(convert_to(encode(salt, 'hex') || 'thing' || '{row}', 'UTF8'))")
    };
    let (before, after) = (of("(one,a)"), of("(one,b)"));
    let fits = format!("audit_pending WHERE before_hash = {before} AND after_hash = {after}");
    assert_eq!(scene.stage.count(&fits).await, 1);
    assert_eq!(
        scene
            .stage
            .count("(SELECT DISTINCT salt FROM audit_pending) s")
            .await,
        2
    );
}

#[tokio::test]
async fn a_read_is_a_row_as_well() {
    let scene = scene().await;
    let mut conn = scene.stage.conn().await;
    audit::read(&mut conn, &scene.stage.clock, &context(), "category:seven")
        .await
        .expect("written");
    scene.extend().await;
    let by = "service:gateway fest.test.v1.ThingService/Do";
    assert_eq!(
        scene.rows(WHAT, "audit_row").await,
        [format!("1 {by} category:seven 0 0")]
    );
    assert_eq!(scene.verdict().await, Ok(1));
}

#[tokio::test]
async fn linkers_side_by_side_make_one_chain() {
    let scene = scene().await;
    scene.commands(30).await;
    let (first, second) = (scene.linker(), scene.linker());
    let (first, second) = tokio::join!(first.extend(), second.extend());
    first.and(second).expect("chained");
    assert_eq!(scene.verdict().await, Ok(30));
}

#[tokio::test]
async fn a_changed_row_is_named() {
    let scene = scene().await;
    scene.commands(20).await;
    scene.extend().await;
    scene
        .stage
        .sql("UPDATE audit_row SET actor = 'service:nobody' WHERE number = 7")
        .await;
    assert_eq!(
        scene.verdict().await,
        Err("row 7 is not what was chained".to_owned())
    );
}

#[tokio::test]
async fn a_row_removed_from_the_middle_is_named() {
    let scene = scene().await;
    scene.commands(20).await;
    scene.extend().await;
    scene
        .stage
        .sql("DELETE FROM audit_salt WHERE number = 7; DELETE FROM audit_row WHERE number = 7")
        .await;
    assert_eq!(scene.verdict().await, Err("row 7 is missing".to_owned()));
}

#[tokio::test]
async fn the_last_ten_rows_are_missed() {
    let scene = scene().await;
    scene.commands(20).await;
    scene.extend().await;
    scene.checkpoint().await;
    assert_eq!(scene.verdict().await, Ok(20));
    scene
        .stage
        .sql("DELETE FROM audit_checkpoint; DELETE FROM audit_salt WHERE number > 10; DELETE FROM audit_row WHERE number > 10")
        .await;
    assert_eq!(
        scene.verdict().await,
        Err("rows 11 to 20 are missing from the end".to_owned())
    );
}

#[tokio::test]
async fn a_chain_computed_anew_is_found_by_the_first_checkpoint_that_knows_another() {
    let scene = scene().await;
    scene.commands(10).await;
    scene.extend().await;
    scene.checkpoint().await;
    scene.command("UPDATE thing SET name = 'b'").await;
    scene.command("UPDATE thing SET name = 'c'").await;
    scene.extend().await;
    scene.checkpoint().await;
    scene.compute_anew().await;
    assert_eq!(scene.verdict().await, Ok(12), "nothing was changed yet");
    scene
        .stage
        .sql("UPDATE audit_row SET actor = 'service:nobody' WHERE number = 11")
        .await;
    scene.compute_anew().await;
    let said = scene.verdict().await.expect_err("found");
    assert_eq!(
        said,
        "between row 11 and row 12 the chain was computed anew: the checkpoint of row 12 knows another"
    );
}

#[tokio::test]
async fn a_checkpoint_that_its_service_did_not_sign_is_named() {
    let scene = scene().await;
    scene.commands(2).await;
    scene.extend().await;
    scene.checkpoint().await;
    scene
        .stage
        .sql("UPDATE audit_checkpoint SET signed_at = signed_at - interval '1 day'")
        .await;
    let said = scene.verdict().await.expect_err("found");
    assert_eq!(
        said,
        "the checkpoint of row 2 is not signed by registration"
    );
}

#[tokio::test]
async fn nothing_new_gives_no_checkpoint() {
    let scene = scene().await;
    scene.linker().checkpoint().await.expect("nothing to sign");
    scene.commands(1).await;
    scene.extend().await;
    for _ in 0..2 {
        scene.linker().checkpoint().await.expect("signed");
    }
    assert_eq!(scene.kept(&scene.stage.database).await.len(), 1);
    assert_eq!(scene.stage.count("outbox").await, 1);
}

#[tokio::test]
async fn who_is_forgotten_takes_the_salts_and_leaves_the_chain() {
    let scene = scene().await;
    scene
        .command("INSERT INTO thing VALUES ('ani', 'Ani'), ('budi', 'Budi')")
        .await;
    scene
        .command("UPDATE thing SET name = 'Budi B.' WHERE id = 'budi'")
        .await;
    scene.extend().await;
    scene
        .command("UPDATE thing SET name = 'Ani R.' WHERE id = 'ani'")
        .await;
    let id = scene.stage.clock.new_id().to_string();
    let key = Key::of(&context(), &id, &()).expect("key");
    let mut conn = scene.stage.conn().await;
    let erased = idempotency::once(&mut conn, &scene.stage.clock, &key, async |conn| {
        diesel::sql_query("UPDATE thing SET name = '-' WHERE id = 'ani'")
            .execute(conn)
            .await?;
        audit::forget(conn, &["ani".to_owned()]).await?;
        Ok::<_, Refusal>(())
    });
    erased.await.expect("erased");
    scene.extend().await;
    assert_eq!(scene.rows("number", "audit_salt").await, ["2"]);
    assert_eq!(scene.verdict().await, Ok(4));
    // The next command on this connection is remembered as before.
    drop(conn);
    scene
        .command("UPDATE thing SET name = 'Budi' WHERE id = 'budi'")
        .await;
    scene.extend().await;
    assert_eq!(scene.rows("number", "audit_salt").await, ["2", "5"]);
}
