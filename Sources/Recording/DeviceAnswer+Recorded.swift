import Renewal

/// What devices answer.
extension EventRedactor {
  /// A device's answer.
  func written(_ answer: DeviceAnswer) -> JSON {
    switch answer {
    case .document(let reading): ["document": written(reading)]
    case .photos(let photos): ["photos": .list(photos.map(\.json))]
    case .print(let print): ["print": print.json]
    case .noFinger: "noFinger"
    case .signature(let signature): ["signature": signature.json]
    case .noSignature: "noSignature"
    case .payment(let answer): ["payment": answer.json]
    case .receipt(let outcome): ["receipt": outcome.json]
    case .failed(let fault): ["failed": fault.json]
    case .indeterminate: "indeterminate"
    }
  }

  private func written(_ reading: DocumentReading) -> JSON {
    switch reading {
    case .page(let page):
      let chip: JSON =
        switch page.chip {
        case .genuine(let lines): written(zone: lines)
        case .failed(let fault): .text(fault.rawValue)
        }
      return ["zone": written(zone: page.lines), "chip": chip, "picture": page.picture.json]
    case .nothing: return "nothing"
    case .upsideDown: return "upsideDown"
    case .skewed: return "skewed"
    case .twoDocuments: return "twoDocuments"
    }
  }
}

extension EventResolver {
  /// A device's answer.
  func deviceAnswer(_ contents: JSON) throws(Unresolvable) -> DeviceAnswer {
    switch contents {
    case "noFinger": return .noFinger
    case "noSignature": return .noSignature
    case "indeterminate": return .indeterminate
    default: break
    }
    let (name, value) = try only(contents)
    switch name {
    case "document": return .document(try reading(value))
    case "photos": return .photos(try list(value))
    case "print": return .print(try known(value))
    case "signature": return .signature(try known(value))
    case "payment": return .payment(try known(value))
    case "receipt": return .receipt(try known(value))
    case "failed": return .failed(try known(value))
    default: throw Unresolvable(contents: contents)
    }
  }

  private func reading(_ contents: JSON) throws(Unresolvable) -> DocumentReading {
    switch contents {
    case "nothing": return .nothing
    case "upsideDown": return .upsideDown
    case "skewed": return .skewed
    case "twoDocuments": return .twoDocuments
    default: break
    }
    let chip: ChipReading =
      if let fault = contents["chip"].text.flatMap(ChipFault.init) { .failed(fault) } else {
        .genuine(try zone(contents["chip"]))
      }
    return .page(
      DocumentPage(lines: try zone(contents["zone"]), chip: chip, picture: try known(contents["picture"])))
  }
}
