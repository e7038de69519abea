// Keeps the page up to date and sends forms without leaving it.
