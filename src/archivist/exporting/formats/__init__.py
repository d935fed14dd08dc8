"""One module for each export format. ``exporting.registry`` finds them; nobody else imports them."""
