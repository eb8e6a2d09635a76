"""What is known: findings about careers and skills, and the pages that show them."""
