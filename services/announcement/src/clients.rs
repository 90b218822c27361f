//! Calls to scoring.

use chassis::client::ServiceChannel;
use fest_proto::scoring::v1::{GetSealedContentRequest, seal_service_client::SealServiceClient};
use proof::Salt;
use uuid::Uuid;

use crate::{
    domain::{Refusal, result::Handed},
    error::Error,
};

/// Who holds sealed content until its release.
#[derive(Clone)]
pub struct Scoring(ServiceChannel);

impl Scoring {
    /// Over this channel.
    #[must_use]
    pub fn new(channel: ServiceChannel) -> Self {
        Self(channel)
    }

    /// The content of a category, when scoring lets it go.
    ///
    /// # Errors
    /// [`Error::NotReleased`] with scoring's reason, [`Error::Scoring`] when it does not answer, [`Refusal::SealBroken`] for a salt that is none.
    pub async fn sealed_content(&self, category_id: Uuid) -> Result<Handed, Error> {
        let request = GetSealedContentRequest {
            category_id: category_id.to_string(),
        };
        let answer = SealServiceClient::new(self.0.clone())
            .get_sealed_content(request)
            .await
            .map_err(Error::from_scoring)?
            .into_inner();
        let salt = Salt::try_from(answer.salt.as_slice());
        Ok(Handed {
            content: answer.content,
            salt: salt.map_err(|_| Refusal::SealBroken)?,
        })
    }
}
