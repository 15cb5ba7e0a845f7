extension MachineReadableZone {
  /// A zone made from what a document says: names transliterated and truncated as ICAO Doc 9303 has it.
  ///
  /// `optionalData` is TD3's personal number (a Danish passport: `CPRNumber.mrzForm`) or TD1's first line.
  package static func make(
    format: MRZFormat = .td3,
    documentCode: String = "P",
    issuer: String = "DNK",
    documentNumber: String,
    nationality: String = "DNK",
    birthDate: CivilDate,
    sex: Sex,
    expiryDate: CivilDate,
    optionalData: String = "",
    optionalData2: String = "",
    surname: String,
    givenNames: String
  ) throws(MRZMakingFault) -> MachineReadableZone {
    let names = try MRZName(surname: surname, givenNames: givenNames).fitted(to: format.nameLength)
    let zone = MachineReadableZone(
      format: format, documentCode: documentCode, issuer: issuer, documentNumber: documentNumber,
      nationality: nationality, birthDate: MRZDate(birthDate), sex: sex, expiryDate: MRZDate(expiryDate),
      optionalData: optionalData, optionalData2: optionalData2, surname: names.surname, givenNames: names.givenNames,
      emptyCheckIsFiller: format == .td3 && optionalData.isEmpty
    )
    try zone.checkLengths()
    // What it writes must read back as itself; anything else was given in an impossible form.
    switch read(zone.lines()) {
    case .valid(let same) where same == zone: return zone
    case .valid: throw .impossible(fault: nil)
    case .faulty(let faults, _): throw .impossible(fault: faults.first)
    }
  }

  /// The names as a zone of a format has them, without the fillers at the end.
  package static func nameField(
    surname: String, givenNames: String, format: MRZFormat
  ) throws(MRZMakingFault) -> String {
    let names = try MRZName(surname: surname, givenNames: givenNames).fitted(to: format.nameLength)
    return filled(names.givenNames.isEmpty ? names.surname : names.surname + "  " + names.givenNames)
  }

  private func checkLengths() throws(MRZMakingFault) {
    let isCard = format == .td1
    let continuation = isCard && documentNumber.count > 9 ? documentNumber.count - 9 + 2 : 0
    let limits = [
      ("documentCode", documentCode, 2), ("issuer", issuer, 3), ("nationality", nationality, 3),
      ("documentNumber", documentNumber, isCard ? 22 : 9),
      ("optionalData", optionalData, isCard ? 15 - continuation : 14),
      ("optionalData2", optionalData2, isCard ? 11 : 0),
    ]
    for (field, text, limit) in limits where text.count > limit {
      throw .tooLong(field: field, limit: limit)
    }
  }
}

/// Why a zone cannot be made.
package enum MRZMakingFault: Error, Hashable, Sendable {
  /// There is no surname to write.
  case noName
  /// A name has a character for which ICAO Doc 9303-3 tells no Latin letters here.
  case unwritable(Character)
  /// A field is longer than so many characters.
  case tooLong(field: String, limit: Int)
  /// A field has a character or a form that no zone can hold; the fault is the one that reading it would give.
  case impossible(fault: MRZFault?)
}
