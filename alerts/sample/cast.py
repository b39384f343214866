"""Who is who in the sample: fictional people of two offices."""

from dataclasses import dataclass

from alerts.domain.words import Component, Role


@dataclass(frozen=True, slots=True)
class Player:
    """`section` is an English section name; `duties` are codes of the office's duties held round the clock."""

    name: str
    office: str
    role: Role
    component: Component | None = None
    section: str = ""
    duties: tuple[str, ...] = ()
    language: str = "en"
    is_extra: bool = False  # fills the rota; not among those one signs in as

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@{'beni' if self.office == 'BEN' else 'bouar'}.example"


C, R = Component, Role
CAST = (
    Player("Amina", "BEN", R.FOCAL_POINT, C.CIVILIAN, "Civil Affairs", ("civilian-focal-point",)),
    Player("Ben", "BEN", R.FOCAL_POINT, C.POLICE, "UNPOL", ("police-focal-point",)),
    Player("Chidi", "BEN", R.FOCAL_POINT, C.MILITARY, "Force", ("force-focal-point",)),
    Player("Dora", "BEN", R.HUB_DUTY, duties=("hub-duty-officer",)),
    Player("Hana", "BEN", R.OFFICER, C.CIVILIAN, "Human Rights"),
    Player("Grace", "BEN", R.HEAD_OF_OFFICE, duties=("head-of-office",)),
    Player("Farid", "BEN", R.POC_MANAGER),
    Player("Ivan", "BEN", R.ADMINISTRATOR),
    Player("Esther", "BOU", R.HUB_DUTY, duties=("hub-duty-officer",)),
    Player("Noor", "BEN", R.HUB_CHIEF, duties=("hub-chief",), is_extra=True),
    Player("Sifa", "BEN", R.FOCAL_POINT, C.CIVILIAN, "Women's Protection", ("protection-adviser",), "fr", True),
    Player("Luc", "BEN", R.FOCAL_POINT, C.CIVILIAN, "Civil Affairs", ("civilian-deputy",), "fr", True),
    Player("Tomas", "BEN", R.FOCAL_POINT, C.POLICE, "Formed Police Unit", ("police-deputy",), is_extra=True),
    Player("Rajiv", "BEN", R.FOCAL_POINT, C.MILITARY, "Force", ("force-deputy",), is_extra=True),
    Player("Idris", "BOU", R.FOCAL_POINT, C.CIVILIAN, "Civil Affairs", ("civilian-focal-point",), "fr", True),
    Player("Marta", "BOU", R.FOCAL_POINT, C.POLICE, "UNPOL", ("police-focal-point",), is_extra=True),
    Player("Felix", "BOU", R.FOCAL_POINT, C.MILITARY, "Force", ("force-focal-point",), is_extra=True),
    Player("Odile", "BOU", R.HEAD_OF_OFFICE, duties=("head-of-office",), language="fr", is_extra=True),
)
