"""Conversion between scripts, with an exact alignment."""

from archivist.text.conversion.aligned import CONFIGURATIONS as CONFIGURATIONS
from archivist.text.conversion.aligned import AlignedOpenCC as AlignedOpenCC
from archivist.text.conversion.aligned import converter as converter
from archivist.text.conversion.conversion import REGIONAL as REGIONAL
from archivist.text.conversion.conversion import Conversion as Conversion
from archivist.text.conversion.conversion import Converter as Converter
from archivist.text.conversion.deciding import Decided as Decided
from archivist.text.conversion.display import decided_in as decided_in
from archivist.text.conversion.display import render as render
from archivist.text.conversion.display import word_around as word_around
from archivist.text.conversion.style import USUAL as USUAL
from archivist.text.conversion.style import Style as Style
