import PassportRules
import Renewal
import TestSupport
import Testing

/// The laws are worth something only if they notice: each small breakage of the machine breaks the law it should.
@Suite struct MutantTests {
  @Test(arguments: Mutant.allCases)
  func `a broken machine is noticed`(mutant: Mutant) {
    var walk = Walk(Self.alphabet(for: mutant), machine: mutant.machine)
    walk.sought = mutant.law
    let report = walk.run()
    #expect(report.violations.contains { $0.law == mutant.law }, "nothing was noticed in \(report.states) states")
  }

  private static func alphabet(for mutant: Mutant) -> Alphabet {
    var alphabet = Alphabet.plain(.adult)
    alphabet.staffSteps = [.attestation, .payment]
    alphabet.hasClaims = mutant == .flagLostAfterStaff
    alphabet.roles = [.officer]
    switch mutant {
    case .librarianAttests: alphabet.roles = [.librarian]
    case .flagLostAfterStaff: alphabet.staffSteps = [.document]
    case .coverForgotten, .coverNotWritten:
      (alphabet.staffSteps, alphabet.remarks) = ([.document], RegisterRemark.allCases)
    case .photoKeptForAnother: (alphabet.goesBack, alphabet.reopens) = (true, true)
    case .attestationSkipped, .capturedTwice, .paidBeforeTheIntent, .paidAgainBlindly, .anotherReference,
      .wrongAmountTaken, .moneyForgotten, .handsSwapped, .staleAnswerTaken, .wipeForgotten, .dossierKept,
      .idleWhilePaying, .staffTimerLost, .welcomeWithDocument, .helpKeyDead, .exceptionByNobody, .visitEndedTwice,
      .namesKept, .timedOutIntoNothing, .picturesKept:
      break
    }
    return alphabet
  }
}
