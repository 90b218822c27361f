//! The addresses of claims, their progress, and invitations.

use super::{list, own, review};
use crate::{
    admission::rpc,
    routes::{Pages, incoming, invitation, progress, reminder},
};

/// Adds them.
pub fn add(pages: Pages) -> Pages {
    invitations(checked(owned(pages)))
}

fn owned(pages: Pages) -> Pages {
    let service = || {
        rpc!(
            "registration",
            "ParticipationService",
            "ReviseParticipation"
        )
    };
    let page = "/peserta-saya/{participation}";
    pages
        .page(page, service(), own::show)
        .file_form(
            "/peserta-saya/{participation}/perbaiki",
            page,
            service(),
            incoming::LIMIT,
            own::revise,
        )
        .form(
            "/peserta-saya/{participation}/tarik",
            page,
            rpc!(
                "registration",
                "ParticipationService",
                "WithdrawParticipation"
            ),
            own::withdraw,
        )
        .file_form(
            "/peserta-saya/{participation}/serahkan",
            page,
            service(),
            incoming::LIMIT,
            own::hand_over,
        )
        .form(
            "/ruang-peserta/dukung",
            "/ruang-peserta",
            rpc!(
                "registration",
                "ParticipationService",
                "EndorseParticipation"
            ),
            own::endorse,
        )
}

fn checked(pages: Pages) -> Pages {
    let send_back = || {
        rpc!(
            "registration",
            "ParticipationService",
            "ReturnParticipation"
        )
    };
    let page = "/panitia/pengajuan/{participation}";
    pages
        .page("/panitia/pengajuan", send_back(), list::show)
        .page(page, send_back(), review::show)
        .form(
            "/panitia/pengajuan/{participation}/verifikasi",
            page,
            rpc!(
                "registration",
                "ParticipationService",
                "VerifyParticipation"
            ),
            review::verify,
        )
        .form(
            "/panitia/pengajuan/{participation}/kembalikan",
            page,
            send_back(),
            review::send_back,
        )
        .file_form(
            "/panitia/pengajuan/{participation}/serahkan",
            page,
            send_back(),
            incoming::LIMIT,
            review::hand_over,
        )
}

fn invitations(pages: Pages) -> Pages {
    let rule = || {
        rpc!(
            "registration",
            "ParticipationService",
            "SetParticipationRule"
        )
    };
    let invite = || rpc!("registration", "InvitationService", "CreateInvitations");
    let open = || rpc!("registration", "InvitationService", "OpenInvitation");
    let board = "/panitia/kemajuan";
    let silent = "/panitia/belum-menjawab";
    let remind = rpc!("registration", "ReminderService", "SendReminders");
    pages
        .page(board, rule(), progress::show)
        .form(board, board, rule(), progress::set_rule)
        .page(silent, invite(), progress::silent)
        .page("/panitia/kemajuan.xlsx", invite(), progress::file)
        .form("/panitia/pengingat", silent, remind, reminder::send)
        .form("/panitia/undangan", silent, invite(), invitation::create)
        .page("/undangan", open(), invitation::show)
        .form("/undangan", "/undangan", open(), invitation::open)
}
