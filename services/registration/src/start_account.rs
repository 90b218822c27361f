//! The first committee account: everybody else gets roles from the committee, so somebody has to be there before it.

use chassis::{
    caller::{Caller, Context},
    clock::Clock,
    pool::Pool,
};
use diesel_async::AsyncConnection;
use eventing::audit;
use uuid::Uuid;

use crate::{domain::account::SignUp, error::Error, passwords::Passwords, store};

/// Who it is for.
#[derive(Clone)]
pub struct NewAccount {
    /// Log-in name.
    pub email: String,
    /// How pages address the person.
    pub display_name: String,
    /// At least 12 characters.
    pub password: String,
}

/// Makes the first account with the role committee, and gives its id.
///
/// # Errors
/// `COMMITTEE_EXISTS` when there is one already, `EMAIL_TAKEN`, what is wrong with a field, or what the database says.
pub async fn start_account(pool: &Pool, clock: &Clock, new: NewAccount) -> Result<Uuid, Error> {
    let sign_up = SignUp::parse(&new.email, &new.display_name, new.password, "")?;
    let hash = Passwords::new()?.hash(sign_up.password.clone()).await?;
    let mut conn = pool.get().await?;
    let account = conn
        .transaction::<_, Error, _>(async |conn| {
            let account =
                store::account::create_first_committee(conn, clock, &sign_up, &hash).await?;
            audit::changed(conn, clock, &by_command(clock)).await?;
            Ok(account)
        })
        .await?;
    Ok(account.id)
}

/// Nobody called: the program did it, by its own command.
fn by_command(clock: &Clock) -> Context {
    Context {
        caller: Caller::Service("registration".to_owned()),
        arrival: clock.now(),
        address: None,
        rpc: "create-committee-account".to_owned(),
    }
}
