//! What just happened, said once on the page that a form's redirect leads to. The address carries the code (`?kabar=karya-terkirim`), never the text.

use crate::texts::{Language, Phrase};

macro_rules! notices {
    ($($(#[$doc:meta])* $notice:ident = $code:literal says $key:literal),* $(,)?) => {
        /// A command that went through.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Notice { $($(#[$doc])* $notice),* }

        impl Notice {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$notice),*];

            /// For `?kabar=`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$notice => $code),* }
            }

            /// What [`Notice::code`] gave.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|notice| notice.code() == code)
            }

            pub(super) fn text(self, language: Language) -> Phrase {
                language.say(match self { $(Self::$notice => $key),* })
            }
        }
    };
}

notices! {
    /// An account was made.
    AccountCreated = "akun-dibuat" says "notice-account-created",
    /// The session ended.
    LoggedOut = "keluar" says "notice-logged-out",
    /// A claim was recorded.
    Claimed = "klaim-tercatat" says "notice-claimed",
    /// A claim was made again.
    Revised = "klaim-diperbaiki" says "notice-revised",
    /// A claim was taken back.
    Withdrawn = "klaim-ditarik" says "notice-withdrawn",
    /// A participation has another admin.
    HandedOver = "diserahkan" says "notice-handed-over",
    /// A claim was backed by the body above.
    Endorsed = "didukung" says "notice-endorsed",
    /// A claim was sent back.
    Returned = "dikembalikan" says "notice-returned",
    /// How claims are confirmed was set.
    RuleSet = "aturan-klaim-disimpan" says "notice-rule-set",
    /// A draft was made.
    EntryCreated = "draf-dibuat" says "notice-entry-created",
    /// A draft was saved.
    EntrySaved = "draf-tersimpan" says "notice-entry-saved",
    /// An entry was handed in.
    EntrySubmitted = "karya-terkirim" says "notice-entry-submitted",
    /// An edition was made.
    EditionCreated = "edisi-dibuat" says "notice-edition-created",
    /// A draft of an edition was saved.
    EditionSaved = "rancangan-tersimpan" says "notice-edition-saved",
    /// A date was moved.
    DateMoved = "tanggal-dipindahkan" says "notice-date-moved",
    /// An edition was archived.
    EditionArchived = "edisi-diarsipkan" says "notice-edition-archived",
    /// A category was saved.
    CategorySaved = "kategori-tersimpan" says "notice-category-saved",
    /// A category was removed.
    CategoryRemoved = "kategori-dihapus" says "notice-category-removed",
    /// The edition was locked.
    EditionLocked = "aturan-terkunci" says "notice-edition-locked",
    /// A claim was verified.
    Verified = "terverifikasi" says "notice-verified",
    /// A channel was declared.
    ChannelDeclared = "kanal-dinyatakan" says "notice-channel-declared",
    /// A channel was taken back.
    ChannelRemoved = "kanal-dihapus" says "notice-channel-removed",
    /// A channel was confirmed.
    ChannelVerified = "kanal-terverifikasi" says "notice-channel-verified",
    /// A channel was sent back.
    ChannelReturned = "kanal-dikembalikan" says "notice-channel-returned",
    /// Somebody was nominated.
    PersonNominated = "orang-diusulkan" says "notice-person-nominated",
    /// A person was erased.
    PersonErased = "orang-dihapus" says "notice-person-erased",
    /// The address is the visitor's.
    AddressVerified = "surel-dipastikan" says "notice-address-verified",
    /// Another mail goes to the visitor's address.
    VerificationRequested = "surel-dikirim" says "notice-verification-requested",
    /// A mail goes to the address, if it is somebody's.
    ResetRequested = "kode-diminta" says "notice-reset-requested",
    /// The same, where no mail is sent.
    ResetUnsent = "kode-tidak-dikirim" says "notice-reset-unsent",
    /// A code gave another password.
    PasswordReset = "sandi-diatur-ulang" says "notice-password-reset",
    /// The password is another one.
    PasswordChanged = "sandi-diganti" says "notice-password-changed",
    /// One session ended.
    SessionEnded = "sesi-diakhiri" says "notice-session-ended",
    /// All sessions but this one ended.
    SessionsEnded = "sesi-lain-diakhiri" says "notice-sessions-ended",
    /// The account is no more.
    AccountErased = "akun-dihapus" says "notice-account-erased",
    /// A body got another name or code.
    OrganisationRenamed = "organisasi-berganti-nama" says "notice-organisation-renamed",
    /// A body took the place of another.
    OrganisationMerged = "organisasi-digabung" says "notice-organisation-merged",
    /// A body is no more.
    OrganisationRetired = "organisasi-nonaktif" says "notice-organisation-retired",
    /// A body is called something besides.
    AliasAdded = "nama-lain-tersimpan" says "notice-alias-added",
    /// A file of counts was loaded.
    Imported = "impor-tersimpan" says "notice-imported",
    /// A file of organisations was loaded.
    OrganisationsImported = "organisasi-diimpor" says "notice-organisations-imported",
    /// An import was taken back.
    OrganisationsRestored = "organisasi-dikembalikan" says "notice-organisations-restored",
    /// Counts were frozen.
    Frozen = "angka-dibekukan" says "notice-frozen",
    /// A juror was appointed.
    JudgeAppointed = "juri-ditunjuk" says "notice-judge-appointed",
    /// A juror got an entry.
    Assigned = "juri-ditugaskan" says "notice-assigned",
    /// A sheet was saved.
    SheetSaved = "lembar-tersimpan" says "notice-sheet-saved",
    /// A sheet was handed in.
    SheetSubmitted = "lembar-terkirim" says "notice-sheet-submitted",
    /// A category was sealed.
    Sealed = "tersegel" says "notice-sealed",
    /// A release was approved.
    Approved = "disetujui" says "notice-approved",
    /// An approval was taken back.
    ApprovalWithdrawn = "persetujuan-ditarik" says "notice-approval-withdrawn",
    /// A category was revealed.
    Revealed = "diumumkan" says "notice-revealed",
}
