package import NIOCore

/// What `pasboks-uplink check` finds, a line each.
package struct UplinkCheck: Sendable {
  /// How it stands with the uplink, by what is to be done.
  package enum Verdict: Hashable, Sendable {
    /// All is well.
    case well
    /// A certificate ends within 30 days.
    case expiring
    /// A file is wrong.
    case unusable
    /// The authority is not there, or is another one.
    case unreachable
  }

  /// What was found, in sentences.
  package private(set) var lines: [String] = []
  /// How it stands.
  package private(set) var verdict = Verdict.well

  /// Looks at the files, and asks the authority whether it is there; `now` is Unix time in seconds.
  package init(_ settings: UplinkSettings, on group: any EventLoopGroup, now: Int) async {
    let (papers, fault, _) = UplinkIdentity(settings.files).look()
    guard let papers else {
      lines = [fault.map { "\($0)" } ?? "the files cannot be read"]
      verdict = .unusable
      return
    }
    tell("the box's certificate", papers.certificateUntil, now)
    tell("the authority's issuer", papers.trustUntil, now)
    do throws(ExchangeFault) {
      if try await AuthorityClient(settings, on: group).greet(papers) {
        lines.append("\(settings.authority.url) is the authority, and takes the box's certificate")
      } else {
        lines.append("\(settings.authority.url): the authority says that it is not available now")
        verdict = .unreachable
      }
    } catch {
      lines.append("\(settings.authority.url): \(error.sentence)")
      verdict = .unreachable
    }
  }

  private mutating func tell(_ what: String, _ until: Int, _ now: Int) {
    let days = Int((Double(until - now) / 86_400).rounded(.down))
    switch days {
    case ..<0:
      lines.append("\(what) has ended")
      verdict = .expiring
    case ...30:
      lines.append("\(what) ends in \(days) days: have a new one made")
      verdict = .expiring
    case _: lines.append("\(what) is good for \(days) days")
    }
  }
}

extension ExchangeFault {
  /// What it is, and what to look at.
  package var sentence: String {
    switch self {
    case .unreachable: "no line could be opened: look at the address, the network and the fire wall"
    case .refused: "one of the two does not take the other's certificate: look at trust, certificate and the clock"
    case .cut: "the line ended before the answer: ask at the authority"
    case .overdue: "no answer in time: ask at the authority"
    case .garbled: "what answers is no authority of pasboks-authority/1: look at the address"
    }
  }
}
