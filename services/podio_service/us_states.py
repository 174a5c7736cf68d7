"""States as people and geocoders write them."""

_NAMES = """
AL Alabama
AK Alaska
AZ Arizona
AR Arkansas
CA California
CO Colorado
CT Connecticut
DE Delaware
DC District of Columbia
FL Florida
GA Georgia
HI Hawaii
ID Idaho
IL Illinois
IN Indiana
IA Iowa
KS Kansas
KY Kentucky
LA Louisiana
ME Maine
MD Maryland
MA Massachusetts
MI Michigan
MN Minnesota
MS Mississippi
MO Missouri
MT Montana
NE Nebraska
NV Nevada
NH New Hampshire
NJ New Jersey
NM New Mexico
NY New York
NC North Carolina
ND North Dakota
OH Ohio
OK Oklahoma
OR Oregon
PA Pennsylvania
RI Rhode Island
SC South Carolina
SD South Dakota
TN Tennessee
TX Texas
UT Utah
VT Vermont
VA Virginia
WA Washington
WV West Virginia
WI Wisconsin
WY Wyoming
AS American Samoa
GU Guam
MP Northern Mariana Islands
PR Puerto Rico
VI U.S. Virgin Islands
"""
_ROWS = [line.split(" ", 1) for line in _NAMES.strip().splitlines()]
_CODES = {code for code, _ in _ROWS}
_BY_NAME = {name.lower(): code for code, name in _ROWS}


def two_letters(text: str) -> str:
    """`Illinois`, `il` or `IL` as IL; "" for what is no state of the United States."""
    word = text.strip()
    return word.upper() if word.upper() in _CODES else _BY_NAME.get(word.lower(), "")
