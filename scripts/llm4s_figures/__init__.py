"""Draws the figures of the guide as SVG files; never needed to build the site."""
