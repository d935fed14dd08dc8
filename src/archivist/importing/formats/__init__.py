"""One module per format that can be imported: ``FORMAT``, ``score`` and ``read`` (see ``archivist.importing.registry``)."""
