import Testing

@Suite("Documents of an office")
struct OfficeDocumentsTests {}
