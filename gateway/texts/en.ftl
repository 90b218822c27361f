# Texts of the pages, English. The same keys are in id.ftl; there is no markup here.
## Shell: header, navigation, footer
brand-name = Digital Awards
brand-place = Bekasi Regency
title-suffix = { $event }, Bekasi Regency
title-refused = Error:
skip = Skip to content
language = Language
example-time = Example time
example-time-more = Part of the schedule is invented.
organiser = Organised by the Communication, Informatics, Cipher and Statistics Department of Bekasi Regency
foot-schedule = Schedule
foot-api = Data and API
menu-of = { "" }, account of { $name }
log-in = Log in
log-out = Log out
nav-label = Main
nav-label-committee = Committee room
nav-label-leadership = Leadership room
nav-label-juror = Juror room
nav-label-plenary = Plenary room
nav-label-participant = Participant room
nav-home = Home
nav-categories = Categories
nav-participants = Participants
nav-results = Results
nav-overview = Overview
nav-claim = Claim
nav-board = Board
nav-sheets = Score sheets
nav-sheets-short = Scores
nav-plenary = Plenary
nav-plenary-short = Plenary
nav-approval = Approvals
nav-approval-short = Approve
nav-audit = Audit trail
nav-waiting = waiting

## Said everywhere
next-step = Next step
next-page = Next
previous-page = Previous
first-page = To the first page
paging-label = Pages of the list
cancel = Cancel
find = Search
reload = Reload
not-shown = Unavailable
empty-value = Not filled in
code = code { $code }
of = { $part } of { $whole }
of-hundred = out of 100
weight = weight { $weight }
saved-at = Saved { $at }
either = { $one } or { $other }
shown-of = { $shown } of { $total } shown
shown-range = { $first }–{ $last } of { $total }
step-of = Step { $step } of { $steps }
form-refused = { $count ->
    [one] There is one thing to correct
   *[other] There are { $count } things to correct
  }
organisations = { $count ->
    [one] { $count } organisation
   *[other] { $count } organisations
  }
categories = { $count ->
    [one] { $count } category
   *[other] { $count } categories
  }
places = { $count ->
    [one] { $count } place
   *[other] { $count } places
  }
winners = { $count ->
    [one] { $count } award recipient
   *[other] { $count } award recipients
  }
jurors = { $count ->
    [one] { $count } juror
   *[other] { $count } jurors
  }
entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
  }
partial-title = Some data is unavailable.
partial-rest = The rest of this page is complete.
part-name-registration = Registration
part-name-submission = Entries and reports
part-name-scoring = Scoring
part-name-announcement = Announcement
part-registration = Registration does not answer.
part-submission = Entries and reports do not answer.
part-scoring = Scoring does not answer.
part-announcement = Announcement does not answer.
example-title = Example judgements.
example-more = The scores and the order on this page are invented, not a contest’s result.
example-word = example
proposal = Proposal
proposal-title = { $count ->
    [one] One category is still a proposal.
   *[other] { $count } categories are still proposals.
  }
proposal-this = This category is still a proposal.
proposal-more = This list is a proposal: the organiser has not published the official one.

## Kinds, fields, ways in
kind-perangkat-daerah = Department
kind-uptd = Technical unit
kind-kecamatan = District
kind-kelurahan = Urban village
kind-desa = Village
kind-bumd = County company
kind-instansi = Institution
kind-other = { $kind }
organisation-kind = { $kind }
organisation-kind-in = { $kind }, { $district } District
field-ikp = Public information and communication
field-tik = Digital government
field-statistik = Sectoral statistics
field-persandian = Information security
intake-monitored = Monitored, nobody registers
intake-entered = By entry or nomination
intake-assessed = Self-assessment with evidence

## States
phase-draft = Draft
phase-locked = Rules locked
phase-open = Open
phase-closed = Closed
phase-archived = Archived
role-participant = participant
role-committee = committee
role-leadership = leadership
role-juror = juror
role-operator = operator
role-plenary = plenary
role-none = none yet
claim-claimed = Awaiting verification
claim-endorsed = Endorsed by the body above
claim-verified = Verified
claim-returned = Returned
claim-withdrawn = Withdrawn
channel-declared = Awaiting verification
channel-verified = Verified
channel-returned = Returned
entry-draft = Draft
entry-submitted = Submitted
sheet-empty = Empty
sheet-saved = Draft
sheet-submitted = Submitted
stage-intake = Intake
stage-judging = Judging
stage-decidable = Ready to decide
stage-sealed = Sealed
stage-approved = Approved
stage-revealed = Announced
step-monitoring = Monitoring begins
step-open = Entries open
step-judging = Judging, plenary and seal
step-announcement = Announcement
step-done = done
step-now = going on now
countdown-left = { $left } left
countdown-opens = Entries open { $date }
countdown-closes = Registration, entries and monitoring close { $date }
countdown-announces = Results are announced { $date }

## Home
home-lead = Awards for the organisations and admins of Bekasi Regency who are quickest to inform citizens, answer their reports and open data to them.
home-no-edition = No edition yet
home-no-edition-more = Categories and schedule appear here once the committee makes the first edition.
home-over = The day of the announcement has come
home-over-more = The announcement is planned for { $date }. Results appear category by category once revealed.
home-results = See the results
home-see-categories = { $count ->
    [one] See { $count } category
   *[other] See { $count } categories
  }
find-title = Find your organisation
find-label = Name of a village, district, department, health centre or county company
find-by-kind = Or browse by kind:
schedule = Schedule
ways-title = Three ways to take part
way-monitored = Monitored
way-monitored-more = No registration needed. Social media and SP4N-LAPOR! reports are measured from the start of the monitored period.
way-entered = Entering a work
way-entered-more = Reels on the county’s development and achievements, and nominations of admins and officials. The arrival of every entry is recorded.
way-assessed = Assessing yourselves
way-assessed-more = E-government, sectoral statistics and information security. Choose a level, attach evidence, and an assessor checks.
categories-none = No categories yet
categories-none-more = The committee has not added categories to this edition.
categories-all = All categories
measured-title = Who is measured
measured-more = { $count ->
    [one] { $count } organisation. Each kind is compared with its own.
   *[other] { $count } organisations. Each kind is compared with its own.
  }

## Category
category-rules = Rules of the category
category-intake = Way in
category-levels = Kinds of organisation
category-places = Number of places
category-enter = Submit an entry
rubric = Criteria and weights
rubric-rules = Scoring rules
rubric-none = The criteria of this category are not published yet. Without criteria it cannot be judged.
rubric-ties = A tie is broken by the criteria in their order; what is still equal shares the rank.
column-criterion = Criterion
column-source = Where the score comes from
column-weight = Weight
source-juror = Jurors, scores from { $minimum } to { $maximum }
source-measured = { $volume ->
    [one] { $measure }; { $floor } scores zero, { $target } scores full, at least { $volume } report
   *[other] { $measure }; { $floor } scores zero, { $target } scores full, at least { $volume } reports
  }
measure-follow-up = Reports followed up
measure-resolved = Reports resolved

## Participants
participants-title = Participants
participants-lead = Every organisation that may take part. A name always carries its kind, since villages and districts may share names.
participants-search = Search participants
participants-query = Name or code
participants-kind = Kind of organisation
participants-every-kind = Every kind
participants-match = matching “{ $query }”
participants-none = Nothing matches
participants-none-more = No organisation matches “{ $query }”. Try part of the name; spaces and capitals do not count.
participants-none-at-all = The list of organisations is not imported yet. The committee imports it before entries open.
participants-all = See all
participants-district = District
participants-every-district = Every district
participants-by-district = By district
district-count = { $count ->
    [one] { $count } district
   *[other] { $count } districts
  }
participants-near = Nothing is exactly “{ $query }”. These are the nearest.
organisations-word = organisations
column-organisation = Organisation
column-code = Code
column-category = Category
column-action = Action

## Log-in and sign-up
log-in-lead = For organisations’ admins, committee, jurors and leadership. Seeing results needs no log-in.
log-in-no-account = Register an organisation
sign-up = Sign up
sign-up-lead = Make your account first, then claim the organisation you speak for with a decree.
sign-up-closed = Organisations can no longer be claimed. Results can be seen without an account.
sign-up-asked = The committee asked you to create an account
sign-up-do = Make account
sign-up-have-account = I have an account
field-email = E-mail
field-email-hint = Used to log in. A private address is fine if your office has none.
field-password = Password
field-password-hint = At least 12 characters. A few words that you remember are enough.
field-display-name = Your name
field-display-name-hint = As in the decree, so that the committee knows you.

## Claim
claim-find-title = Find your organisation
claim-find-lead = Choose the organisation you speak for as its admin.
claim-hits = { $count ->
    [one] { $count } organisation matches “{ $query }”
   *[other] { $count } organisations match “{ $query }”
  }
claim-no-hits = Try part of the name; spaces and capitals do not count. If it still is not there, contact the committee.
claim-choose = Choose
claim-narrow = Only some are shown. Type more letters to narrow it down.
claim-title = Claim the organisation
claim-decree-lead = Name the decree that appoints you as admin. The committee checks it.
claim-change = Change organisation
field-decree-number = Number of the decree
field-decree-number-hint = For example 141/17/SK/2024.
field-decree-date = Date of the decree
field-decree-signer = Signed by
field-decree-signer-hint = Name and office, for example Head of Sukawangi District.
field-decree-file = Scan of the decree
field-decree-file-hint = PDF, PNG or JPEG, at most 10 MB. May follow later.
decree-file-kept = The scan uploaded already
decree-file-none = None yet
decree-file-open = Open the scan
decree-file-unshown = This browser does not show it here. Open the scan.
claim-do = Submit claim
claim-has-admins = { $count ->
    [one] This organisation already has { $count } verified admin.
   *[other] This organisation already has { $count } verified admins.
  }
claim-has-admins-more = You can still claim as a further admin. If you replace that admin, ask them to hand over, so that the entries move along.
claim-closed-more = Organisations can no longer be claimed in this edition. Claims and entries that are there can still be read.
claim-after = Your claim then awaits the committee’s verification. You can submit entries once it is verified.
field-invitation-code = Invitation code
field-invitation-code-hint = Eight letters and digits on the letter, such as ACDE-2345.
field-invitation-code-optional = If your organisation received a letter. May stay empty.

## Participant’s overview
overview-title = Participant’s overview
overview-lead = The organisations you speak for, your entries, and what comes next.
claims-title = Your organisations
claims-none = You have not claimed an organisation.
claim-another = Claim another
claim-decree = Decree { $number }, claimed { $date }
endorsable-title = Waiting for your endorsement
endorse-do = Endorse
entries-title = Your entries
entries-none = No entries yet.
entry-untitled = Untitled entry
entry-submitted-at = Arrived { $at }
openings-title = Categories you can enter
opening-begin = Begin entry
step-claim = Claim your organisation
step-claim-more = Name the decree that appoints you as admin.
step-elsewhere = Your work is in another room
step-elsewhere-more = This account does not represent a participating organisation.
step-elsewhere-do = To my room
step-returned = Put your claim right
step-returned-more = The committee returned the claim for { $organisation }. Read why, then claim again.
step-returned-do = Put it right
step-endorse = Check claims below your organisation
step-endorse-more = Endorse the claims that do come from bodies below yours; the committee waits for that.
step-endorse-do = See the claims
step-wait = Wait for the committee’s verification
step-wait-more = Your claim is being checked. Meanwhile, read the criteria of the categories.
step-read-do = Read the criteria
step-draft = Finish your draft
step-draft-more = Your entry for { $category } is not submitted yet.
step-draft-do = Continue draft
step-begin = Submit an entry
step-begin-more = Your organisation is verified. Choose a category and begin a draft.
step-begin-do = Choose a category
step-nothing = Nothing to do right now
step-nothing-more = Your entries are recorded, or entries are not open yet. The criteria can be read any time.
step-over = Entries are closed
step-over-more = Your entries can still be read, not changed. Results appear once announced.

## One claim, its history, invitations
participation-title = Claim on { $organisation }
returned-title = Returned by the committee:
withdrawn-title = You withdrew this claim.
withdrawn-more = You may make it again with a decree that holds.
claims-over = This edition takes no more claims.
claims-closed = Registration closed { $at }.
invite-closed = Letters of invitation are no longer made; the list below can still be downloaded.
change-title = Changes
revise-title = Claim again
revise-lead = Put the decree right. The claim then waits to be checked from the start.
revise-do = Claim again
hand-over-title = Hand over to another admin
hand-over-lead-own = The entries go along. Afterwards this page is the new admin’s, and the committee checks the decree.
hand-over-lead = The entries go along and the claim stays as far as it is. First compare the decree that names the new admin.
field-new-admin = New admin’s e-mail
field-new-admin-hint = The person must have an account already.
field-new-decree-hint = The one that names the new admin.
hand-over-do = Hand over
withdraw-title = Withdraw the claim
withdraw-lead = Entries submitted stay as they are; drafts can no longer be submitted.
field-withdraw-reason = Reason
field-withdraw-reason-hint = May stay empty. At most 1,000 characters.
withdraw-do = Withdraw
history-title = History
change-claimed = Claim made
change-revised = Claim made again
change-endorsed = Claim endorsed
change-verified = Claim verified
change-returned = Claim returned
change-withdrawn = Claim withdrawn
change-handed-over = Handed over to { $admin }
change-by = by { $name }
change-by-above = by the body above
change-by-committee = by the committee
invitation-title = Invitation
invitation-closed-more = Codes of invitation can no longer be used. Categories and results can still be seen.
invitation-type = Type the code on your organisation’s letter.
invitation-open = Open the invitation
invitation-for = Invitation to { $event }
invitation-lead = This organisation is invited. Claim it as its admin with the decree that names you.
invitation-answered = This invitation has been answered.
invitation-answered-more = If it was none of your colleagues, ask the committee. An organisation may have several admins.
invitation-not-yours = Your account is not that of an organisation’s admin. The one who is invited opens it with their own.
invitation-sign-up = Make an account
invitation-account = A claim needs an account. You have none? Make one with an e-mail address and a password.
letter-subject = Invitation to take part in { $event }
letter-to = To the head of
letter-body = We invite your organisation to take part in { $event }. Name an admin by decree and register before { $at }.
letter-code = Invitation code
letter-step-open = Scan the picture above, or open { $address } and type the code.
letter-step-account = Make an account with an e-mail address and a password.
letter-step-claim = Claim with number, date and signer of the decree.
letter-note = The code only names your organisation; every claim is checked by the committee.
letter-message = Invitation to { $event } for { $organisation } ({ $kind }). Open { $link }, or open { $address } and type the code { $code }. Registration until { $at }.
letter-forward = Text to forward
letter-forward-do = Forward by WhatsApp

## Channels
channels-title = Channels of the organisation
channels-lead = Where your organisation speaks to citizens. The committee checks each channel; everybody can see the verified ones.
channels-declared = Channels by platform
channels-silent = { $count ->
    [one] { $count } platform has not been declared
   *[other] { $count } platforms have not been declared
  }
channels-nobody = No verified organisation yet
channels-nobody-more = Channels are declared by an admin whom the committee has verified.
channel-add = Add a channel
channel-add-do = Add
channel-none = None
channel-none-do = Declare none
channel-undeclared = Has not declared
channel-remove = Remove
channel-queue-title = Verification of channels
channel-queue-lead = Open the address, then verify, or return with a reason. A declaration of none is checked in the same way.
channel-queue-empty = No channel is here.
channel-count = { $count ->
    [one] { $count } channel
   *[other] { $count } channels
  }
channel-return = Return
channel-return-do = Return channel
field-platform = Platform
field-handle = Handle or address
field-handle-hint = For example @dinkeskabbekasi, the address of the profile, of a website, or a WhatsApp number.
field-channel-reason = Why it is returned
column-channel = Channel
column-state = State
column-declared = Declared
back-to-board = Back to the board

## Persons and one’s own data
persons-title = Nominated persons
persons-lead = Admins and officials who can win themselves. Only name and position are kept, with the person’s consent.
persons-nominated = Nominated
person-list-lead = Name and position only, with the person’s consent, to judge the awards for persons. Do not pass them on.
person-count = { $count ->
    [one] { $count } person
   *[other] { $count } persons
  }
person-list-none = Nobody is nominated in this edition yet. Admins of organisations nominate from their overview.
person-list-erase-more = Erase only if the person asks for it. Name and position are gone and cannot be brought back.
persons-none = Nobody is nominated yet.
persons-nobody = Persons are nominated by an admin whom the committee has verified.
person-add = Nominate somebody
person-add-do = Nominate
person-erased = The data of this person is erased
person-export = Download data
person-erase = Erase data
person-erase-more = Name and position go from every record and cannot be brought back.
person-erase-do = Erase name and position
consent-purpose = What for
consent-retention = How long
consent-given = This person has read and says:
column-consented = Consented
field-person-name = Name
field-position = Position
field-position-hint = For example Head of the Public Service Section.
own-data-title = My account and data
own-data-lead = What is kept of you, and how to take it with you or erase it (Law 27 of 2022).
own-data-kept = What is kept
own-data-kept-more = The file also holds your roles, sessions, claims with the number of their decree, channels and nominations.
own-data-export = Download all my data
own-data-erase = Erase the account
own-data-erase-more = Your name, e-mail, password, roles and sessions go and cannot be brought back. Claims and entries of the organisation stay without your name.
own-data-erase-do = Erase my account
sessions-title = Where you are logged in
session-device = Device
session-device-unknown = Unknown device
session-created = Logged in
session-seen = Last used
session-current = This device
session-end = Log out there
sessions-end-others = Log out everywhere else
second-factor = One-time codes
second-factor-lead = Beside the password, an app on your phone shows six digits that change every 30 seconds. Whoever learns your password still cannot log in.
second-factor-on = Each log-in asks for a code of your app.
second-factor-off = Not in use. With codes of an app, the password alone is not enough to log in.
second-factor-begin = Set up one-time codes
second-factor-begin-more = You need an authenticator app on your phone, for example Aegis, FreeOTP, Google Authenticator or Microsoft Authenticator. All are free and work without signal.
second-factor-begin-do = Begin
second-factor-change = Manage one-time codes
second-factor-since = In use since { $at }.
second-factor-other = Another app or phone
second-factor-scan = Set up the app
second-factor-step-app = Open the authenticator app and choose to add an account.
second-factor-step-scan = Scan the picture below, or type the key.
second-factor-step-code = Type the code that the app then shows.
second-factor-secret = Key, shown this once only
second-factor-here = The app is on this device: open it
second-factor-first = First code
second-factor-first-do = Use one-time codes
second-factor-again = Begin again
second-factor-set = One-time codes are set up. On every other device you are logged out.
recovery-use = No phone at hand? Use a recovery code
recovery-codes = Recovery codes
recovery-codes-lead = If the phone is lost, each of these takes the place of the app’s code once. They are shown this once only.
recovery-codes-of = Recovery codes for { $event }
recovery-codes-copy = Copy or print
recovery-codes-keep = Keep them apart from the phone, for example printed in a locked drawer. Cross out what was used.
recovery-codes-left = { $count ->
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
  }
recovery-codes-other = Make new recovery codes
recovery-codes-done = I have kept them
log-in-code-lead = The password for { $email } is right. Now the code of your app.
log-in-other = Log in with another account
field-one-time-code = Code of the app
field-one-time-code-hint = Six digits. Each code works once.
field-recovery-code = Recovery code
field-recovery-code-hint = Sixteen letters and digits, with or without dashes.
password-change = Change the password
password-change-more = You stay logged in here; everywhere else you are logged out.
password-change-do = Change password
field-current-password = Password until now
field-new-password = New password

## Entry
back-to-overview = Back to overview
entry-heading = Entry
entry-heading-check = Check your entry
entry-heading-submitted = Entry submitted
entry-check-lead = This is how the jurors will read your entry.
entry-check-final = Once submitted, the entry can no longer be changed. Entries close { $at }.
entry-check = Check and submit
entry-save = Save draft
entry-send = Submit entry
entry-change = Change it
entry-time-left = Time left
entry-checklist = Checklist
entry-has-title = Title
entry-has-description = Description
entry-has-link = An https link to the work
entry-facts = What the entry says
entry-number = Entry number
entry-revision = Revision
entry-received = Entry received.
entry-received-at = It arrived { $at }.
entry-submitted-more = Keep the entry number for questions to the committee. Results appear once announced.
entry-closed = Entries are closed.
entry-closed-more = Since { $at }. This draft can still be read, not changed or submitted.
field-title = Title
field-title-hint = At most 200 characters.
field-description = Description
field-description-hint = Say what was made, for whom, and what came of it. At most 4,000 characters.
field-link = Link to the work
field-link-hint = Begins with https:// and opens for anyone.

## Committee’s board
board-title = Committee’s board
board-lists = The committee’s lists
board-phase = Phase
board-next = Next steps
board-look = Look
board-no-edition = Make an edition under Editions, then come back to this board.
board-lock = Lock the rules
board-lock-more = Categories and criteria cannot change after the lock.
board-step-lock = The rules are not locked; entries cannot open
board-step-locked = Rules locked
board-step-claims = { $count ->
    [one] { $count } claim awaits verification
   *[other] { $count } claims await verification
  }
board-step-no-claims = No claim is waiting
board-step-closes = Entries close by themselves { $at }
board-step-closed = Entries closed
board-step-import = { $count ->
    [one] { $count } SP4N-LAPOR! category has no counts
   *[other] { $count } SP4N-LAPOR! categories have no counts
  }
board-step-freeze = { $count ->
    [one] The counts of { $count } category can be frozen
   *[other] The counts of { $count } categories can be frozen
  }
board-step-rubrics = { $count ->
    [one] { $count } category has no criteria
   *[other] { $count } categories have no criteria
  }
board-step-assign = { $count ->
    [one] { $count } category has entries without jurors
   *[other] { $count } categories have entries without jurors
  }
board-step-sheets = { $count ->
    [one] { $count } category awaits its jurors’ sheets
   *[other] { $count } categories await their jurors’ sheets
  }
board-step-decide = { $count ->
    [one] { $count } category is ready for the plenary
   *[other] { $count } categories are ready for the plenary
  }
board-step-approve = { $count ->
    [one] { $count } sealed category awaits two approvals
   *[other] { $count } sealed categories await two approvals
  }
board-step-reveal = { $count ->
    [one] { $count } category can be announced
   *[other] { $count } categories can be announced
  }
board-categories = Categories by stage
board-freeze = Freeze counts
board-reveal = Announce
board-reveal-from = Can be announced from { $at }
category-facts = { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
  } · { $part } of { $whole } sheets submitted
group-committee = For the committee to do
group-committee-more = Start here.
group-unknown-more = Scoring does not answer.
group-rubric = Without criteria
group-rubric-more = Cannot be judged yet.
group-intake-more = Awaiting entries, counts or the close.
group-judging-more = Awaiting the jurors’ sheets.
group-decidable-more = Awaiting the plenary.
group-sealed-more = Awaiting two approvals.
group-approved-more = Awaiting the announcement.
group-revealed-more = Done; the results are open.
queue-title = Verification queue
queue-waiting = { $count } waiting
queue-empty = No claim is waiting. Everything is checked.
queue-check = Check
queue-verify = Verify
review-title = Check the claim on { $organisation }
review-back = Back to the board
review-lead = Compare the decree with the organisation and the person.
review-reason = Last reason:
review-other = If it does not fit
review-has-admins = { $count ->
    [one] This organisation already has { $count } other verified admin.
   *[other] This organisation already has { $count } other verified admins.
  }
review-has-admins-more = Make sure that the decree appoints a further admin, not a replacement.
field-return-reason = Why it goes back
field-return-reason-hint = What is to be put right; its admin reads this sentence. At most 1,000 characters.
return-do = Return
progress-title = Progress of registration
claim-list-title = Claims by state
claim-list-lead = Open a claim to check it, return it, or hand it over to another admin.
claim-list-filter = Filter claims
claim-list-none = No claim is in this state.
claim-list-open = Open
claim-count = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
  }
progress-back = Back to the board
progress-lead = Each organisation counts once, by the claim on it that is furthest.
progress-answered = organisations have answered
progress-silent = { $count ->
    [one] { $count } has not answered
   *[other] { $count } have not answered
  }
progress-file = Download XLSX
progress-kinds = By kind
progress-districts = By district
progress-district = { $district } District
progress-no-district = In no district
column-kind = Kind of organisation
column-district = District
column-organisations = Organisations
column-silent = Not answered
column-invited = Invited
column-opened = Invitation opened
column-waiting = Waiting
column-returned = Returned
column-verified = Verified
column-withdrawn = Withdrawn
rule-title = Endorsement by the body above
rule-on = Claims of villages and units need to be endorsed by a verified admin of the body above before the committee verifies.
rule-off = The committee verifies claims without waiting for the body above.
rule-turn-on = Ask for endorsements
rule-turn-off = Ask for none
silent-title = Not answered
silent-back = Back to the progress
silent-lead = Organisations that nobody ever claimed in this edition.
silent-filter = Filter who has not answered
silent-every-district = Every district
silent-invited-only = Only those invited
silent-show = Show
silent-none = Everybody has answered
silent-none-invited = No invitation is unanswered
silent-none-more = No organisation with this filter is unclaimed.
silent-not-yet = not yet
remind-title = Reminders by mail
remind-lead = Sent to whoever was a verified admin of the organisation in another edition. Nobody gets two mails within seven days; those who are not known are reached by letter.
remind-do = Send reminders
remind-done = Organisations written to: { $queued }; written to within seven days: { $recent }; without a known admin: { $unknown }.
reminder-queued = waits to be sent
reminder-sent = sent
reminder-failed = failed
column-reminded = Reminded
invite-title = Letters of invitation
invite-lead = One A4 page for each organisation, with a code, a QR picture and a text to forward. Codes are shown once; printing again makes new ones, and the old ones end.
invite-do = { $count ->
    [one] Make { $count } letter
   *[other] Make { $count } letters
  }
letters-title = Letters of invitation
letters-back = Back to who has not answered
letters-lead = { $count ->
    [one] { $count } letter. Print this page now: the code is not shown again.
   *[other] { $count } letters. Print this page now: the codes are not shown again.
  }
letters-told = These codes were shown.
letters-told-more = Make the letters once more to get new codes; the old ones then end.
column-admin = Admin
column-decree = Decree
column-claimed = Claimed
import-title = SP4N-LAPOR! import
import-lead = A CSV file (UTF-8) with the header:
import-rows = { $count ->
    [one] { $count } row, imported { $at }.
   *[other] { $count } rows, imported { $at }.
  }
import-frozen = { $count ->
    [one] { $count } row, frozen { $at }.
   *[other] { $count } rows, frozen { $at }.
  }
import-none = No counts yet. This is not zero.
import-file = CSV file
import-do = Import

## Files of organisations
org-import-title = Import organisations
org-import-lead = The registry of organisations from files, and back.
org-import-upload = Upload a file
org-import-upload-lead = CSV or the first sheet of an XLSX, at most 32 MB. Columns are known by their names, in Bahasa Indonesia or English:
org-import-file = File
org-import-check = Upload and check
org-export = Export all organisations (CSV)
org-export-more = Imported again as it is, this file changes nothing.
org-imports = Imports so far
org-imports-count = { $count ->
    [one] { $count } import
   *[other] { $count } imports
  }
org-imports-none = No imports yet.
org-undo = Undo
org-undone = Undone
org-undoing = Undoing of an import
column-when = When
column-effect = Effect
column-line = Line
import-counts = { $created } new, { $updated } changed, { $unchanged } as they were
import-new = New
import-changed = Changed
import-was-called = Before: { $name }
import-was-kind = Before: { $kind }
import-column-code = Code
import-column-name = Name
import-column-kind = Kind
import-column-parent = Parent’s code
import-column-district = District
import-column-source = Source
org-preview-title = Check a file of organisations
org-preview-lead = Nothing is saved yet.
org-preview-file = The uploaded file
org-preview-other = Upload another file
org-columns = The file’s columns
org-read-csv = Read as CSV ({ $encoding }).
org-read-sheet = Read from the sheet { $sheet }.
org-columns-lead = What has no column stays as it is registered.
org-column-choose = Choose a column
org-column-none = None
org-columns-again = Check again
org-faults = { $count ->
    [one] { $count } fault
   *[other] { $count } faults
  }
org-faults-lead = Nothing can be saved until all of it is right. Mend the file, then upload it again.
org-fault-place = Row { $line }, { $column }
org-changes = What would change
org-changes-none = All organisations of this file are registered as it says.
org-import-save = Save import
org-import-save-more = All rows or none. It can be undone from the list of imports.
jurors-title = Judging
jurors-none = No jurors yet. Appoint one by the e-mail of their account.
field-judge-email = Juror’s e-mail
field-judge-email-hint = The account must exist.
juror-appoint = Appoint juror
juror-assign = Assign
assign-by-category = Assign jurors by category
assign-title = Assign jurors: { $category }
assign-lead = Open an entry, tick its jurors, and assign them at once.
assign-jurors = Jurors for this entry
assign-has = Jurors: { $names }
assign-all = Every juror has this entry already.
assign-went-through = Assigned: { $names }.
assign-do = Assign
assign-no-entries = No entry is submitted yet.
assign-no-entries-more = Entries appear here once their participants submit them.
assign-no-jurors = Appoint a juror first.

## Juror
juror-title = Your score sheets
juror-lead = One sheet for each entry. Other jurors and the committee do not see your scores.
juror-none = No sheets yet
juror-none-more = The committee has not assigned entries to you. There is nothing to do now.
juror-left = { $count ->
    [one] { $count } sheet left
   *[other] { $count } sheets left
  }
juror-progress = { $part } of { $whole } sheets submitted
juror-open-next = Open the next sheet
sheet-title = Score sheet { $title }
sheet-entry-unknown = Entry unavailable
sheet-all = All sheets
sheet-parts = Parts of the sheet
sheet-entry = Entry
sheet-mark = Score it
sheet-evidence = Entry and evidence
sheet-open-link = Open the work
sheet-alone = Other jurors’ scores are not shown, so that each sheet stands alone.
sheet-progress = Criteria scored
sheet-save = Save
sheet-send = Submit sheet
sheet-locked = Sheet submitted, it cannot be changed
scale-lowest = { $value }: lowest
scale-highest = { $value }: highest
scale-between = Score from { $minimum } to { $maximum }
mark-missing = Not scored
field-comment = Comment for the plenary
field-comment-hint = At most 2,000 characters. Two sentences are enough.

## Plenary, seal, approval
stages-plenary-lead = A category that is ready can be looked at in its order and sealed.
stages-approval-lead = A sealed result is announced after approval by leadership and by a plenary member.
stages-decide = Decide
stages-approve = Check and approve
stages-none = No categories yet
stages-none-more = There is nothing to do now.
plenary-all = All plenary categories
plenary-title = Plenary: { $category }
plenary-lead = For the plenary alone. The rules give the order; the plenary fixes it with the seal.
plenary-missing = Cannot be decided yet
plenary-ranking = The order that the rules give
plenary-ranking-caption = The order with each criterion’s score and the total
plenary-columns = Criteria: per cent of the criterion’s scale, before the weight. Total: out of 100.
plenary-to-approval = On to the approval
column-ranked = Rank
column-total = Total
not-ranked = not ranked, too few reports
seal-title = Seal the result
seal-lead = Once sealed, this category’s result cannot change. The root may be published; the content stays closed until the announcement.
seal-do = Seal the category
seal-root = Root of the seal
seal-sealed-at = Sealed { $at }
approval-all = All approvals
approval-title = Approval: { $category }
approval-lead = Compare the root with the minutes. The result itself is not shown here.
approvals-title = Approvals, { $part } of 2
approval-mine = you
approval-at = Approved { $at }
approval-not-before = Closed until { $at }
approval-open = Awaiting { $side }
approval-waits-title = Awaiting the other side.
approval-waits = There is nothing for you to do on this page.
approval-none = Not sealed yet
approval-none-more = The plenary has not sealed this category. It can be approved afterwards.
side-leadership = Leadership
side-plenary = Plenary member
approve-title = Approve the announcement
approve-lead = You approve the root above for one moment. Two different persons must approve.
approve-do = Approve
approval-change-title = Change or take back your approval
approval-change-lead = Until the result is released, the moment that you approved can be changed, and your approval can be taken back.
approval-change-do = Change the moment
approval-withdraw-do = Take the approval back
approved-title = Both approvals stand.
approved-more = The committee can announce this category once the approved moment has come.
field-not-before = Closed until (WIB)
field-not-before-hint = At the earliest { $at }.
field-password-again = Your password, once more
field-password-again-hint = So that nobody approves in your name.

## Forgotten passwords and verified addresses
log-in-forgotten = Forgot the password
forgotten-title = Forgot the password
forgotten-lead = Write the e-mail address of your account. We send a code there, good for an hour.
forgotten-do = Send a code
forgotten-have-code = I have a code
forgotten-no-mailbox = You cannot open that mailbox any more? A member of the committee who knows you can issue a code.
new-password-title = New password
new-password-lead = Type the code of the mail or of the committee and choose a new password. You will be logged out everywhere.
new-password-do = Set the password
new-password-no-code = I have no code yet
field-mail-code = Code
field-mail-code-hint = Sixteen letters and digits, such as ACDE-2345-FGHJ-KMNP. Capitals and hyphens do not matter.
verification-title = Confirm your e-mail address
verification-lead = Type the code of our mail, so that we know that our mails reach you.
verification-do = Confirm
verification-again = Send the mail again
verification-type = Type a code
verification-off = Your address is not confirmed. Mails are not set up on this installation, so they wait; your account works all the same.
verification-none = Your address is not confirmed. Ask for a mail with a code; your account works all the same.
verification-queued = Your address is not confirmed. A mail with a code waits to be sent.
verification-sent = Your address is not confirmed. A mail with a code was sent; look among the spam, too.
verification-failed = Your address does not take the mail with the code. Send it again, or tell the committee if the address is wrong.
reset-code-title = Password code
reset-code-lead = For somebody whom you know and who lost the mailbox. The code is shown once and good for a day; the old address is told.
reset-code-do = Issue a code
reset-code-another = A code for somebody else
reset-code-issued = A code for { $email } was issued.
reset-code-issued-more = Give it to the person directly; they type it at { $address } before { $at }. It is not shown again.
reset-code-told = This code was shown.
reset-code-told-more = Issue a new one; the old one then ends.
field-reset-email-hint = The address with which the person logs in.
field-reset-reason = How you know this person
field-reset-reason-hint = For example: came in person with a staff card. Kept with your name. At most 500 characters.

## Results
results-editions = Results by edition
results-title = Results of { $event }
results-lead = { $categories ->
    [one] { $categories } category announced, award recipients: { $winners }.
   *[other] { $categories } categories announced, award recipients: { $winners }.
  }
results-not-yet = Results are not announced yet.
results-not-yet-at = The announcement is { $at }.
results-not-yet-open = The time of the announcement is not set.
results-until-then = Until then the result is not on this page, for anybody.
results-schedule = See the schedule
winner-place = Place { $place }
result-example = Example scores, out of 100.
result-revealed-at = Announced { $at }.
result-proof = What is announced is what was sealed
result-sealed = Sealed { $at }. The root was known before the announcement and was checked against it:

## What just happened
notice-account-created = Your account is made. Now claim your organisation.
notice-logged-out = You are logged out.
notice-claimed = Your claim is recorded and awaits the committee’s verification.
notice-revised = The claim was made again and waits for the committee.
notice-withdrawn = The claim was withdrawn.
notice-handed-over = Handed over to the new admin.
notice-endorsed = The claim is endorsed. The committee checks it.
notice-returned = The claim was returned to its admin.
notice-rule-set = The rule for claims was saved.
notice-entry-created = Draft made. Fill it in and submit it before the deadline.
notice-entry-saved = Draft saved. The entry is not submitted yet.
notice-entry-submitted = Entry submitted.
notice-edition-locked = The rules are locked.
notice-verified = Claim verified.
notice-channel-declared = The channel is recorded and awaits the committee’s verification.
notice-channel-removed = The channel is removed.
notice-channel-verified = The channel is verified.
notice-channel-returned = The channel is returned.
notice-organisations-imported = The registry is up to date.
notice-organisations-restored = The import is undone. The registry is what it was before.
notice-person-nominated = The person is recorded as nominated.
notice-person-erased = Name and position are erased.
notice-address-verified = Your address is confirmed.
notice-verification-requested = A mail with a code is sent to your address.
notice-reset-requested = If there is an account with that address, a mail with a code is sent there. Type the code here.
notice-reset-unsent = Mails are not set up on this installation. Ask the committee for a code.
notice-password-reset = Your password is changed. Log in with the new one.
notice-password-changed = Your password is changed. You are logged out everywhere else.
notice-session-ended = That device is logged out.
notice-sessions-ended = All other devices are logged out.
notice-account-erased = Your account is erased.
notice-organisation-renamed = Name saved. The old name and code still lead here.
notice-organisation-merged = Merged. This is the successor.
notice-organisation-retired = Organisation retired.
notice-alias-added = Other name or code saved.
notice-imported = Counts saved.
notice-frozen = Counts frozen.
notice-judge-appointed = Juror appointed.
notice-assigned = Juror assigned.
notice-sheet-saved = Sheet saved.
notice-sheet-submitted = Sheet submitted.
notice-sealed = Category sealed.
notice-approved = Your approval is recorded.
notice-approval-withdrawn = Your approval is taken back. This category stays closed until it is approved again.
notice-revealed = Category announced.

## Errors
error-what-now = What you can do
error-401 = You need to log in first
error-401-more = This page is for people who are logged in, or your session has ended.
error-403 = You may not open this page yet
error-403-more = The committee grants the right to this page. If you need it, tell the committee the e-mail of your account.
error-403-right = This page needs the right { $needed }. The rights of your account ({ $email }): { $own }.
error-403-room = Open your own room
error-403-room-more = It holds everything that you can do with this account.
error-403-room-do = To my room
error-403-ask = Need this right? Ask the committee
error-403-ask-more = Any member of the committee can give it, though not to themselves. Name the e-mail of your account; it holds from the next page on.
error-403-ask-juror = The committee appoints jurors from its board. Name the e-mail of your account; it holds from the next page on.
error-403-other = Have another account?
error-403-other-more = Log out first, then log in with that one.
error-404 = Page not found
error-404-more = The address may be mistyped, or this page is not for your account.
error-429 = Too many attempts
error-429-more = Wait a few minutes, then try again.
error-500 = This page cannot be opened yet
error-500-more = The fault is ours, not in what you typed.
error-other = This request cannot be met
error-other-more = Go back to the page before, reload it and try once more.
error-again = Try again in a minute
error-again-more = The same submission is not recorded twice.
error-again-do = Try again
error-log-in = Log in with your account
error-log-in-more = Afterwards you come back to this page.
error-back = Go back
error-back-more = From there you see how things stand.
error-back-do = Go back
error-contact = Still failing? Contact the committee
error-contact-more = Name the trace id below so that they find the event at once.
contact-plain = The committee sits at the Communication, Informatics, Cipher and Statistics Department of Bekasi Regency.
contact-at = Committee:
trace-id = Trace id

## Editions: plan, dates, categories
home-theme = Theme: { $theme }.
dated-monitoring = Monitoring begins
dated-opens = Entries open
dated-closes = Entries close
dated-announces = Announcement evening
dated-interview = Interviews
dated-site-visit = Site visits
dated-clarification = Clarification
dated-objection = Objections
moved-title = Dates that were moved
moved-now = Now:
moved-before = Before:
moved-reason = Reason: { $reason }
moved-at = Moved on { $date }
editions-title = Editions
editions-lead = One edition for each year. A draft can be changed until its rules are locked.
editions-all = All editions
editions-none = No edition yet. Make the first one below.
edition-new = New edition
edition-new-lead = Copy an earlier edition with its categories, its dates moved to the new year; or begin without categories and with provisional dates.
edition-new-do = Make the edition
edition-source = Copy from
edition-source-none = Begin without a copy
edition-title = Edition: { $name }
field-edition-name = Name of the edition
field-edition-id = Code of the edition
field-edition-id-hint = Lower-case letters, digits and hyphens, such as diskom-fest-2025. Used in addresses.
field-year = Year
field-theme = Theme
field-tagline = Tagline
field-tagline-hint = One line below the name; may be empty.
field-colour = Colour of the band
colour-green = Green
colour-blue = Blue
colour-clay = Clay
field-organiser = Organiser
field-organiser-hint = Its code in the list of participants.
field-organiser-rule = Rule for the organiser
organiser-rule-none = Not set yet
organiser-rule-competes = Competes
organiser-rule-out = Out of competition
field-letterhead = Letterhead
field-letterhead-hint = One line per line, at most eight.
field-starts-at = Begins (WIB)
field-ends-at = Ends (WIB)
check-title = What is still missing
check-nothing = Nothing is missing.
check-blocks = The rules cannot be locked before this is settled.
plan-title = Plan
plan-lead = All times are WIB. Once the rules are locked, only dates that are still to come can be moved, with a reason.
plan-stages = Further stages
plan-stages-lead = Additional stages between the opening and the announcement. Leave empty what is not used.
plan-save = Save the plan
move-title = Move a date
move-lead = Participants see the old date, the new one, and the reason.
move-nothing = All dates have passed.
move-do = Move it
field-what = Date
field-new-start = New moment, or beginning of the stage (WIB)
field-new-end = End of the stage (WIB)
field-new-end-hint = For a stage only.
field-reason = Reason
field-reason-hint = Everybody may read it. At most 500 characters.
archive-title = Archive the edition
archive-lead = Once archived nothing changes any more; the results can still be read.
archive-do = Archive
category-new = New category
category-edit = Change the category
category-form-lead = A category can be changed until the rules are locked.
category-save = Save the category
category-delete = Delete the category
category-delete-lead = The criteria of this category go with it.
category-minimum-entries = Fewest entries
category-minimum-volume = Fewest reports or posts
category-unawarded = It may stay unawarded.
category-public-scores = Scores made public
scores-none = None
scores-winners = Winners
scores-nominees = Nominees
scores-all = Everybody who takes part
field-name-id = Name in Indonesian
field-name-en = Name in English
field-code = Code
field-bidang = Field
field-subject = Who wins
subject-organisation = An organisation
subject-person = A person
subject-work = A work
field-intake-hint = Cannot be changed once it is saved.
field-minimum-hint = Empty or 0: any number.
field-unawarded = May stay unawarded
field-score-name = Name of the public score
field-score-name-hint = Such as Final score. Needed when a score is made public.
field-score-name-en = Name of the score in English
field-proposal = Still a proposal, not confirmed by the organiser
notice-edition-created = The edition is made. Check its dates and categories.
notice-edition-saved = The plan is saved.
notice-date-moved = The date is moved; participants see it already.
notice-edition-archived = The edition is archived.
notice-category-saved = The category is saved.
notice-category-removed = The category is deleted.

## One organisation
organisation-active = Active
organisation-retired = No longer active
organisation-merged = Merged
organisation-came-by = The code or name { $code } leads to this organisation now.
organisation-data = About the organisation
organisation-channels = Official channels
organisation-channels-more = Declared by the organisation’s admin and verified by the committee.
organisation-parent = Below
organisation-district = District
organisation-source = Source
organisation-edit = Change the organisation
organisation-aliases = Other names and codes
organisation-units = Below this organisation
organisation-open = Open
organisation-history = History
column-alias = Other name or code
column-alias-kind = What it is
column-source-of = Source
column-change = Change
column-reason = Reason
column-recorded = Recorded
alias-former-code = Former code
alias-former-name = Former name
alias-abbreviation = Abbreviation
alias-external-code = Code of another system
alias-of-system = Code in { $system }
alias-merged = Merged into this organisation
valid-from = since { $from }
valid-until = until { $until }
valid-between = { $from } to { $until }
change-name = Renamed from “{ $before }” to “{ $after }”
change-code = Code changed from { $before } to { $after }
change-merged = Merged into { $other }
change-absorbed = Took the place of { $other }
change-moved = Moved below { $other }
change-retired = No longer active
change-alias = Other name or code recorded: { $other }

## Changing one organisation
organisation-edit-title = Change { $name }
organisation-edit-lead = Each change is kept with its reason for everybody to see. Results announced before keep the old name.
rename-title = Change name or code
rename-lead = The old name and code can still be searched for and lead here.
rename-do = Save the name
field-organisation-name = Name
field-organisation-new-code = New code
field-organisation-new-code-hint = Leave empty if the code stays { $code }
field-since = In force since
field-since-hint = A year, a month or a day: 2025, 2025-01, 2025-01-02. May be empty
field-change-reason-hint = For example the number of the regulation
alias-title = Add another name or code
alias-lead = An abbreviation, a former name or a code in another system, so that the organisation is found by it.
alias-do = Add
field-alias-system = Name of the system
field-alias-system-hint = Only for a code of another system, for example lapor
field-valid-from = Used since
field-valid-until = Used until
field-alias-source-hint = Where you know it from
merge-title = Merge into another organisation
merge-lead = { $count ->
    [0] This organisation ends; its code and name lead to its successor. Claims and entries made before stay recorded for this organisation.
    [one] This organisation ends; its code and name lead to its successor, and { $count } organisation below it moves there. Claims and entries made before stay recorded for this organisation.
   *[other] This organisation ends; its code and name lead to its successor, and { $count } organisations below it move there. Claims and entries made before stay recorded for this organisation.
  }
field-successor = Code of the successor
field-successor-hint = The code stands on the successor’s page
merge-do = Merge
retire-title = Retire
retire-lead = For an organisation that ends without a successor. Its history can still be read.
retire-units = { $count ->
    [one] { $count } active organisation still lies below it. Merge or retire it first.
   *[other] { $count } active organisations still lie below it. Merge or retire them first.
  }
retire-do = Retire

## Refusals: what happened and what to do next
reason-unknown = The request was refused ({ $reason }). Reload the page and try once more.
reason-ACCOUNT_NOT_FOUND = No account has that e-mail. Ask the person to sign up first.
reason-ADDRESS_VERIFIED = Your address is confirmed already. There is nothing to do.
reason-ALIAS_KIND_INVALID = Choose what the other name is: a former code, a former name, an abbreviation or a code of another system.
reason-ALIAS_MISSING = Enter the other name or code.
reason-ALIAS_REPEATED = This other name stands twice in the file. Remove one of the rows.
reason-ALIAS_TAKEN = The organisation has this other name already.
reason-APPROVALS_MISSING = The two approvals are not complete. Ask leadership and a plenary member to approve.
reason-APPROVAL_NOT_FOUND = You have not approved this. There is nothing to take back.
reason-APPROVAL_TAKEN = Somebody of your side approved already. Wait for the other side.
reason-ASSIGNMENTS_MISSING = Some entries have no juror. Assign one.
reason-ASSIGNMENT_NOT_FOUND = This sheet does not exist or is not yours. Open it from your list of sheets.
reason-ASSIGNMENT_TAKEN = This juror has that entry already. Choose another juror or entry.
reason-CATEGORIES_MISSING = The edition has no categories. Add some, then lock it.
reason-CATEGORIES_PROPOSED = { $count ->
    [one] One category is still a proposal. Ask the organiser to confirm it.
   *[other] { $count } categories are still proposals. Ask the organiser to confirm them.
  }
reason-CATEGORY_NOT_ENTERED = This category takes no entries. Choose one that does.
reason-CATEGORY_NOT_FOUND = Category not found. Choose from the list of categories.
reason-CATEGORY_NOT_MONITORED = This category is not measured by reports. Choose an SP4N-LAPOR! category.
reason-CATEGORY_SEALED = The category is sealed; its result can no longer change.
reason-CATEGORY_TAKEN = That category code is in use. Choose another.
reason-CATEGORY_WITHOUT_ORGANISATIONS = No organisation is registered for { $name }. Check its kinds of organisation or import the registry.
reason-CLOSES_IN_PAST = Entries would have closed on { $at }. Change the schedule.
reason-CODE_INVALID = A code holds lower-case letters, digits, dots and hyphens only. Mend the code.
reason-CODE_FORMER = This is a former code. Use the one that the organisation has now.
reason-CODE_REPEATED = The same code stands twice. Use each code once.
reason-CODE_TAKEN = Another organisation has or had this code. Choose another one.
reason-COMMENT_TOO_LONG = The comment has more than 2,000 characters. Shorten it.
reason-CONFIRMATION_REQUIRED = A code or the password must be typed again, at most five minutes before.
reason-COUNTS_MISSING = There are no counts to freeze. Import the file first.
reason-CREDENTIALS_WRONG = E-mail or password does not match. Check both and try again.
reason-CRITERIA_MISSING = There are no criteria. Add at least one.
reason-CRITERION_REPEATED = A criterion was scored twice. Reload the sheet.
reason-CRITERION_UNKNOWN = There is a score for an unknown criterion. Reload the sheet.
reason-DATE_INVALID = Enter a year, a month or a day: 2025, 2025-01, 2025-01-02.
reason-DECREE_DATE_INVALID = The date of the decree is not right. Choose the date on the decree.
reason-DECREE_NUMBER_MISSING = The number of the decree is missing. Write it down.
reason-DECREE_SIGNER_MISSING = Who signed is missing. Write the name and office.
reason-DESCRIPTION_MISSING = The description is missing. Tell about your work.
reason-DESCRIPTION_TOO_LONG = The description has more than 4,000 characters. Shorten it.
reason-DISPLAY_NAME_MISSING = The name is missing. Write your name.
reason-EDITION_ARCHIVED = This edition is archived; nothing of it changes any more.
reason-EDITION_DRAFT = This edition is still a draft. Change its schedule in the plan.
reason-EDITION_ENDED = This edition is closed and takes no more claims. See the schedule on the home page.
reason-EDITION_ID_INVALID = An edition’s id takes lower-case letters, digits and hyphens only. Correct it.
reason-EDITION_LOCKED = The rules are locked and can no longer change.
reason-EDITION_NOT_ANNOUNCED = The evening has not come yet. Archive it afterwards.
reason-EDITION_NOT_FOUND = Edition not found. Check the address.
reason-EDITION_TAKEN = That edition id is in use. Choose another.
reason-GRANT_OWN = Nobody gives a role to themselves. Ask another member of the committee.
reason-HAND_OVER_SAME = This person is the admin already. Write the new admin’s e-mail.
reason-EDITION_UNWANTED = This role takes no edition. Leave it empty.
reason-EMAIL_INVALID = The e-mail is not right. Write it like name@example.go.id.
reason-EMAIL_TAKEN = This e-mail has an account. Log in, or use another.
reason-ENDORSEMENT_MISSING = The body above has not endorsed this claim. Wait, or change the rule on the progress page.
reason-ENTRIES_MISSING = No entry is submitted yet.
reason-ENTRY_NOT_FOUND = The entry does not exist or is not yours. Open it from your overview.
reason-ENTRY_SUBMITTED = The entry is submitted and can no longer change.
reason-ENTRY_TAKEN = Your organisation has an entry in this category. Open it from your overview.
reason-FIELD_MISSING = The field is missing. Choose one.
reason-FILE_EMPTY = The file is empty or none was chosen. Choose the file.
reason-CELL_FORMULA = This cell holds a formula. Put its value in its place.
reason-CELL_UNREADABLE = This cell is no text. Write it as text.
reason-CHUNK_TOO_LARGE = A piece of the file is too large. Send at most 64 KB at a time.
reason-CODE_NOT_TEXT = The code is kept as a number and has lost its zeros. Format the column as text.
reason-COLUMN_MISSING = No column is chosen for this. Choose the one that holds it.
reason-COLUMN_REPEATED = The same column is chosen twice. Choose it once.
reason-COLUMN_UNKNOWN = There is no such column. Choose from the list.
reason-COLUMNS_TOO_MANY = The file has more than 50 columns. Remove what is not needed.
reason-FILE_BROKEN = The file is damaged or protected. Save it again, then upload it.
reason-FILE_ENCODING_UNKNOWN = The file’s letters cannot be read. Save it as CSV UTF-8.
reason-FILE_NOT_FOUND = There is no such file, or it is not yours. Upload it again.
reason-FILE_PURPOSE_WRONG = This file was uploaded for something else. Upload it here.
reason-FILE_TOO_LONG = The file has more than 200,000 rows. Split it.
reason-FILE_TYPE_REFUSED = This kind of file is not taken. Use PDF, PNG or JPEG for a scan, CSV or XLSX for a table.
reason-FILES_UNAVAILABLE = The store of files does not answer. Try again in a moment.
reason-HEADER_UNKNOWN = The file has no column of that name. Choose from the list.
reason-IMPORT_NOT_FOUND = There is no such import. Choose from the list.
reason-IMPORT_OVERTAKEN = Changed since this import, or takes part already. The import cannot be undone any more.
reason-IMPORT_UNDONE = This import was undone already.
reason-LANGUAGE_INVALID = There is no such language. Choose Indonesian or English.
reason-MAILS_TOO_MANY = Too many mails were asked for to this address. Look among the spam, or try again within an hour.
reason-MAIL_CODE_INVALID = The code is wrong, was used or has run out. Check it, or ask for a new one.
reason-PURPOSE_FORBIDDEN = Only the committee uploads a file for this.
reason-PURPOSE_INVALID = The file’s purpose is unknown. Reload the page, then upload it again.
reason-RESET_OWN = Nobody issues a code for themselves. Ask for a mail with a code, or another member of the committee.
reason-UPLOAD_BROKEN = The upload broke off and nothing was kept. Upload it again.
reason-UPLOAD_HEADER_MISSING = The upload is not complete. Upload it again.
reason-FILE_NOT_UTF8 = The file is not UTF-8. Save it again as CSV UTF-8.
reason-HEADER_WRONG = The header does not match. Copy it from the line above the file.
reason-INTAKE_MISSING = The way in is missing. Choose one.
reason-INTAKE_UNENDED = Entries may still be on their way. Try again in a moment.
reason-INVITATIONS_NONE = No organisation with this filter has yet to answer.
reason-API_CLIENT_EXPIRED = This client has expired. Ask the operator for another one.
reason-API_CLIENT_NOT_FOUND = There is no such client.
reason-API_CLIENT_REVOKED = This client was revoked.
reason-API_CLIENT_TAKEN = A client has this name already. Choose another one.
reason-CLIENT_INVALID = The client's id or secret is wrong.
reason-CONTACT_MISSING = The contact is missing. Write who can be reached.
reason-OVERLAP_INVALID = The overlap is too long, or not a number of hours.
reason-QUOTA_INVALID = The quota is not right. Write the calls per minute.
reason-SCOPES_MISSING = No scope is chosen. Choose at least one.
reason-SCOPE_INVALID = This scope was not given to the client.
reason-SCOPE_UNKNOWN = This scope is not known.
reason-VALID_UNTIL_INVALID = The end must lie in the future, within three years.
reason-ACCOUNT_IDS_TOO_MANY = At most 200 accounts at once.
reason-INVITATIONS_TOO_MANY = More than 1,000 organisations. Filter by kind or district.
reason-SECOND_FACTOR_REQUIRED = Type the code of your app.
reason-SECOND_FACTOR_WRONG = The code does not match. Compare it with the app; the phone’s clock must be right.
reason-SECOND_FACTOR_USED = This code was used already. Wait for the next one, at most 30 seconds.
reason-SECOND_FACTOR_NOT_BEGUN = Setting up was left for too long. Begin again.
reason-SECOND_FACTOR_NONE = This account does not use one-time codes yet.
reason-LOG_IN_EXPIRED = That took too long. Type e-mail and password once more.
reason-GUESSES_TOO_MANY = Too many wrong passwords or codes were tried. Wait a little, at most 15 minutes, and try again.
reason-INVITATION_GUESSED = Too many wrong codes were tried. Try again in a minute.
reason-INVITATION_NOT_FOUND = The invitation code is not known. Check it; only the letter printed last counts.
reason-JUDGES_MISSING = { $count ->
    [one] One category is judged by people, and there is no juror yet. Appoint jurors on the board.
   *[other] { $count } categories are judged by people, and there is no juror yet. Appoint jurors on the board.
  }
reason-JUDGE_NOT_FOUND = Juror not found. Appoint first, then assign.
reason-JUDGE_OTHER_EDITION = This juror is appointed for another edition. Appoint them for this one first.
reason-JUDGE_TAKEN = This person is a juror already. Assign them.
reason-LEADERSHIP_MISSING = No account of the leadership can approve results yet. Give somebody that role.
reason-LETTERHEAD_MISSING = The letterhead is empty. Fill it in, so that invitations and minutes can be printed.
reason-LETTERHEAD_TOO_LONG = The letterhead has more than eight lines. Shorten it.
reason-JURORS_MISSING = No juror is ticked. Tick at least one.
reason-LEVELS_MISSING = Kinds of organisation are missing. Choose at least one.
reason-LEVEL_NOT_ELIGIBLE = Your kind of organisation is not in this category. Choose another.
reason-LEVEL_UNKNOWN = Unknown kind of organisation. Choose from the list.
reason-LINK_INVALID = The link must begin with https:// and be whole. Copy it from the browser.
reason-LINK_TOO_LONG = The link has more than 500 characters. Use a shorter one.
reason-MARKS_MISSING = This criterion has no score. Score it.
reason-MARKS_UNWANTED = A monitored category takes no jurors’ scores. Use a measure.
reason-MARK_OUTSIDE_SCALE = The score is outside the scale. Choose one inside it.
reason-MEASURE_UNKNOWN = Unknown measure. Choose from the list of measures.
reason-MEASURE_UNWANTED = A category with entries takes no measure. Use jurors’ scores.
reason-MINIMUM_INVALID = A minimum cannot be below zero. Correct the number.
reason-MOMENT_IN_PAST = Nothing can be moved into the past. Choose a moment that is still to come.
reason-MOMENT_PASSED = That moment has passed and cannot be moved any more.
reason-MOVE_EMPTY = The date is there already. Choose another moment.
reason-MOVE_MISSING = The date to be moved or its new moment is missing. Fill in both.
reason-NAME_MISSING = The name is missing. Write it.
reason-NOTHING_CHANGED = Name and code are as they were. Change one of them.
reason-NOT_ANNOUNCED = Results are not announced yet. See the date in the schedule.
reason-NOT_BEFORE_EARLY = That moment lies before the edition’s announcement. Choose the announcement or later.
reason-NOT_BEFORE_LATE = That moment lies more than thirty days after the edition’s announcement. Choose an earlier one.
reason-NOT_BEFORE_MISSING = The moment is missing or cannot be read. Choose date and time.
reason-NUMBER_INVALID = This is no number. Write one like 8 or 8.5.
reason-OPENS_IN_PAST = Entries would have opened on { $at }. Change the schedule, or lock the rules to open at once.
reason-ORGANISATION_INACTIVE = This organisation is no longer active or was merged. Open its successor.
reason-ORGANISATION_MERGED = This organisation was merged. Use the code of its successor.
reason-ORGANISATION_NOT_FOUND = Organisation not found. Search for it again.
reason-ORGANISER_MISSING = The organiser and its rule are not set. Fill them in in the plan.
reason-ORGANISER_RULE_MISSING = The rule for the organiser is not chosen. Choose whether it competes.
reason-OVERLOADED = Too many requests at once. Try again in a moment.
reason-PAGE_TOKEN_INVALID = That page of the list is gone. Start from the first.
reason-PARTICIPATION_NOT_FOUND = The claim does not exist or is not yours. Open it from your overview.
reason-PARTICIPATION_CLAIMED = This claim waits to be checked. Reload the page.
reason-PARTICIPATION_ENDORSED = This claim is endorsed already. Reload the page.
reason-PARTICIPATION_RETURNED = This claim was returned and waits for its admin. Reload the page.
reason-PARTICIPATION_TAKEN = You claimed this organisation already. See how it stands in your overview.
reason-PARTICIPATION_UNVERIFIED = The committee has not verified your claim. Wait; your draft is kept.
reason-PARTICIPATION_VERIFIED = This claim is verified already. Reload the board.
reason-PARTICIPATION_WITHDRAWN = This claim was withdrawn by its admin. Reload the page.
reason-PASSWORD_TOO_SHORT = The password has fewer than 12 characters. Add another word.
reason-PLACES_INVALID = There must be at least 1 place. Correct the number.
reason-PLENARY_MISSING = Nobody belongs to the plenary yet. Grant it to members of the committee.
reason-PLENARY_OTHER_EDITION = You are not in this edition’s plenary. The committee grants that right.
reason-RANKING_INCOMPLETE = The order cannot be computed yet. Complete what is missing.
reason-RELEASED = The result has been released. Nothing of its approvals changes any more.
reason-REASON_MISSING = The reason is missing. Write it.
reason-RELEASE_EARLY = The approved moment has not come. Try again at that time.
reason-RESULT_REVEALED = This category is announced already. See the results page.
reason-ROLE_INVALID = Unknown role. Choose from the list of roles.
reason-ROOT_DIFFERS = The root before your eyes is no longer the one. Reload and compare again.
reason-ROWS_INVALID = Some rows are wrong and nothing was saved. Correct them and import again.
reason-RUBRIC_MISSING = There are no criteria yet.
reason-RUBRIC_NOT_FOUND = This category has no criteria. The committee makes them first.
reason-RUBRIC_TAKEN = This category has criteria already.
reason-SCALE_INVALID = The minimum must lie below the maximum. Correct the scale.
reason-SCORE_NAME_MISSING = The name of the public score is missing. Write it in both languages.
reason-SEAL_BROKEN = Content and root differ. Do not announce; call the operator with the trace id.
reason-SEAL_NOT_FOUND = This category is not sealed. The plenary seals it first.
reason-SESSION_INVALID = Your session has ended. Log in again; what you typed is still on the page before.
reason-SHEETS_OPEN = Some sheets are not submitted.
reason-SHEET_SUBMITTED = The sheet is submitted and can no longer change.
reason-SNAPSHOT_FROZEN = The counts of this category are frozen.
reason-SNAPSHOT_MISSING = The counts are not frozen.
reason-SNAPSHOT_NOT_FOUND = Frozen counts not found. Freeze them first.
reason-SOURCE_MISSING = Its source is missing. Say where it comes from, or choose juror or measure for a criterion.
reason-STAGES_PASSED = The stage { $stage } is over. Change its dates or leave it empty.
reason-STAGE_MISSING = This stage is incomplete. Fill in its beginning and its end, or leave both empty.
reason-STAGE_NOT_PLANNED = This edition has no such stage. Choose from the list.
reason-STAGE_ORDER = This stage must lie between the opening and the announcement and begin before it ends. Correct its dates.
reason-STAGE_REPEATED = The same stage appears twice. Remove one of them.
reason-SUBJECT_MISSING = Who wins is missing. Choose organisation, person or work.
reason-SUCCESSOR_BELOW = The successor lies below this organisation. Choose another one.
reason-SUCCESSOR_INACTIVE = The successor is no longer active or was merged. Choose an active one.
reason-SUCCESSOR_NOT_FOUND = The successor was not found. Check its code.
reason-SUCCESSOR_SAME = An organisation is not its own successor. Choose another one.
reason-SYSTEM_MISSING = Name the system that this code is of.
reason-SYSTEM_UNWANTED = Only a code of another system names a system. Leave this empty.
reason-TIMELINE_MISSING = The timeline is not complete. Fill in all four dates.
reason-TIMELINE_ORDER = The timeline is out of order. Each date must follow the one before.
reason-TITLE_MISSING = The title is missing. Write the entry’s title.
reason-TITLE_TOO_LONG = The title has more than 200 characters. Shorten it.
reason-PLATFORM_UNKNOWN = This platform is not known. Choose one of the list.
reason-HANDLE_MISSING = The handle is missing. Write the handle or its address.
reason-HANDLE_INVALID = This is no handle or profile address of that platform. Copy the address of the profile, not of a single post.
reason-CHANNEL_ADMIN_REQUIRED = Only a verified admin of the organisation declares its channels. Wait for the committee’s verification.
reason-CHANNEL_NOT_FOUND = There is no such channel. Open it again from the list.
reason-CHANNEL_TAKEN = This was declared already, by your organisation or by another one. Contact the committee if the channel is yours.
reason-CHANNEL_EXISTS = The organisation has a channel on that platform. Remove the channel first.
reason-CHANNEL_VERIFIED = This channel is verified already. Reload the page.
reason-CHANNEL_RETURNED = This channel was returned already. Reload the page.
reason-CHANNEL_REMOVED = This channel was removed already. Reload the page.
reason-PERSON_NAME_MISSING = The name is missing. Write the person’s name.
reason-POSITION_MISSING = The position is missing. Write what the person is at the organisation.
reason-PERSON_ADMIN_REQUIRED = Only a verified admin of the organisation nominates its people. Wait for the committee’s verification.
reason-PERSON_NOT_FOUND = This person is not among your nominations. Open it again from the list.
reason-PERSON_ERASED = The data of this person is erased already. Reload the page.
reason-CONSENT_MISSING = The consent is not stated. Let the person read it, then tick the box.
reason-CONSENT_STALE = The text of the consent is newer. Let the person read the new one, then tick the box.
reason-CONSENT_NOT_FOUND = There is no such text. Open the page again.
reason-CONSENT_TEXT_MISSING = The text is missing. Write it in both languages.
reason-PURPOSE_MISSING = The purpose is missing. Write what the data is for, in both languages.
reason-RETENTION_MISSING = The retention is missing. Write how long the data is kept, in both languages.
reason-COMMITTEE_LAST = You are the only one of the committee. Give the role to somebody else first.
reason-UNITS_REMAIN = Active organisations still lie below it. Merge or retire them first.
reason-VERSION_STALE = The data changed since this page was opened. Reload and make your change again.
reason-WEIGHTS_NOT_ONE = The weights must add up to exactly 100 %. Correct them.
reason-WEIGHT_NOT_POSITIVE = A weight must be above zero. Correct it.
reason-WINDOW_CLOSED = Entries are closed. Your entry can still be read, not changed.
reason-WINDOW_NOT_OPEN = Entries are not open yet. See the date in the schedule.
reason-WINDOW_OPEN = Entries are still open. Wait until they close.
reason-YEAR_INVALID = The year is not right. Write four digits.
reason-REQUEST_ID_MISSING = The form is incomplete. Reload the page and send it again.
reason-REQUEST_ID_INVALID = The form is damaged. Reload the page and send it again.
reason-REQUEST_ID_REUSED = This form was sent before with other content. Reload the page and send it again.
reason-CREDENTIALS_MISSING = You are not logged in. Log in and try again.
reason-CREDENTIALS_INVALID = Your session is no longer valid. Log in again.
reason-PERSON_REQUIRED = This is for people only. Log in with your account.
reason-ROLE_MISSING = Your account lacks the role for this. The committee grants it.
reason-CSRF_INVALID = The form was open too long or came from elsewhere. Reload the page and send it again.
reason-DEADLINE_EXCEEDED = The answer took too long. Try again; the same submission is not recorded twice.
reason-BODY_TOO_LARGE = What was sent is too large. Send a file of at most 2 MB.
reason-FIELD_INVALID = This field is not right. Check its form.
reason-FIELD_UNKNOWN = There is an unknown field. Reload the page and send it again.
reason-QUERY_INVALID = The address is not right. Open it again from the list.
reason-METHOD_NOT_ALLOWED = This address takes another method. Go back and use the page’s button.
reason-CLOCK_BACKWARDS = Example time only moves forward. Choose a later moment.
reason-UNAVAILABLE = A part of the platform does not answer. What you typed is still on this page; send it again in a moment, it will not count twice.
reason-INTERNAL = The fault is ours. What you typed is still on this page; send it again in a moment, it will not count twice.
reason-BODY_BROKEN = What you sent broke off on its way. Check your connection and send it again.
reason-COLUMNS_WRONG = This row has another number of columns than the header. Correct the row.
reason-COMMENT_INVALID = The comment holds a mark that cannot be kept. Type that part again.
reason-CRITERIA_TOO_MANY = There are more than 50 criteria. Join some of them.
reason-FILE_TOO_LARGE = The file is too large. A scan may have 10 MB, a table of organisations 32 MB, counts of reports 2 MB.
reason-KIND_UNKNOWN = Unknown kind of organisation. Use one of the seven kinds.
reason-LEVEL_REPEATED = This kind of organisation is named twice. Remove one of them.
reason-NAME_INVALID = The name is too long or holds a mark that cannot be kept. Correct it.
reason-ORGANISATION_REPEATED = This organisation stands twice in the file. Remove one of the rows.
reason-ORGANISATION_UNKNOWN = No organisation of the register has this code. Check the code.
reason-PARENT_CYCLE = This organisation would stand above itself. Correct the code of its parent.
reason-PARENT_UNKNOWN = The code of the parent is neither in the file nor in the register. Check the code.
reason-PARTS_EXCEED_RECEIVED = The parts are more than the reports received. Check the numbers of this row.
reason-PASSWORD_TOO_LONG = The password has more than 200 characters. Shorten it.
reason-REGISTRATION_UNAVAILABLE = Registration does not answer, so this cannot be checked yet. Try again in a moment.
reason-SUBMISSION_UNAVAILABLE = The part with the entries does not answer, so this cannot be checked yet. Try again in a moment.
reason-SCORING_UNAVAILABLE = The part with the judging does not answer, so nothing was revealed. Try again in a moment.
reason-TEXT_INVALID = This field holds a mark that cannot be kept. Type it again.
reason-TEXT_TOO_LONG = This text is too long. Shorten it.
reason-PASSWORD_WRONG = The password does not match. Type it again.

audit-title = Audit trail
audit-lead = Who did what, and who read what is still under embargo. It holds ids, no values. Whether a row was changed afterwards can be checked.
audit-count = { $count ->
    [one] { $count } row
   *[other] { $count } rows
  }
audit-service-column = Service
audit-when = Time
audit-who = Who
audit-what = Action
audit-subject = Object
audit-number = Number
audit-none = Nothing has been recorded yet.
audit-service = Service { $name }
audit-nobody-known = Account { $id }
audit-anonymous = Without an account
audit-only-actor = Only what { $name } did.
audit-only-subject = Only what changed { $subject } first.
audit-show-all = Show everything
