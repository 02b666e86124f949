"""What an official letter says about itself: its kind, number, date, sender, receiver and more."""
