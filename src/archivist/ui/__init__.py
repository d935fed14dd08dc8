"""The window: the only package that knows Qt."""

# Qt's import hook reads the source of each module that is imported after it: a tenth of a second for those that the window
# needs and that do not need Qt. So they go first.
import archivist.app.commands.all
import archivist.app.services.library
import archivist.app.services.reading
import archivist.app.services.repairing
import archivist.app.within  # noqa: F401
