"""The register of numbers: giving, writing down, voiding, and who may."""
