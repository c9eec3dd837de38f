"""Texts, names and handles for generated accounts: enough variety that two people hardly ever write the same."""

import numpy as np

OPENINGS = (
    "Just read that", "Not sure what to think:", "Good morning.", "So", "Finally,", "My neighbour says",
    "Walking home I saw how", "Can someone explain why", "It turns out", "Today", "Last night",
    "Interesting that", "People forget that", "Quick note:", "Well,", "Heard on the radio that",
    "At the meeting they said", "Small update:", "Honestly,", "Looking back,", "For the record,", "Funny how",
    "A friend told me", "Reminder:", "Question:", "As of this week", "Strange to see that", "Worth a look:",
)  # fmt: skip
SUBJECTS = (
    "the council", "our library", "the bus company", "the new bridge", "the harbour office", "the school board",
    "the old market", "the hospital", "the tram line", "a local bakery", "the swimming pool",
    "the weather service", "the film festival", "the football club", "the energy plant", "the park keeper",
    "the choir", "the ferry", "the phone network", "the museum", "the fire brigade", "the housing office",
    "the radio station", "the water works", "the orchard", "the night train", "the sports hall",
    "the post office", "the theatre", "the observatory",
)  # fmt: skip
VERBS = (
    "will close", "has opened", "is moving", "promised to repair", "cannot explain", "wants to replace",
    "is testing", "lost", "found", "has painted", "delayed", "announced", "is counting", "gave away",
    "is measuring", "cancelled", "has doubled", "is renting out", "sold", "borrowed", "is cleaning",
    "published", "forgot", "measured", "rebuilt",
)  # fmt: skip
OBJECTS = (
    "its main entrance", "forty chairs", "the winter timetable", "two of the masts", "a map of the shore",
    "the ticket prices", "its oldest boat", "the summer plan", "three hundred books",
    "the lights on the square", "a new kind of antenna", "the bicycle racks", "its weekend opening hours",
    "the vote on the budget", "half of the trees", "a report on noise", "the eastern platform",
    "its telephone exchange", "the evening course", "an exhibition on bees", "the sea wall",
    "the recipe of the year", "all of its windows", "the results of the survey", "a second crossing",
)  # fmt: skip
PLACES = (
    "near the station", "in the north end", "by the river", "behind the town hall", "on the island",
    "at the lighthouse", "in the upper valley", "along the canal", "beside the mill", "outside the stadium",
    "on Elm Street", "under the viaduct", "at the crossroads", "in the harbour", "next to the cinema",
    "on the hill", "by the old quarry", "around the lake",
)  # fmt: skip
REASONS = (
    "because of the rain", "after a long debate", "to save money", "for the third time",
    "without telling anyone", "as the engineers advised", "before the holidays", "with help from volunteers",
    "although nobody asked", "since the storm", "thanks to a private gift", "despite the letter",
    "while the road works last", "once the permit arrives", "following the election of a new chair",
    "in spite of the cost", "until the spring",
)  # fmt: skip
ENDINGS = (
    "What do you think?", "I will go and see.", "More tomorrow.", "About time.", "No comment.",
    "Pictures later.", "That is all I know.", "Bring an umbrella.", "My mother is delighted.", "See you there!",
    "Source: the notice board.", "I have my doubts.", "Thank you all.", "We shall see.", "Hope it works.",
    "Who decides this?", "Nice.", "Hm.",
)  # fmt: skip
FIRST = (
    "anna", "ben", "clara", "david", "elif", "farid", "greta", "hugo", "ines", "jonas", "karin", "liam", "mara",
    "nils", "olga", "pavel", "quinn", "rosa", "sami", "tess", "umar", "vera", "willem", "xenia", "yara", "zoe",
    "amir", "bea", "carl", "dora", "emil", "fay", "gus", "hana", "ivo", "june", "kai", "lena", "milo", "nora",
    "otto", "pia", "ravi", "stella", "theo", "uma",
)  # fmt: skip
LAST = (
    "adler", "berg", "costa", "dahl", "evans", "fischer", "garcia", "hansen", "ito", "jansen", "keller", "lund",
    "moreau", "novak", "okafor", "peters", "quist", "rossi", "schmidt", "tanaka", "ueda", "vogel", "weber",
    "xu", "young", "zeman", "brook", "marsh", "field", "stone", "rivers", "north", "winter", "banks", "wood",
    "lake",
)  # fmt: skip
HOBBIES = (
    "gardener", "teacher", "runs slowly", "father of two", "reads too much", "cyclist", "amateur baker",
    "nurse", "sails on Sundays", "retired engineer", "plays the cello", "looks at birds", "student",
    "football on Saturdays", "paints boats", "tea person",
)  # fmt: skip

_SLOTS = (OPENINGS, SUBJECTS, VERBS, OBJECTS, PLACES, REASONS, ENDINGS)


def sentence(rng: np.random.Generator) -> str:
    """One post's text: seven slots, about 10^9 possibilities."""
    return " ".join(slot[int(rng.integers(len(slot)))] for slot in _SLOTS)


def person(rng: np.random.Generator) -> tuple[str, str]:
    """An ordinary (handle, display name): several habits of choosing a handle, the platform's default among them."""
    first, last = FIRST[int(rng.integers(len(FIRST)))], LAST[int(rng.integers(len(LAST)))]
    number, habit = int(rng.integers(10_000_000, 99_999_999)), rng.random()
    if habit < 0.25:
        handle = f"{first}{last}"
    elif habit < 0.45:
        handle = f"{first}_{last}{number % 100}"
    elif habit < 0.60:
        handle = f"{last}{first[0]}{number % 1000}"
    elif habit < 0.75:
        handle = f"{first.capitalize()}{last.capitalize()[:3]}{number}"
    elif habit < 0.88:
        handle = f"the_{last}_{first[:3]}{number % 10}"
    else:
        handle = f"{first}{number % 10_000}{last[:2]}"
    return f"{handle}{number % 97}", f"{first.capitalize()} {last.capitalize()}"


def house_style(rng: np.random.Generator) -> tuple[str, str]:
    """A batch's (handle, display name): first name, underscore, five letters, four digits."""
    first = FIRST[int(rng.integers(len(FIRST)))]
    letters = "".join(chr(97 + int(code)) for code in rng.integers(0, 26, 5))
    return f"{first.capitalize()}_{letters}{int(rng.integers(1000, 9999))}", first.capitalize()


def biography(rng: np.random.Generator) -> str:
    """Two habits of an ordinary profile, or nothing (one in eight)."""
    if rng.random() < 0.125:
        return ""
    one, two = rng.integers(0, len(HOBBIES), 2)
    return f"{HOBBIES[int(one)]}, {HOBBIES[int(two)]}"
