// Organisations
