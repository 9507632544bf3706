"""What a paper is worth: its kind of study, who was studied, and whether it is there already."""
