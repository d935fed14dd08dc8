"""The window: widgets, item models, painters and dialogs over the services of ``archivist.app``. All Qt is in here."""
