use proof::{Digest, Salt, commit};
use proptest::prelude::*;

#[test]
fn a_commitment_is_the_sha_256_of_salt_and_content() {
    let of_32_zero_bytes = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
    assert_eq!(
        commit(&Salt::new([0; 32]), b"").to_string(),
        of_32_zero_bytes
    );
    let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(Digest::of(b"abc").to_string(), of_abc);
}

#[test]
fn a_digest_has_one_text() {
    let text = "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925";
    assert_eq!(text.parse::<Digest>().unwrap().to_string(), text);
    for other in [
        &text.to_uppercase(),
        &text[1..],
        &format!("{text}00"),
        &text.replace('6', "g"),
        "",
    ] {
        assert!(other.parse::<Digest>().is_err(), "{other}");
    }
}

#[test]
fn a_salt_does_not_show_in_a_log() {
    assert_eq!(format!("{:?}", Salt::new([7; 32])), "Salt(..)");
}

#[test]
fn a_salt_has_32_bytes() {
    assert_eq!(Salt::try_from(&[7; 32][..]), Ok(Salt::new([7; 32])));
    assert!(Salt::try_from(&[7; 31][..]).is_err());
    assert!(Salt::try_from(&[7; 33][..]).is_err());
}

proptest! {
    #[test]
    fn a_commitment_matches_its_own_salt_and_content_alone(
        salt in any::<[u8; 32]>(), content in prop::collection::vec(any::<u8>(), 1..200), place in any::<prop::sample::Index>(), flip in 1u8..,
    ) {
        let root = commit(&Salt::new(salt), &content);
        prop_assert!(root.matches(&Salt::new(salt), &content));

        let mut other_content = content.clone();
        other_content[place.index(content.len())] ^= flip;
        prop_assert!(!root.matches(&Salt::new(salt), &other_content));

        let mut other_salt = salt;
        other_salt[place.index(32)] ^= flip;
        prop_assert!(!root.matches(&Salt::new(other_salt), &content));
    }

    #[test]
    fn digest_and_salt_are_read_back_as_themselves(bytes in any::<[u8; 32]>()) {
        let (salt, digest) = (Salt::new(bytes), Digest::of(&bytes));
        prop_assert_eq!(salt.to_string().parse::<Salt>(), Ok(salt));
        prop_assert_eq!(Digest::try_from(&digest.as_bytes()[..]), Ok(digest));
        let json = serde_json::to_string(&digest).unwrap();
        prop_assert_eq!(json.clone(), format!("\"{digest}\""));
        prop_assert_eq!(serde_json::from_str::<Digest>(&json).unwrap(), digest);
    }
}
