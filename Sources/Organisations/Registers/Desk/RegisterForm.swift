import Contracts
import Hummingbird
import Kernel
import Web

/// The form of one row.
struct RegisterForm: Sendable {
  let register: Register
  /// The organisations that may be chosen, by name.
  let choices: [(id: OrganisationID, name: String)]
  let values: RegisterValues
  let organisation: String
  let errors: [String: Phrase]

  /// What was sent.
  static func read(_ form: Form, _ register: Register) -> RawRow {
    var values: RegisterValues = [:]
    for column in register.columns {
      values[column.name] =
        if case .several = column.kind { form.all(column.field).joined(separator: " ") } else { form[column.field] }
    }
    return RawRow(organisation: form["organisation"], values: values)
  }

  func html(_ t: Translator) -> HTML {
    let options = [(value: "", label: t("Chọn cơ quan"))] + choices.map { (value: $0.id.rawValue, label: $0.name) }
    return """
      \(Field.select(
        "organisation", label: t(register.keeper), options: options, selected: organisation,
        error: errors["organisation"].map { t($0) }, isRequired: true))\
      \(register.columns.map { field($0, t) })
      """
  }

  private func field(_ column: RegisterColumn, _ t: Translator) -> HTML {
    let value = values[column.name] ?? ""
    let label = t(column.title)
    let hint = column.hint.map { t($0) }
    let error = errors[column.field].map { t($0) }
    switch column.kind {
    case .text(let limit):
      return Field.text(
        column.field, label: label, value: value, hint: hint, error: error, isRequired: column.isRequired,
        maxLength: limit, autocomplete: "off")
    case .unit:
      return Field.text(
        column.field, label: label, value: value, hint: hint, error: error, isRequired: column.isRequired,
        maxLength: 200, autocomplete: "off")
    case .day:
      return Field.date(
        column.field, label: label, value: CivilDate(rawValue: value), hint: hint, error: error,
        isRequired: column.isRequired)
    case .number:
      return Field.text(
        column.field, label: label, value: value, hint: hint, error: error, isRequired: column.isRequired,
        maxLength: 24, autocomplete: "off", inputMode: "numeric")
    case .yesNo: return Field.check(column.field, label: label, isOn: value == "1", hint: hint)
    case .choice(let all):
      let none = column.isRequired ? [] : [(value: "", label: t("Không ghi"))]
      return Field.select(
        column.field, label: label, options: none + all.map { (value: $0.value, label: t($0.title)) }, selected: value,
        hint: hint, error: error, isRequired: column.isRequired)
    case .several(let all):
      let chosen = value.split(separator: " ").map(String.init)
      let boxes = all.map { choice in
        Field.check(
          column.field, label: t(choice.title), isOn: chosen.contains(choice.value), value: choice.value,
          id: choice.value == all.first?.value ? column.field : "\(column.field)-\(choice.value)")
      }
      return Field.group(label, hint: hint, error: error, "\(boxes)")
    }
  }
}
