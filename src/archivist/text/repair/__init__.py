"""Reversible repairs of what scraping broke: proposed with evidence, decided by one arbiter, made in one pass.

Each kind of damage has a file of its own with a ``RECOGNISER``; the arbiter keeps the register."""

from archivist.text.repair.applying import Repaired as Repaired
from archivist.text.repair.applying import accept_proposed as accept_proposed
from archivist.text.repair.applying import apply_repairs as apply_repairs
from archivist.text.repair.arbiter import propose_repairs as propose_repairs
from archivist.text.repair.arbiter import reason_of as reason_of
from archivist.text.repair.arbiter import recognisers as recognisers
from archivist.text.repair.arbiter import title_of as title_of
from archivist.text.repair.carrying import carry_decisions as carry_decisions
from archivist.text.repair.damage_doubts import find_damage_doubts as find_damage_doubts
from archivist.text.repair.inline_reading import strip_readings as strip_readings
