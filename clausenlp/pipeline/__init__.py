"""The spaCy side: tokenizer, furniture, clauses, acts, labels."""
