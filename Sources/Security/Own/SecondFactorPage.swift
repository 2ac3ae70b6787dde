import Foundation
import Hummingbird
import Kernel
import Web

/// Setting up the second factor, or looking after it once it is there.
struct SecondFactorPage {
  let account: Account
  let secret: Data
  let isForced: Bool
  let mayTurnOff: Bool
  let codesLeft: Int
  let errors: [String: Phrase]

  func answer(_ context: StaffContext, status: Int = 200) -> Response {
    let t = context.translator
    let frame = OwnFrame(
      title: t("Xác thực hai lớp"),
      forced: isForced
        ? (
          t("Vai trò của bạn bắt buộc dùng xác thực hai lớp."),
          t("Hãy bật trước khi làm việc. Chỉ mất khoảng hai phút.")
        )
        : nil,
      errors: errors)
    return frame.answer(
      account.hasSecondFactor ? management(context, frame) : enrolment(context, frame), context, status: status)
  }

  private func enrolment(_ context: StaffContext, _ frame: OwnFrame) -> HTML {
    let t = context.translator
    let totp = TOTP(secret: secret)
    let address = totp.address(login: account.login, issuer: "Hoi Tu")
    return """
      <p>\(t("Khi đăng nhập, ngoài mật khẩu bạn nhập thêm sáu chữ số hiện trên điện thoại. Ai biết mật khẩu của bạn cũng không vào được."))</p>
      <section class="section"><h2>\(t("1. Thêm tài khoản vào ứng dụng xác thực"))</h2>
      <p>\(t("Mở ứng dụng xác thực trên điện thoại (ứng dụng nào theo chuẩn TOTP cũng được), chọn thêm tài khoản rồi quét mã này hoặc nhập khóa bên dưới."))</p>
      \(QRImage.html(address, label: t("Mã QR để quét bằng ứng dụng xác thực")))
      <dl class="facts"><div><dt>\(t("Khóa để nhập tay"))</dt>
      <dd><code class="figures">\(Base32.grouped(Base32.encode(secret)))</code></dd></div></dl></section>
      <section class="section"><h2>\(t("2. Xác nhận"))</h2>
      <form method="post" action="\(url: AccountPath.secondFactor)" class="form">\(context.csrfField)
      \(codeField("code", t("Sáu chữ số đang hiện trên điện thoại"), t))
      \(frame.currentPassword(t))
      \(frame.acts(Button.submit(t("Bật xác thực hai lớp"), icon: "shield-check"), t))</form></section>
      """
  }

  private func management(_ context: StaffContext, _ frame: OwnFrame) -> HTML {
    let t = context.translator
    return """
      \(Notice.ok(t("Xác thực hai lớp đang bật."), detail: t("Bạn còn \(codesLeft) mã khôi phục chưa dùng.")))
      <section class="section"><h2>\(t("Mã khôi phục"))</h2>
      <p>\(t("Dùng khi mất điện thoại. Tạo bộ mã mới thì bộ cũ không còn dùng được."))</p>
      <form method="post" action="\(url: AccountPath.secondFactor)/ma-khoi-phuc" class="form">\(context.csrfField)
      \(codeField("code", t("Sáu chữ số đang hiện trên điện thoại"), t))
      <div class="form__acts">\(Button.submit(t("Tạo mã khôi phục mới"), style: .plain, icon: "refresh-cw"))</div>
      </form></section>
      \(if: mayTurnOff, removal(context, frame))
      """
  }

  private func removal(_ context: StaffContext, _ frame: OwnFrame) -> HTML {
    let t = context.translator
    return """
      <section class="section"><h2>\(t("Tắt xác thực hai lớp"))</h2>
      <p>\(t("Sau khi tắt, chỉ cần mật khẩu là vào được. Chỉ tắt khi bạn đổi điện thoại hoặc thật sự cần."))</p>
      <form method="post" action="\(url: AccountPath.secondFactor)/tat" class="form">\(context.csrfField)
      \(codeField("off-code", t("Sáu chữ số đang hiện trên điện thoại"), t))
      \(frame.currentPassword(t))
      <div class="form__acts">\(Button.submit(t("Tắt xác thực hai lớp"), style: .danger, icon: "shield"))</div>
      </form></section>
      """
  }

  private func codeField(_ name: String, _ label: String, _ t: Translator) -> HTML {
    Field.text(
      name, label: label, error: errors[name].map { t($0) }, isRequired: true, maxLength: 8,
      autocomplete: "one-time-code", inputMode: "numeric")
  }
}

/// The recovery codes, shown once.
struct RecoveryCodesPage {
  let codes: [String]

  func answer(_ context: StaffContext) -> Response {
    let t = context.translator
    let body: HTML = """
      \(Notice.ok(t("Xác thực hai lớp đang bật."), detail: t("Đây là mười mã khôi phục của bạn. Chúng chỉ hiện một lần.")))
      <p>\(t("Mỗi mã dùng được một lần, thay cho mã trên điện thoại. Hãy in ra hoặc chép lại và cất ở nơi an toàn."))</p>
      <ol class="figures">\(codes.map { "<li><code>\($0)</code></li>" as HTML })</ol>
      <p class="form__acts">\(Button.link(t("Tôi đã cất mã"), to: "\(AccountPath.own)?xong=hai-lop", style: .primary, icon: "check"))</p>
      """
    return OwnFrame(title: t("Mã khôi phục")).answer(body, context)
  }
}
