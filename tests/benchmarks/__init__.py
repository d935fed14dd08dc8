"""Figures that the documentation gives, measured beside a baseline in the same run. ``make bench`` runs them all."""
