/// Documents of an office: tables in and out (XLSX, CSV), and papers in the state's layout (DOCX, PDF).
package enum OfficeDocuments {}
