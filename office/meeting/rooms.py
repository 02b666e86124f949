"""The office's meeting rooms, which its profile tells."""

from dataclasses import replace

from office.profile import Profile, Room
from thai.text import clean

ADDED = "เพิ่มห้องประชุม"
"""Why a profile was changed."""


def with_room(profile: Profile, name: str, floor: str, capacity: int) -> Profile:
    """Return a profile with one more room, whose id no other has; ``capacity`` 0: not told."""
    taken = {room.id for room in profile.meeting_rooms}
    free = (f"room-{n}" for n in range(1, len(taken) + 2))
    room = Room(next(id for id in free if id not in taken), clean(name), clean(floor), capacity)
    return replace(profile, meeting_rooms=(*profile.meeting_rooms, room))
