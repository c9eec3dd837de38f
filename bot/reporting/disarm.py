"""DISARM's published STIX ids of the techniques that detectors name: an exchange platform that has DISARM knows them.

Identifiers, titles and times as published in version 1.6 of the framework (generated_files/DISARM_STIX of
DISARMFoundation/DISARMframeworks); facts, see NOTICE.
"""

from dataclasses import dataclass

AUTHOR = "identity--f1a0f560-2d9e-4c5d-bf47-7e96e805de82"
AUTHOR_NAME = "DISARM Foundation"
AUTHOR_SINCE = "2024-11-22T16:43:58.073632Z"


@dataclass(frozen=True, slots=True)
class Technique:
    """One technique: its STIX id, its title, and since when this version of it stands (created and modified)."""

    id: str
    name: str
    at: str


def _technique(key: str, second: str, name: str) -> Technique:
    return Technique(f"attack-pattern--{key}", name, f"2024-11-22T16:43:{second}Z")


TECHNIQUES = {
    "T0049.001": _technique("1c13465b-8b75-4b7d-a763-fe5b1d091635", "58.090307", "Trolls Amplify and Manipulate"),
    "T0049.003": _technique(
        "e6ab2793-a059-4354-bb60-045afb019833", "58.09072", "Bots Amplify via Automated Forwarding and Reposting"
    ),
    "T0049.007": _technique(
        "cec91e97-76c8-4a1f-8397-a06939a558ef", "58.091598", "Inauthentic Sites Amplify News and Narratives"
    ),
    "T0084.001": _technique("4cd719a9-e817-4acc-9581-6b6a60e42f35", "58.102607", "Use Copypasta"),
    "T0084.002": _technique("a3fe7752-dbfa-4918-912f-c492c8593c68", "58.102883", "Plagiarise Content"),
    "T0098.001": _technique("e0f07568-5a2b-429d-94b9-b1ff3c17adea", "58.143152", "Create Inauthentic News Sites"),
    "T0121": _technique("7e3a06ee-c109-4901-8720-69c46fe04a76", "58.164783", "Manipulate Platform Algorithm"),
    "T0128.005": _technique("5bca3084-f5b0-48a8-934c-7f2c03bfd2c3", "58.195808", "Change Names of Information Assets"),
    "T0129.007": _technique("deb9a225-0803-4a1f-b37b-3a10c3e7ca79", "58.202517", "Delete Accounts/Account Activity"),
    "T0143.003": _technique("2295615a-89ad-4f5b-b8ed-e70245a6d209", "58.220405", "Impersonated Persona"),
    "T0144.002": _technique("57c27a31-54ea-47e7-80f1-f04e502de44f", "58.221357", "Persona Template"),
    "T0145.001": _technique("e6a5397a-9515-4ba6-80e5-8f1fe273b7a5", "58.221781", "Copy Account Imagery"),
    "T0145.002": _technique("f5ce482b-547c-4776-b8ec-acd96c2322d3", "58.222087", "AI-Generated Account Imagery"),
    "T0145.007": _technique("d6be7b47-6d49-4859-b741-e1547538c079", "58.223208", "Stock Image Account Imagery"),
    "T0146.005": _technique("f990c72c-56e5-4556-ac11-072f6f88d267", "58.224572", "Lookalike Account ID"),
    "T0146.007": _technique("7e85d897-f480-4118-b571-556f4f99edd4", "58.224981", "Automated Account Asset"),
    "T0150.001": _technique("ba703b10-af7d-48d3-9fb9-11426992c902", "58.237624", "Newly Created Asset"),
    "T0150.002": _technique("796f5ca9-edce-4daf-85ef-de822e5a21bc", "58.238232", "Dormant Asset"),
    "T0150.003": _technique("3965c84f-5d14-40ac-89e8-04a39718b604", "58.238692", "Pre-Existing Asset"),
    "T0150.004": _technique("405aa0e6-2297-4c39-b285-17c31190b195", "58.239312", "Repurposed Asset"),
    "T0150.005": _technique("696cbb0b-74f4-4937-9758-3fe56e4b9535", "58.239774", "Compromised Asset"),
    "T0150.006": _technique("c62e87a3-a84f-4c2d-bc7c-6ede2fc1fcf5", "58.240324", "Purchased Asset"),
    "T0150.008": _technique("71f85cbb-5f6e-4fd1-9ad4-fea19069bc5f", "58.240976", "Bulk Created Asset"),
    "T0153.003": _technique("86531395-b3a0-4198-9854-3675f5cb807d", "58.251663", "Shortened Link Asset"),
}
"""By DISARM's own id."""
