"""What follows from what is stated, each inferred triple with the rules that derive it."""
