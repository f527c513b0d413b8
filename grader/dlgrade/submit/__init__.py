"""The student's way to hand in: look at what is sent, send it whole, keep a receipt."""
