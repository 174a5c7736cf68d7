"""Where a number and an address may be: a second reading, which shares nothing with the rulebook.

Area codes of libphonenumber 9.0.43 and the overlays that came after it; states and zones as the
sheet of law lists them, one letter a zone.
"""

ZONES = {
    "E": "America/New_York",
    "C": "America/Chicago",
    "M": "America/Denver",
    "Z": "America/Phoenix",
    "P": "America/Los_Angeles",
    "A": "America/Anchorage",
    "D": "America/Adak",
    "H": "Pacific/Honolulu",
    "R": "America/Puerto_Rico",
    "G": "Pacific/Guam",
    "S": "Pacific/Pago_Pago",
}
OF_STATES = {
    "E": "CT DE DC GA ME MD MA NH NJ NY NC OH PA RI SC VT VA WV",
    "C": "AL AR IL IA LA MN MS MO OK WI",
    "M": "CO MT NM UT WY",
    "P": "CA WA",
    "H": "HI",
    "R": "PR VI",
    "G": "GU MP",
    "S": "AS",
    "EC": "FL IN KY MI TN",
    "CM": "KS NE ND SD TX",
    "MP": "ID OR NV",
    "AD": "AK",
    "ZM": "AZ",
}
# Codes of split states: both zones for those that the sheet names and their overlays, else one.
BOTH = (
    "208 986 219 574 812 930 270 364 606 308 423 729 541 458 605 620 785 701 775 850 448 "
    "906 907 928"
)
ONE = {
    "E": "FL IN KY MI 865",
    "C": "KS NE TN TX",
    "M": "915",
    "P": "NV OR",
    "Z": "AZ",
}
AREA_CODES = {
    "AL": "205 251 256 334 483 659 938",
    "AK": "907",
    "AZ": "480 520 602 623 928",
    "AR": "327 479 501 870",
    "CA": (
        "209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 "
        "657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951"
    ),
    "CO": "303 719 720 748 970 983",
    "CT": "203 475 860 959",
    "DE": "302",
    "DC": "202 771",
    "FL": (
        "239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 "
        "941 954"
    ),
    "GA": "229 404 470 478 678 706 762 770 912 943",
    "HI": "808",
    "ID": "208 986",
    "IL": "217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872",
    "IN": "219 260 317 463 574 765 812 930",
    "IA": "319 515 563 641 712",
    "KS": "316 620 785 913",
    "KY": "270 364 502 606 859",
    "LA": "225 318 337 457 504 985",
    "ME": "207",
    "MD": "227 240 301 410 443 667",
    "MA": "339 351 413 508 617 774 781 857 978",
    "MI": "231 248 269 313 517 586 616 679 734 810 906 947 989",
    "MN": "218 320 507 612 651 763 924 952",
    "MS": "228 471 601 662 769",
    "MO": "235 314 417 557 573 636 660 816 975",
    "MT": "406",
    "NE": "308 402 531",
    "NV": "702 725 775",
    "NH": "603",
    "NJ": "201 551 609 640 732 848 856 862 908 973",
    "NM": "505 575",
    "NY": (
        "212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 "
        "929 934"
    ),
    "NC": "252 336 472 704 743 828 910 919 980 984",
    "ND": "701",
    "OH": "216 220 234 283 326 330 380 419 436 440 513 567 614 740 937",
    "OK": "405 539 572 580 918",
    "OR": "458 503 541 971",
    "PA": "215 223 267 272 412 445 484 570 582 610 717 724 814 835 878",
    "RI": "401",
    "SC": "803 821 839 843 854 864",
    "SD": "605",
    "TN": "423 615 629 729 731 865 901 931",
    "TX": (
        "210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 "
        "903 915 936 940 945 956 972 979"
    ),
    "UT": "385 435 801",
    "VT": "802",
    "VA": "276 434 540 571 686 703 757 804 826 948",
    "WA": "206 253 360 425 509 564",
    "WV": "304 681",
    "WI": "262 274 353 414 534 608 715 920",
    "WY": "307",
    "PR": "787 939",
    "VI": "340",
    "GU": "671",
    "AS": "684",
    "MP": "670",
}

STATE_OF = {code: state for state, codes in AREA_CODES.items() for code in codes.split()}
SPLIT = {
    state for letters, states in OF_STATES.items() if len(letters) > 1 for state in states.split()
}


def zones_of_state(state: str) -> set[str]:
    """The IANA zones in which an address of this state may lie."""
    letters = next(letters for letters, states in OF_STATES.items() if state in states.split())
    return {ZONES[letter] for letter in letters}


def zones_of_code(code: str) -> set[str]:
    """The IANA zones in which a number of this area code may have been given out."""
    state = STATE_OF[code]
    if state not in SPLIT or code in BOTH.split():
        return zones_of_state(state)
    named = {word: letter for letter, words in ONE.items() for word in words.split()}
    return {ZONES[named.get(code) or named[state]]}
