"""Where a mark stands: making anchors, finding quotes in any script, placing an anchor in a text that changed.

All comparison is on the fold. A mark is never placed on a guess: where no place or no single place convinces, a person
decides."""

from archivist.text.anchoring.anchor import holds as holds
from archivist.text.anchoring.anchor import make_anchor as make_anchor
from archivist.text.anchoring.placing import Placement as Placement
from archivist.text.anchoring.placing import Placer as Placer
from archivist.text.anchoring.quotes import find_quote as find_quote
