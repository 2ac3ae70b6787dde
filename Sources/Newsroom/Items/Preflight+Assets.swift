import Contracts
import Kernel

/// Pictures, sound and video: there, described, credited, and still allowed to be used.
extension Preflight {
  mutating func checkPictures(_ subject: PreflightSubject) {
    let library = subject.assets.pictures
    for (block, figure) in subject.text.body.figures {
      let place = "block:\(block)"
      find(.picture, place, "Ảnh không còn trong kho ảnh của cơ quan", unless: library[figure.picture] != nil)
      find(.alt, place, "Ảnh thiếu mô tả cho người không nhìn thấy", unless: !figure.alt.isBlank)
      find(.credit, place, "Ảnh thiếu nguồn", unless: !figure.credit.isBlank)
      checkRights(figure.picture.rawValue, place, subject)
    }
    guard let lead = subject.text.metadata.lead else { return }
    let picture = library[lead]
    find(.picture, "lead", "Ảnh không còn trong kho ảnh của cơ quan", unless: picture != nil)
    find(
      .leadPicture, "lead", "Ảnh đại diện thiếu mô tả cho người không nhìn thấy", unless: picture?.alt.isBlank == false)
    find(.leadPicture, "lead", "Ảnh đại diện thiếu nguồn", unless: picture?.credit.isBlank == false)
    checkRights(lead.rawValue, "lead", subject)
  }

  mutating func checkClips(_ subject: PreflightSubject) {
    for (block, placed) in subject.text.body.placedClips {
      let place = "block:\(block)"
      let clip = subject.assets.clips[placed.clip]
      find(.clip, place, "Âm thanh, video không còn trong kho của cơ quan", unless: clip != nil)
      guard let clip else { continue }
      find(.clip, place, "Âm thanh, video đang được xử lý, chưa phát được", unless: clip.path != nil)
      find(.credit, place, "Âm thanh, video thiếu nguồn", unless: !(placed.credit.isBlank && clip.credit.isBlank))
      find(
        .transcript, place, "Âm thanh, video chưa có lời cho người không nghe được",
        unless: !clip.transcript.isBlank || clip.subtitles != nil)
      checkRights(placed.clip.rawValue, place, subject)
    }
  }

  private mutating func checkRights(_ asset: String, _ place: String, _ subject: PreflightSubject) {
    guard let expires = subject.assets.rights[asset]?.expires else { return }
    find(
      .rights, place, "Quyền sử dụng đã hết ngày \(expires.vietnamese)", unless: CivilDate(subject.time) <= expires)
  }
}
