"""Countries as affiliations write them: which one a text ends in."""

from __future__ import annotations

import re
from functools import cache

from kg.keys import normal
from kg.resolve.spelling import plain

_WRITTEN = """
United States: usa, us, u s a, u s, united states of america
United Kingdom: uk, u k, england, scotland, wales, northern ireland, great britain
China: p r china, pr china, people s republic of china, peoples r china, prc, mainland china
Germany: deutschland, fed rep ger
Netherlands: the netherlands, holland
South Korea: korea, republic of korea, korea republic of
Russia: russian federation
Czechia: czech republic
Turkey: turkiye
Taiwan: taiwan roc, taiwan r o c
Hong Kong: hong kong sar, hong kong china
Switzerland: schweiz, suisse
Italy: italia
Spain: espana
Brazil: brasil
Mexico: mexique
Iran: islamic republic of iran
Vietnam: viet nam
United Arab Emirates: uae
Belgium: belgie, belgique
Austria: osterreich
Australia:
Argentina:
Algeria:
Armenia:
Azerbaijan:
Bangladesh:
Belarus:
Bolivia:
Botswana:
Bulgaria:
Cambodia:
Cameroon:
Canada:
Chile:
Colombia:
Costa Rica:
Croatia:
Cuba:
Cyprus:
Denmark:
Ecuador:
Egypt:
Estonia:
Ethiopia:
Finland:
France:
Georgia:
Ghana:
Greece:
Hungary:
Iceland:
India:
Indonesia:
Iraq:
Ireland:
Israel:
Jamaica:
Japan:
Jordan:
Kazakhstan:
Kenya:
Kuwait:
Latvia:
Lebanon:
Libya:
Lithuania:
Luxembourg:
Macau: macao
Malawi:
Malaysia:
Malta:
Morocco:
Mozambique:
Nepal:
New Zealand:
Nigeria:
Norway:
Oman:
Pakistan:
Palestine:
Panama:
Paraguay:
Peru:
Philippines:
Poland:
Portugal:
Puerto Rico:
Qatar:
Romania:
Rwanda:
Saudi Arabia:
Senegal:
Serbia:
Singapore:
Slovakia:
Slovenia:
South Africa:
Sri Lanka:
Sudan:
Sweden:
Syria:
Tanzania:
Thailand:
Tunisia:
Uganda:
Ukraine:
Uruguay:
Uzbekistan:
Venezuela:
Yemen:
Zambia:
Zimbabwe:
"""
_STATES = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC
SD TN TX UT VT VA WA WV WI WY DC
"""
_STATE_NAMES = """
alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii, idaho, illinois,
indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts, michigan, minnesota, mississippi, missouri,
montana, nebraska, nevada, new hampshire, new jersey, new mexico, new york, north carolina, north dakota, ohio,
oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas, utah, vermont, virginia,
washington, west virginia, wisconsin, wyoming
"""
_STATE_AND_ZIP = re.compile(rf"(?:{'|'.join(_STATES.split())})(?:[ -]+\d{{5}}(?:-\d{{4}})?)?")
_NAMED_STATE_AND_ZIP = re.compile(rf"(?:{'|'.join(map(str.strip, _STATE_NAMES.split(',')))})(?: \d{{5}}(?: \d{{4}})?)?")
_CODE = re.compile(r"\s*\b[A-Z]{0,2}-?\d[\w-]*\b\s*")


@cache
def _countries() -> dict[str, str]:
    found = {}
    for line in _WRITTEN.strip().splitlines():
        country, _, others = line.partition(":")
        found.update(dict.fromkeys([normal(country), *filter(None, map(str.strip, others.split(",")))], country))
    return found


def country_of(text: str) -> str:
    """The country that a part of an address is; empty for any other part.

    >>> [country_of(text) for text in ("P.R. China", "MA 02139", "South Carolina 29208", "100871 China", "Peking")]
    ['China', 'United States', 'United States', 'China', '']
    """
    bare = plain(text).strip(" .")
    if _STATE_AND_ZIP.fullmatch(bare) or _NAMED_STATE_AND_ZIP.fullmatch(normal(bare)):
        return "United States"
    return _countries().get(normal(_CODE.sub(" ", bare)), "")
