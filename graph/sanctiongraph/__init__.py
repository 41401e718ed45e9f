"""sanctiongraph: news in, knowledge graph out."""
