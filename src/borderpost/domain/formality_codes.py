"""The codes of the formalities around an item: consents, notices, answers."""

from enum import StrEnum


class Consent(StrEnum):
    """Who allowed something that the law does not allow without, or what stands in its place."""

    ADDRESSEE = "addressee"
    SENDER_LABEL = "sender_label"
    WARRANT = "warrant"
    DESTRUCTION = "destruction"


class Answer(StrEnum):
    """What a party replied."""

    CONSENTS = "consents"
    OBJECTS = "objects"
    CONFIRMS = "confirms"
    CLAIMS = "claims"
    PETITIONS = "petitions"
    ABANDONS = "abandons"
    SUPPLIES = "supplies"


class Recipient(StrEnum):
    """To whom a notice goes, or from whom an answer comes."""

    ADDRESSEE = "addressee"
    SENDER = "sender"
    DECLARANT = "declarant"
    RIGHT_HOLDER = "right_holder"
    POST = "post"
    AUTHORITY = "authority"


class AgencyAnswer(StrEnum):
    """What another agency does with what was referred to it."""

    TAKEN = "taken"
    GIVEN_BACK = "given_back"
    DECLINED = "declined"


class Means(StrEnum):
    """How a notice was served."""

    IN_PERSON = "in_person"
    POST = "post"
    REGISTERED_POST = "registered_post"
    ELECTRONIC = "electronic"
    PUBLISHED = "published"
