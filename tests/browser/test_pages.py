"""Every page, light and dark, wide and narrow: photographed, and without a finding of axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
PICTURES = ROOT / "var/screenshots"
SIZES = {"wide": {"width": 1280, "height": 800}, "narrow": {"width": 390, "height": 844}}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PAGES = {
    "queue": ("agent", "/"),
    "workspace-may": ("agent", "/workspace/2001"),
    "workspace-not": ("agent", "/workspace/2017"),
    "workspace-unknown": ("agent", "/workspace/2018"),
    "workspace-gate": ("agent", "/workspace/2016"),
    "workspace-odd-item": ("agent", "/workspace/2022"),
    "shortcuts": ("agent", "/shortcuts"),
    "rules": ("agent", "/rules?state=FL"),
    "rules-none": ("manager", "/rules?q=nothing+says+this"),
    "manager": ("manager", "/manager"),
    "assistants": ("manager", "/manager/assistants"),
    "consents-found": ("manager", "/leads"),
    "consents": ("manager", "/leads/2001/consents"),
    "texts": ("manager", "/manager/texts/real_estate"),
    "text": ("manager", "/manager/texts/real_estate/en/q.owner"),
    "text-of-the-law": ("manager", "/manager/texts/real_estate/es/d.identity"),
    "rulebook": ("manager", "/manager/rulebook"),
    "house-rules": ("manager", "/manager/rulebook/house-rules"),
    "audit": ("auditor", "/audit"),
}


@pytest.fixture(scope="module")
def signed_in(browser, house):
    """One page per role, kept for all photographs."""
    contexts, pages = [], {}
    for role in ("agent", "manager", "auditor"):
        context = browser.new_context(base_url=house.url, bypass_csp=True, locale="en-US")
        contexts.append(context)
        pages[role] = context.new_page()
        Desk(pages[role], house).sign_in(house.person(role))
    yield pages
    for context in contexts:
        context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_is_photographed(signed_in, name, size):
    role, path = PAGES[name]
    page = signed_in[role]
    page.set_viewport_size(SIZES[size])
    assert page.goto(path).status == 200
    expect(page.locator("main")).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        picture(page, f"{name}-{size}-{scheme}")
        assert violations(page) == [], scheme
    assert overflow(page) <= 0, "nothing is wider than the screen"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_is_accessible(new_page, scheme):
    page = new_page(bypass_csp=True, color_scheme=scheme)
    page.goto("/sign-in")
    picture(page, f"sign-in-{scheme}")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("keys", "name"),
    [("?", "shortcuts-dialog"), ("d", "do-not-call-dialog"), ("a", "sound-dialog")],
)
def test_a_dialog_opens_by_its_key_and_is_accessible(signed_in, keys, name):
    page = signed_in["agent"]
    page.set_viewport_size(SIZES["wide"])
    page.emulate_media(color_scheme="light")
    page.goto("/workspace/2001")
    page.keyboard.press(keys)
    expect(page.locator("dialog[open]")).to_be_visible()
    picture(page, name)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_page_that_is_not_there_says_so(signed_in):
    page = signed_in["agent"]
    assert page.goto("/workspace/99999999").status == 404
    picture(page, "problem")
    assert violations(page) == []


def test_the_workspace_needs_no_scrolling_on_a_usual_screen(signed_in):
    page = signed_in["agent"]
    page.set_viewport_size(SIZES["wide"])
    page.goto("/workspace/2001")
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


@pytest.mark.parametrize("item", [2001, 2016, 2017])
def test_a_telephone_shows_verdict_number_and_call_before_it_is_scrolled(signed_in, item):
    page = signed_in["agent"]
    page.set_viewport_size(SIZES["narrow"])
    page.goto(f"/workspace/{item}")
    foot = page.locator(".call__foot").bounding_box()
    for part in (".verdict:not([hidden]) .verdict__headline", ".verdict:not([hidden]) .day-bar"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= foot["y"], "nothing covers the verdict"
    for part in (".numbers label >> nth=0", '[data-action="call"]'):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)


def picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def violations(page: Page) -> list[str]:
    """What axe finds, one line each: rule, and the first element."""
    if not page.evaluate("window.axe !== undefined"):
        page.add_script_tag(path=AXE)
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]}" for v in found]


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
