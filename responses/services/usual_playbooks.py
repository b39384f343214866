"""Playbooks as protection of civilians is practised: in both languages, and without a detail of any case."""

from dataclasses import dataclass

from alerts.domain.words import Kind, Level, ThreatType

T, L = ThreatType, Level
HUB, CHIEF, HEAD = "hub-duty-officer", "hub-chief", "head-of-office"
CIVILIAN, POLICE, FORCE = "civilian-focal-point", "police-focal-point", "force-focal-point"
ADVISER = "protection-adviser"
DECIDER = ""


@dataclass(frozen=True, slots=True)
class Usual:
    """`items`: minutes, code of the duty that owes it, English, French."""

    name_en: str
    name_fr: str
    items: tuple[tuple[int, str, str, str], ...]
    threat_types: tuple[ThreatType, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    starts_itself: bool = False


PLAYBOOKS = (
    Usual(
        "Attack on a village",
        "Attaque contre un village",
        (
            (
                5,
                FORCE,
                "Ask the nearest base what it can reach and when; give the grid reference",
                "Demander à la base la plus proche ce qu’elle peut atteindre et quand ; donner les coordonnées",
            ),
            (
                10,
                HUB,
                "Call the contact on site back: which way are people fleeing, who is wounded?",
                "Rappeler le contact sur place : par où les gens fuient-ils, qui est blessé ?",
            ),
            (
                15,
                DECIDER,
                "Decide on the QRF or a patrol; say why where nobody goes",
                "Décider de la force de réaction rapide ou d’une patrouille ; dire pourquoi si personne n’y va",
            ),
            (
                20,
                POLICE,
                "Alert UNPOL and, where it is safe, the national police post on the route of flight",
                "Alerter l’UNPOL et, si c’est sans danger, le poste de police nationale sur l’axe de fuite",
            ),
            (
                30,
                CIVILIAN,
                "Warn neighbouring villages and committees through their alert networks",
                "Prévenir les villages et comités voisins par leurs réseaux d’alerte",
            ),
            (
                60,
                CIVILIAN,
                "Tell OCHA and the health partners what is needed; medical evacuation of civilians",
                "Dire à OCHA et aux partenaires de santé ce qu’il faut ; évacuation sanitaire des civils",
            ),
            (240, CIVILIAN, "Give word back to whoever warned us", "Donner un retour à ceux qui nous ont alertés"),
        ),
        threat_types=(T.INCURSION, T.KILLING, T.EXECUTION, T.ARSON, T.SHELLING),
        levels=(L.CRITICAL, L.HIGH),
    ),
    Usual(
        "Attack on a displaced site",
        "Attaque contre un site de déplacés",
        (
            (
                5,
                FORCE,
                "Who guards the site now? Have the static guard report by radio",
                "Qui garde le site en ce moment ? Faire rendre compte la garde statique par radio",
            ),
            (
                10,
                HUB,
                "Reach the site committee and the camp manager on two numbers",
                "Joindre le comité du site et le gestionnaire du camp sur deux numéros",
            ),
            (
                15,
                DECIDER,
                "Decide: reinforce the guard, QRF, or open the base as a refuge",
                "Décider : renforcer la garde, force de réaction rapide, ou ouvrir la base comme refuge",
            ),
            (
                30,
                POLICE,
                "Formed police unit to the gates; nobody searched without a reason",
                "Unité de police constituée aux entrées ; personne n’est fouillé sans motif",
            ),
            (
                60,
                CIVILIAN,
                "Tell UNHCR, IOM and the cluster where people went",
                "Dire au HCR, à l’OIM et au cluster où les gens sont allés",
            ),
            (
                180,
                ADVISER,
                "Count the missing, unaccompanied children first, with the protection partners",
                "Compter les disparus, d’abord les enfants non accompagnés, avec les partenaires de protection",
            ),
        ),
        threat_types=(T.SITE_ATTACK,),
    ),
    Usual(
        "Abduction",
        "Enlèvement",
        (
            (
                15,
                FORCE,
                "Which way, on foot or by vehicle, since when? Units on that axis told",
                "Par où, à pied ou en véhicule, depuis quand ? Unités sur cet axe prévenues",
            ),
            (
                30,
                DECIDER,
                "Decide on pursuit or pressure; the life of those held comes first",
                "Décider de la poursuite ou de la pression ; la vie des personnes retenues passe avant tout",
            ),
            (
                60,
                CIVILIAN,
                "One person speaks with the family; nobody from the hub pays or bargains",
                "Une seule personne parle à la famille ; personne du hub ne paie ni ne négocie",
            ),
            (
                120,
                POLICE,
                "See that the complaint is taken where the family wants it",
                "Veiller à ce que la plainte soit reçue si la famille le souhaite",
            ),
            (
                240,
                ADVISER,
                "Were children among them? Tell child protection and the monitoring mechanism",
                "Y a-t-il des enfants ? Prévenir la protection de l’enfance et le mécanisme de suivi",
            ),
            (
                1440,
                HUB,
                "Call the family again, and every day until they are back",
                "Rappeler la famille, puis chaque jour jusqu’au retour",
            ),
        ),
        threat_types=(T.ABDUCTION, T.RECRUITMENT, T.DISAPPEARANCE),
    ),
    Usual(
        "Sexual violence: referral",
        "Violence sexuelle : orientation",
        (
            (
                10,
                ADVISER,
                "Restrict the alert; no name, no address and no account of the act anywhere in the hub",
                "Restreindre l’alerte ; ni nom, ni adresse, ni récit des faits nulle part dans le hub",
            ),
            (
                30,
                ADVISER,
                "Is the survivor safe now? Ask only that; do not interview",
                "La personne survivante est-elle en sécurité ? Ne demander que cela ; pas d’entretien",
            ),
            (
                60,
                ADVISER,
                "Offer referral: care within 72 hours, psychosocial, shelter, legal; her or his consent decides",
                "Proposer une orientation : soins sous 72 heures, psychosocial, abri, droit ; son consentement décide",
            ),
            (
                120,
                ADVISER,
                "Hand over to the referral pathway by voice; record that it was done, not to whom",
                "Transmettre au circuit d’orientation de vive voix ; noter que c’est fait, pas à qui",
            ),
            (
                1440,
                ADVISER,
                "Ask the service provider whether care was given; leave the survivor in peace",
                "Demander au prestataire si les soins ont été donnés ; laisser la personne en paix",
            ),
            (
                1440,
                CHIEF,
                "Tell the Women Protection Adviser what patterns show, without cases",
                "Dire au conseiller pour la protection des femmes ce que montrent les tendances, sans les cas",
            ),
        ),
        threat_types=(T.CRSV,),
    ),
    Usual(
        "Movement of an armed group",
        "Mouvement d’un groupe armé",
        (
            (
                30,
                FORCE,
                "Compare with the last known positions; how many hours to the next village?",
                "Comparer avec les dernières positions connues ; combien d’heures jusqu’au prochain village ?",
            ),
            (
                60,
                CIVILIAN,
                "Ask two other sources on the axis, without naming the first",
                "Interroger deux autres sources sur l’axe, sans nommer la première",
            ),
            (
                90,
                DECIDER,
                "Decide: patrol to be seen, standing deployment, or watch",
                "Décider : patrouille visible, déploiement permanent, ou veille",
            ),
            (
                120,
                CIVILIAN,
                "Warn committees on the way; agree how they call us",
                "Prévenir les comités sur le chemin ; convenir de la façon de nous appeler",
            ),
            (
                720,
                HUB,
                "Look again: did they turn, split or settle?",
                "Regarder de nouveau : ont-ils tourné, se sont-ils séparés ou installés ?",
            ),
        ),
        threat_types=(T.MOVEMENT,),
    ),
    Usual(
        "Threat to the United Nations",
        "Menace contre les Nations Unies",
        (
            (
                5,
                HUB,
                "Tell the security operations centre by voice",
                "Prévenir le centre des opérations de sécurité de vive voix",
            ),
            (
                15,
                HUB,
                "Account for teams in the field; movements on that road held until cleared",
                "Faire le point des équipes sur le terrain ; mouvements sur cet axe suspendus jusqu’à levée",
            ),
            (
                30,
                DECIDER,
                "Decide on escorts, and whether protection tasks go on",
                "Décider des escortes, et si les tâches de protection se poursuivent",
            ),
            (
                60,
                HEAD,
                "Speak with the authorities; ask for their part of the guard",
                "Parler aux autorités ; demander leur part de la garde",
            ),
            (
                120,
                CIVILIAN,
                "What is said of us, and by whom? Tell communities what we do",
                "Que dit-on de nous, et qui ? Dire aux communautés ce que nous faisons",
            ),
        ),
        threat_types=(T.UN_THREAT,),
        starts_itself=True,
    ),
)
