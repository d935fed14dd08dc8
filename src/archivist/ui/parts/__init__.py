"""Small widgets that many places of the window need. They know the theme and Qt, and nothing of archives."""
