import Contracts
import Foundation
import Kernel
import Persistence
package import Web

extension Collaboration {
  /// The card on the first page of the desk: the first acts of this person's work, with those that are done ticked; empty
  /// once it was put away. A failure leaves it out: the page is more important.
  package func welcome(_ context: StaffContext) async -> HTML {
    await firstStepsCard(context, evenIfHidden: false)
  }

  func firstStepsCard(_ context: StaffContext, evenIfHidden: Bool) async -> HTML {
    guard let track = steps.track(of: context.principal) else { return .empty }
    let account = context.principal.id
    do {
      let marks = try await database.read { try FirstStepStore.marks(of: account, on: $0) }
      let isHidden = marks.contains(FirstStepsController.hidden)
      if isHidden, !evenIfHidden { return .empty }
      let done = try await acts.done(track.steps.flatMap(\.acts), by: account)
      let ticked = track.steps.filter { step in
        step.acts.isEmpty ? marks.contains("\(track.id).\(step.id)") : step.acts.contains(where: done.contains)
      }
      return FirstStepsCard(
        track: track, done: Set(ticked.map(\.id)), isHidden: isHidden, context: context
      ).html
    } catch {
      return .empty
    }
  }
}

/// A list of first acts. What is written here is in the data files, so it is said as phrases.
struct FirstStepsCard {
  let track: FirstSteps.Track
  let done: Set<String>
  let isHidden: Bool
  let context: StaffContext

  private var t: Translator { context.translator }
  private var isFinished: Bool { done.count == track.steps.count }

  var html: HTML {
    let first = track.steps.first { !done.contains($0.id) }?.id
    return """
      <section class="first-steps" aria-labelledby="first-steps-title"><div class="first-steps__head">\
      <h2 id="first-steps-title">\(t(Phrase(stringLiteral: track.title)))</h2>\
      <p class="quiet">\(isFinished ? t("Bạn đã làm đủ các việc đầu tiên.") : t("Xong \(done.count) trên \(track.steps.count) việc. Ô tự đánh dấu khi bạn làm thật."))</p></div>
      <ol class="first-steps__list">\(track.steps.map { line($0, isNext: $0.id == first) })</ol>
      \(acts)</section>
      """
  }

  private func line(_ step: FirstSteps.Step, isNext: Bool) -> HTML {
    let isDone = done.contains(step.id)
    return """
      <li class="first-steps__item\(isDone ? " first-steps__item--done" : "")">\
      \(Icon.html(isDone ? "square-check" : "square"))<div><a href="\(url: "\(FirstStepsController.path)/\(step.id)")">\
      \(t(Phrase(stringLiteral: step.title)))</a>\
      \(if: isDone, "<span class=\"visually-hidden\"> (\(t("đã xong")))</span>")\
      \(if: isNext, "<p class=\"quiet\">\(t(Phrase(stringLiteral: step.hint)))</p>")</div></li>
      """
  }

  private var acts: HTML {
    let act = isHidden ? "show" : "hide"
    let label = isHidden ? t("Đặt lại lên trang đầu") : isFinished ? t("Cất đi") : t("Để sau")
    return """
      <form class="act" method="post" action="\(url: FirstStepsController.path)">\(context.csrfField)\
      \(Button.submit(label, style: .quiet, name: "act", value: act))\
      \(if: !isHidden && !isFinished, "<span class=\"quiet\">\(t("Mở lại từ Góc của tôi."))</span>")</form>
      """
  }
}
