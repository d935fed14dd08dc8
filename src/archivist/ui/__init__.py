"""The window: the only package that knows Qt."""

# Qt's import hook reads the source of each module that is imported after it: a tenth of a second for those that the window
# needs and that do not need Qt. So they go first.
import archivist.app.services.finding  # noqa: F401
