"""Every rule of the book, in the order in which they are listed and first hit is shown."""

from services.compliance.case import Rule
from services.compliance.rules.ai_disclosure import ai_disclosure
from services.compliance.rules.area_code_states import area_code_states
from services.compliance.rules.attorney import attorney_represented
from services.compliance.rules.bans import flat_bans
from services.compliance.rules.business_line import business_line
from services.compliance.rules.business_ties import business_ties
from services.compliance.rules.caps import attempt_caps
from services.compliance.rules.company_do_not_call import company_do_not_call
from services.compliance.rules.consent import consent_tier
from services.compliance.rules.debt_caps import debt_frequency
from services.compliance.rules.dual_purpose import dual_purpose
from services.compliance.rules.exempt_messages import exempt_messages
from services.compliance.rules.foreclosure import owner_occupied_foreclosure
from services.compliance.rules.holidays import holidays
from services.compliance.rules.hours import calling_hours
from services.compliance.rules.house_rules import house_rules
from services.compliance.rules.lead_age import lead_age
from services.compliance.rules.national_list import national_list
from services.compliance.rules.number import valid_number
from services.compliance.rules.on_record import on_record
from services.compliance.rules.opt_outs import opt_outs
from services.compliance.rules.places import plausible_places
from services.compliance.rules.revocation_text import revocation_text
from services.compliance.rules.script import script_of_a_machine
from services.compliance.rules.subscription import subscription
from services.compliance.rules.told_us import told_us

RULES: tuple[Rule, ...] = (
    valid_number,
    lead_age,
    plausible_places,
    area_code_states,
    company_do_not_call,
    opt_outs,
    revocation_text,
    told_us,
    attorney_represented,
    owner_occupied_foreclosure,
    flat_bans,
    consent_tier,
    exempt_messages,
    national_list,
    business_ties,
    business_line,
    subscription,
    calling_hours,
    holidays,
    attempt_caps,
    debt_frequency,
    script_of_a_machine,
    dual_purpose,
    ai_disclosure,
    house_rules,
    on_record,
)
