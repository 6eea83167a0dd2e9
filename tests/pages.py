"""Every page of ours that can be opened, by route: a sample address in the small world.

A route that only takes a form stands under POSTED. A new route that stands in neither fails
`tests/test_pages.py`.
"""

import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.outbox.rules import mark_of
from config.routes import ADMIN, routes
from figures.months import finished
from guide.tasks.places import WORDS
from households.models import Resident

POSTED = {
    "accounts:sign_out",
    "accounts:stop",
    "accounts:inbox_read",
    "accounts:inbox_read_all",
    "accounts:renew",
    "accounts:revoke",
    "accounts:answer",
    "accounts:choose_password",
    "accounts:not_me",
    "accounts:draw",
    "accounts:revoke_sheet",
    "teams:invite",
    "accounts:keep",
    "accounts:review_done",
    "accounts:device_forget",
    "accounts:devices_forget",
    "accounts:device_let_in",
    "accounts:second_factor_remove",
    "households:skill",
    "households:cell",
    "households:unsurvey",
    "households:set_aside",
    "households:sheet_add",
    "households:sheet_confirm",
    "households:sheet_undo",
    "households:sheet_block",
    "households:sheet_paste",
    "households:assess_all",
    "households:choose",
    "households:undo",
    "households:entry_undo",
    "households:complete_undo",
    "households:completion_ask",
    "households:completion_confirm",
    "households:confirm",
    "households:declare_withdraw",
    "households:unconfirm",
    "households:confirm_rest",
    "households:unconfirm_rest",
    "households:unassign",
    "households:transfer_undo",
    "households:transfer_withdraw",
    "households:status",
    "households:reopen",
    "households:refuse_undo",
    "households:choose_version",
    "households:history_restore",
    "households:history_unconfirm",
    "households:history_withdraw",
    "households:likely",
    "households:resident_add",
    "households:resident_leave",
    "offline:device_lock",
    "offline:hand_on",
    "offline:item_undo",
    "offline:write",
    "privacy:breach_step",
    "privacy:breach_close",
    "erasure:withdraw",
    "privacy:request_acknowledge",
    "privacy:request_check",
    "privacy:request_extend",
    "privacy:request_lift",
    "privacy:request_restrict",
    "periodic:template_drop",
    "periodic:template_use",
    "periodic:approve",
    "periodic:comment",
    "periodic:comment_done",
    "periodic:correct",
    "periodic:pass_on",
    "periodic:redact",
    "periodic:drop_draft",
    "periodic:keep_form",
    "periodic:lock",
    "periodic:schedule_end",
    "periodic:send",
    "periodic:send_back",
    "reorganisations:approve",
    "reorganisations:drop",
    "reorganisations:give_back",
    "reorganisations:leave_rest",
    "reorganisations:propose",
    "reorganisations:sheet_draft",
    "reorganisations:sheet_mend",
    "reorganisations:reverse",
    "reorganisations:undo",
    "reorganisations:withdraw",
    "reports:call_add",
    "reports:target_withdraw",
    "households:say_apart",
    "households:undo_regrouping",
    "skills:end_platform",
    "teams:activity_restore",
    "teams:member_leave",
    "teams:photo_add",
    "teams:photo_withdraw",
    "teams:scan_add",
    "teams:scan_withdraw",
    "teams:support_approve",
    "teams:support_reopen",
    "teams:support_top_up",
    "teams:equipment_check",
    "teams:need_withdraw",
    "imports:again",
    "imports:answers",
    "imports:cells",
    "imports:columns",
    "imports:confirm",
    "imports:day",
    "imports:font",
    "imports:sheet",
    "imports:stop",
    "imports:undo",
    "set_language",
}
# A word for machines, an address that only leads on, parts that a page pulls into itself, files.
NO_PAGE = {
    # Open for a moment after the password, or to somebody who has a second factor.
    "accounts:sign_in_code",
    "accounts:second_factor_codes",
    "accounts:second_factor_off",
    "healthz",
    "offline:send",
    "readyz",
    "operations:statusz",
    "operations:metrics",
    "security_txt",
    "home",
    "guide:moved",
    "guide:part",
    "households:row",
    # Of a browser: what is taken along, the script that opens it, how it stands on a phone.
    "offline:bundle",
    "offline:worker",
    "offline:manifest",
    "privacy:copy_pdf",
    "privacy:copy_book",
    # Of a period that is locked; tests/periodic/asking/test_views.py.
    "periodic:reopen",
    # Of what is asked once; tests/periodic/later and tests/periodic/ad_hoc.
    "periodic:take_back",
    "periodic:ask_later",
    "periodic:answer_later",
    "periodic:copy_file",
    "periodic:draft_file",
    "periodic:template_starter",
    "periodic:template_tried",
    "reports:unit_figures",
    "teams:member_book",
    "reports:dashboard_sheet",
    "reports:explore_sheet",
    "reports:meeting_sheet",
    "reports:support_book",
    "periodic:of_report",
    # A part of a dashboard; tests/periodic/published.
    "periodic:published_beside",
    "reports:public",
    "teams:photo",
    "teams:scan",
    "imports:mend",
    "imports:progress",
    "imports:waiting",
    "imports:filled",
    "imports:filled_activities",
    "imports:filled_teams",
    "imports:filled_villages",
    "imports:template",
    "reorganisations:sheet_template",
    # Of a decision of a province; tests/reorganisations/drafting/test_allotting_views.py.
    "reorganisations:allot",
    "imports:template_activities",
    "imports:template_teams",
    "imports:template_villages",
    "imports:territory_filled",
    "imports:territory_template",
    "reports:public_country",
}


def samples(world):
    """Return route name → addresses, with the keys of our own commune and its province."""
    own = world.own
    world.with_reports()
    household, team = own.households[1], own.team
    draft, split = world.with_draft(), world.with_split()
    comes, goes = world.with_transfers()
    person = Resident.unscoped.filter(household=household).first()
    keys = {
        "accounts:sign_in": [()],
        "accounts:change_password": [()],
        "accounts:security": [()],
        "accounts:inbox": [()],
        "accounts:mail": [()],
        "accounts:mail_stop": [(own.member.pk, mark_of(own.member))],
        "accounts:second_factor": [()],
        "accounts:list": [()],
        "accounts:review": [()],
        "accounts:moved": [()],
        "accounts:my_unit": [()],
        "accounts:cards": [()],
        "accounts:invite": [()],
        "accounts:activate": [()],
        "accounts:requests": [()],
        "accounts:change": [(own.member.pk,)],
        "operations:status": [()],
        "operations:retention": [()],
        "areas:search": [()],
        "areas:detail": [(world.province.pk,), (own.area.pk,), (own.village.pk,)],
        "areas:village_add": [(own.area.pk,)],
        "areas:village_correct": [(own.village.pk,)],
        "areas:village_rename": [(own.village.pk,)],
        "audit:list": [()],
        "households:villages": [()],
        "households:search": [()],
        "households:list": [(own.village.pk,), (own.villages[1].pk,)],
        "households:of_area": [(own.area.pk,), (own.village.pk,)],
        "households:sheet": [(own.village.pk,), (own.villages[1].pk,)],
        "households:add": [(own.village.pk,)],
        "households:declare": [(own.village.pk,)],
        "households:declare_commune": [(own.area.pk,)],
        "households:assign": [(own.area.pk,)],
        "households:offer": [(own.household.uuid,)],
        "households:transfer": [(comes.uuid,), (goes.uuid,)],
        "households:transfers": [(own.area.pk,)],
        "households:declare_below": [(world.province.pk,), (world.district.pk,)],
        "households:complete": [(own.village.pk,), (own.area.pk,)],
        "households:completions": [(world.province.pk,), (world.district.pk,)],
        "households:print_sheet": [(own.village.pk,), (own.villages[1].pk,)],
        "households:sheet_paper": [(own.sheet.uuid,)],
        "households:key_back": [(own.sheet.uuid,)],
        "households:detail": [(household.uuid,)],
        "households:refuse": [(household.uuid,)],
        **{
            f"households:{turn}": [(household.uuid,)]
            for turn in (
                "come_back",
                "end",
                "head",
                "history",
                "merge",
                "move_out",
                "move_within",
                "split",
            )
        },
        "households:duplicates": [(own.village.pk,)],
        "households:resident_assess": [(person.pk,)],
        "households:resident_change": [(person.pk,)],
        "offline:take": [(own.village.pk,)],
        "offline:take_many": [()],
        "offline:shell": [()],
        "offline:many": [()],
        "offline:pending": [()],
        "offline:item": [(world.with_waiting().uuid,)],
        "offline:choose": [(own.households[1].uuid,)],
        "privacy:notice": [()],
        "privacy:breaches": [()],
        "privacy:breach": [(own.breach.pk,)],
        "privacy:requests": [()],
        "privacy:request_new": [()],
        "privacy:request": [(own.request.uuid,), (own.answered.uuid,)],
        "privacy:request_slip": [(own.request.uuid,)],
        "privacy:request_reply": [(own.answered.uuid,)],
        "reading:list": [()],
        "reading:unusual": [()],
        "reorganisations:list": [()],
        "reorganisations:new": [()],
        "reorganisations:many": [()],
        "reorganisations:sheet": [()],
        "reorganisations:detail": [(draft.uuid,), (split.uuid,)],
        "reorganisations:assign": [(split.uuid, split.operations.get().pk)],
        "reorganisations:add": [(draft.uuid,)],
        "reorganisations:change": [(draft.uuid, draft.operations.get().pk)],
        "reports:today": [()],
        "reports:dashboard": [(world.province.pk,), (own.area.pk,), (own.village.pk,)],
        "reports:explore": [()],
        "reports:meetings": [()],
        "reports:meeting": [(own.meeting.uuid,)],
        "reports:meeting_book": [(own.meeting.uuid,)],
        "reports:below": [(world.province.pk,), (own.area.pk,)],
        "reports:tile_map": [(world.province.pk,), (world.district.pk,), (own.area.pk,)],
        "reports:calls": [(world.province.pk,), (own.area.pk,)],
        "periodic:periods": [()],
        "periodic:waiting": [()],
        "periodic:report": [(world.period.uuid, own.area.code)],
        "periodic:by_village": [(world.period.uuid, own.area.code)],
        "periodic:collected": [(world.period.uuid,)],
        "periodic:new_request": [()],
        "periodic:published": [(world.province.pk,), (own.area.pk,)],
        "periodic:publish": [(world.province.pk,)],
        "periodic:publish_table": [(world.province.pk,)],
        "periodic:unpublish": [(world.province.published_figures.get().uuid,)],
        "periodic:schedules": [()],
        "periodic:schedule_new": [()],
        "periodic:layouts": [()],
        "periodic:layout_new": [()],
        "periodic:layout": [(world.period.schedule.form.uuid,)],
        "periodic:word_template": [()],
        "periodic:period": [(world.period.uuid,)],
        "periodic:review": [(world.period.uuid,)],
        "periodic:copy": [(world.period.uuid, own.area.code, 1)],
        "reports:rollout": [()],
        "reports:rollout_of": [(world.province.pk,), (world.district.pk,), (own.area.pk,)],
        "reports:first_steps": [()],
        "reports:kick_off": [(own.area.pk,)],
        "reports:call_sheet": [(world.province.pk,), (own.area.pk,)],
        "reports:trend": [(world.province.pk,), (own.area.pk,), (own.village.pk,)],
        "reports:compare": [(world.province.pk,), (own.area.pk,), (own.village.pk,)],
        "reports:without_team": [(world.province.pk,), (own.area.pk,)],
        "reports:why": [(world.province.pk,), (own.area.pk,), (own.village.pk,)],
        "reports:why_cause": [
            (own.area.pk, "chuyen-den"),
            (world.province.pk, "chuyen-den"),
            (world.province.pk, "lap-to"),
        ],
        "reports:targets": [(world.province.pk,), (own.area.pk,), (own.village.pk,)],
        "reports:target_set": [(own.area.pk,)],
        "reports:target_change": [(world.target.pk,)],
        "guide:index": [()],
        "guide:card": [()],
        "guide:contact_change": [()],
        "skills:method": [()],
        "skills:platforms": [(world.province.pk,), (own.area.pk,)],
        "teams:list": [()],
        "teams:board": [(world.province.pk,), (own.area.pk,), (own.village.pk,)],
        "teams:add": [()],
        "teams:detail": [(team.pk,)],
        "teams:member_add": [(team.pk,)],
        "teams:activity_start": [()],
        "teams:activities": [()],
        "teams:activity": [(team.activities.first().uuid,)],
        "teams:activity_change": [(team.activities.first().uuid,)],
        "teams:activity_withdraw": [(team.activities.first().uuid,)],
        "teams:equipment": [(team.pk,)],
        "teams:equipment_add": [(team.pk,)],
        "teams:equipment_change": [(team.equipment.first().pk,)],
        "teams:equipment_list": [()],
        "teams:needs": [()],
        "teams:courses": [()],
        "teams:course_add": [()],
        **{
            f"teams:{page}": [(own.area.courses.first().pk,)]
            for page in ("course", "course_change", "session_add", "course_enrol")
        },
        **{
            f"teams:{page}": [(own.area.courses.first().sessions.first().pk,)]
            for page in ("session", "session_change", "session_sheet")
        },
        "teams:trainee_certify": [(own.area.courses.first().trainees.first().pk,)],
        "teams:need_add": [()],
        "teams:need_ranking": [()],
        "teams:need": [(team.needs.first().pk,)],
        "teams:activity_add": [(team.pk,)],
        "teams:dissolve": [(team.pk,)],
        "teams:villages": [(team.pk,)],
        "teams:decisions": [()],
        "teams:found_many": [()],
        "teams:reconstitute": [()],
        "teams:dissolve_many": [()],
        "teams:join": [(own.village.pk,)],
        "teams:decision": [(team.decisions.first().pk,)],
        "teams:decision_change": [(team.decisions.first().pk,)],
        "teams:annex": [(team.decisions.first().pk,)],
        "teams:support": [(world.province.pk,), (world.district.pk,), (own.area.pk,)],
        "teams:support_lines": [(own.area.pk,)],
        "teams:support_print": [(own.area.pk,)],
        "teams:member_change": [(team.members.first().pk,)],
        "erasure:list": [()],
        "erasure:erasure": [(own.request.uuid,)],
        "erasure:erasure_resident": [(person.pk,)],
        "erasure:erasure_household": [(household.uuid,)],
        "erasure:decision": [(own.erasure.uuid,)],
        "imports:upload": [()],
        "imports:detail": [(own.file.uuid,)],
    }
    found = {name: [reverse(name, args=args) for args in all_] for name, all_ in keys.items()}
    found["reorganisations:list"].append(f"{found['reorganisations:list'][0]}?loc=cho-duyet")
    found["reorganisations:new"].append(f"{found['reorganisations:new'][0]}?xa={own.area.pk}")
    found["reorganisations:new"] += [
        f"{found['reorganisations:new'][0]}?viec={what}"
        for what in ("tach", "ket-thuc", "chuyen", "doi")
    ]
    found["privacy:requests"].append(f"{found['privacy:requests'][0]}?loc=dang-mo")
    found["privacy:request_new"].append(
        f"{found['privacy:request_new'][0]}?ho={own.households[1].uuid}"
    )
    found["guide:index"] += [f"{found['guide:index'][0]}?vai-tro={word}" for word in WORDS]
    found["privacy:notice"].append(f"{found['privacy:notice'][0]}?xa={own.area.pk}")
    found["teams:reconstitute"].append(f"{found['teams:reconstitute'][0]}?to={team.pk}")
    found["teams:decisions"].append(f"{found['teams:decisions'][0]}?so=chua-co")
    found["teams:activity_start"] = [f"{found['teams:activity_start'][0]}?chon=1"]
    found["teams:activities"].append(f"{found['teams:activities'][0]}?to={team.pk}&ky-nang=3")
    found["teams:activities"].append(f"{found['teams:activities'][0]}?rut=1")
    found["households:offer"].append(f"{found['households:offer'][0]}?q=xa")
    found["households:transfers"].append(f"{found['households:transfers'][0]}?loc=di")
    found["areas:search"].append(f"{reverse('areas:search')}?q=cua+ta")
    found["households:list"].append(f"{found['households:list'][0]}?q=khong-co")
    found["reports:why"].append(f"{found['reports:why'][0]}?chi-tieu=thon-co-to&tu=2026-01-01")
    found["reports:dashboard"].append(f"{found['reports:dashboard'][1]}?xep=-ky-nang-4")
    found["reports:below"].append(f"{found['reports:below'][1]}?q=ta&bac=0-60&xep=ten&nhom=loai")
    found["households:list"].append(f"{found['households:list'][0]}?loc=thieu-ky-nang-4")
    found["households:list"].append(f"{found['households:list'][0]}?tu=2026-02-01")
    found["households:of_area"].append(f"{found['households:of_area'][0]}?loc=thieu-ky-nang-4")
    found["households:villages"].append(f"{found['households:villages'][0]}?loc=lech-khai-bao")
    found["households:villages"].append(f"{found['households:villages'][0]}?loc=chua-co-ho")
    found["reports:calls"].append(f"{found['reports:calls'][0]}?viec=chua-cap-nhat")
    found["accounts:cards"].append(f"{found['accounts:cards'][0]}?don-vi={own.area.pk}")
    board = found["reports:rollout_of"][0]
    found["reports:rollout_of"].append(f"{board}?q=ta&buoc=da-bat-dau&lien-he=chua-lien-he")
    found["reports:rollout_of"].append(f"{board}?thieu=so-du&xep=cap-nhat")
    found["teams:equipment_list"].append(f"{found['teams:equipment_list'][0]}?tinh-trang=tot")
    found["teams:needs"].append(f"{found['teams:needs'][0]}?tinh-trang=da-rut&loai=money")
    found["teams:need_ranking"].append(f"{found['teams:need_ranking'][0]}?dia-ban={own.village.pk}")
    found["reports:targets"].append(f"{found['reports:targets'][0]}?chi-tieu=thon-co-to&loc=rieng")
    found["reports:trend"].append(f"{found['reports:trend'][1]}?chi-tieu=thon-co-to")
    found["reports:compare"].append(f"{found['reports:compare'][1]}?voi=2026-05")
    found["reports:compare"].append(
        f"{found['reports:compare'][2]}?don-vi={own.villages[1].pk}&chi-tieu=da-khao-sat"
    )
    found["reports:dashboard"].append(f"{found['reports:dashboard'][1]}?tat-ca=1")
    over = finished(timezone.localdate(), 1)[0]
    found["reports:dashboard"].append(f"{found['reports:dashboard'][0]}?thang={over:%Y-%m}")
    # A month of support before there was any.
    found["teams:support"].append(f"{found['teams:support'][2]}?thang=2020-01")
    return found


def roles(world):
    """Return one person of each role, and nobody."""
    return {
        "nobody": None,
        "officer": world.own.officer,
        "member": world.own.member,
        "reviewer": world.reviewer,
        "committee": world.committee,
        "administrator": world.administrator,
        "commune_administrator": world.commune_administrator,
    }


ROLES = (
    "nobody",
    "officer",
    "member",
    "reviewer",
    "committee",
    "administrator",
    "commune_administrator",
)


def our_routes():
    """Return the names of all routes but those of Django admin."""
    return {route.name for route in routes() if not route.pattern.startswith(ADMIN)}


def signed_in(user):
    """Return Django's test client, signed in unless for nobody."""
    client = Client()
    if user:
        client.force_login(user, backend="accounts.sessions.RoleBackend")
    return client


def words(response):
    """Return the page as it is read: one line, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def pages_open_to(world, role):
    """Return address → text of what answers this role with a page of its own."""
    client = signed_in(roles(world)[role])
    every = [address for all_ in samples(world).values() for address in all_]
    answers = {address: client.get(address) for address in every}
    return {at: one.content.decode() for at, one in answers.items() if one.status_code == 200}
