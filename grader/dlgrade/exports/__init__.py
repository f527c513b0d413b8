"""What other systems import: grades and feedback in their formats, made of standings."""
