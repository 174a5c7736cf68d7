"""Every rule of the book, in the order in which they are listed and first hit is shown."""

from services.compliance.case import Rule
from services.compliance.rules.abandonment import abandonment
from services.compliance.rules.ai_disclosure import ai_disclosure
from services.compliance.rules.area_code_states import area_code_states
from services.compliance.rules.attorney import attorney_represented
from services.compliance.rules.bans import flat_bans
from services.compliance.rules.business_line import business_line
from services.compliance.rules.business_ties import business_ties
from services.compliance.rules.caller_id import caller_id
from services.compliance.rules.caps import attempt_caps
from services.compliance.rules.company_do_not_call import company_do_not_call
from services.compliance.rules.consent import consent_tier
from services.compliance.rules.debt_caps import debt_frequency
from services.compliance.rules.debt_collector_named import collector_named
from services.compliance.rules.debt_conversation import after_a_talk
from services.compliance.rules.debt_duties import duties_of_a_collector
from services.compliance.rules.debt_message import limited_content
from services.compliance.rules.debt_notice import validation_notice
from services.compliance.rules.debt_suit import no_threat_of_suit
from services.compliance.rules.debt_text import text_about_a_debt
from services.compliance.rules.debt_third_party import third_party
from services.compliance.rules.debt_told import told_a_collector
from services.compliance.rules.dual_purpose import dual_purpose
from services.compliance.rules.duties import duties
from services.compliance.rules.emergencies import emergencies
from services.compliance.rules.exempt_messages import exempt_messages
from services.compliance.rules.foreclosure import owner_occupied_foreclosure
from services.compliance.rules.foreclosure_acts import foreclosure_acts
from services.compliance.rules.health_detail import no_health_detail
from services.compliance.rules.holidays import holidays
from services.compliance.rules.hours import calling_hours
from services.compliance.rules.house_rules import house_rules
from services.compliance.rules.lead_age import lead_age
from services.compliance.rules.listing import active_listing
from services.compliance.rules.litigators import litigators
from services.compliance.rules.maine_reassigned import maine_reassigned
from services.compliance.rules.national_list import national_list
from services.compliance.rules.number import valid_number
from services.compliance.rules.on_record import on_record
from services.compliance.rules.opt_outs import opt_outs
from services.compliance.rules.pitch import listing_pitch
from services.compliance.rules.places import plausible_places
from services.compliance.rules.probate import probate_fiduciary
from services.compliance.rules.proclaimed import proclaimed_holidays
from services.compliance.rules.protected_lines import protected_lines
from services.compliance.rules.reassigned import reassigned_number
from services.compliance.rules.recording import recording
from services.compliance.rules.registrations import registrations
from services.compliance.rules.revocation import revocations
from services.compliance.rules.revocation_text import revocation_text
from services.compliance.rules.ring import ring_time
from services.compliance.rules.sales_words import sales_words
from services.compliance.rules.script import script_of_a_machine
from services.compliance.rules.state_caller_ids import state_caller_ids
from services.compliance.rules.state_lists import state_lists
from services.compliance.rules.subscription import subscription
from services.compliance.rules.tax_lien import redemption_deadline
from services.compliance.rules.told_us import told_us

RULES: tuple[Rule, ...] = (
    valid_number,
    protected_lines,
    lead_age,
    plausible_places,
    area_code_states,
    company_do_not_call,
    litigators,
    revocations,
    opt_outs,
    revocation_text,
    told_us,
    told_a_collector,
    attorney_represented,
    owner_occupied_foreclosure,
    foreclosure_acts,
    probate_fiduciary,
    redemption_deadline,
    active_listing,
    listing_pitch,
    emergencies,
    flat_bans,
    consent_tier,
    reassigned_number,
    exempt_messages,
    national_list,
    business_ties,
    business_line,
    subscription,
    maine_reassigned,
    state_lists,
    calling_hours,
    holidays,
    proclaimed_holidays,
    attempt_caps,
    debt_frequency,
    after_a_talk,
    registrations,
    state_caller_ids,
    script_of_a_machine,
    sales_words,
    collector_named,
    limited_content,
    no_health_detail,
    third_party,
    text_about_a_debt,
    validation_notice,
    no_threat_of_suit,
    caller_id,
    ring_time,
    abandonment,
    dual_purpose,
    ai_disclosure,
    duties,
    recording,
    house_rules,
    on_record,
    duties_of_a_collector,
)
