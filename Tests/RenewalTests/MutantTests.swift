import PassportRules
import Renewal
import TestSupport
import Testing
import Walk

/// The laws are worth something only if they notice: each small breakage of the machine breaks the law it should.
@Suite struct MutantTests {
  @Test(arguments: Mutant.allCases)
  func `a broken machine is noticed`(mutant: Mutant) {
    var walk = Walk(Self.generator(for: mutant), machine: mutant.machine)
    walk.sought = mutant.law
    // In so short a walk the state at which a key is broken may be none of every seventh.
    if mutant.law == .menu { walk.pressing = 1 }
    let report = walk.run()
    #expect(report.violations.contains { $0.law == mutant.law }, "nothing was noticed in \(report.states) states")
  }

  private static func generator(for mutant: Mutant) -> EventGenerator {
    var generator = EventGenerator.plain(.adult)
    generator.staffSteps = [.attestation, .payment]
    generator.hasDeclarations = mutant == .flagLostAfterStaff
    generator.roles = [.officer]
    switch mutant {
    case .librarianAttests: generator.roles = [.librarian]
    case .flagLostAfterStaff: generator.staffSteps = [.document]
    case .coverForgotten, .coverNotWritten:
      (generator.staffSteps, generator.remarks) = ([.document], RegisterRemark.allCases)
    case .photoKeptForAnother: (generator.goesBack, generator.reopens) = (true, true)
    case .attestationSkipped, .capturedTwice, .paidBeforeTheIntent, .paidAgainBlindly, .anotherReference,
      .wrongAmountTaken, .moneyForgotten, .handsSwapped, .staleAnswerTaken, .wipeForgotten, .dossierKept,
      .idleWhilePaying, .staffTimerLost, .welcomeWithDocument, .helpKeyDead, .exceptionByNobody, .visitEndedTwice,
      .namesKept, .timedOutIntoNothing, .picturesKept, .keyOffTheMenu, .offerIgnored, .emptyFrameApproved,
      .citizenBlamed:
      break
    }
    return generator
  }
}
