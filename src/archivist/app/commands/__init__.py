"""What a person can ask the program to do: each command declared once, for menus, palette, keys and the guide alike."""
