"""Pages and the JSON API; holds no rule of the office."""
