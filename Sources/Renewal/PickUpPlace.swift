/// Where a passport can be fetched, by its name in each language.
package struct PickUpPlace: Hashable, Sendable {
  /// Its name in every language that has none of its own.
  package let name: String
  /// Its names in other languages.
  package let names: [Language: String]

  /// A place with one name for everybody, or with others by language.
  package init(_ name: String, _ names: [Language: String] = [:]) {
    self.name = name
    self.names = names
  }

  /// What it is called in a language.
  package func name(in language: Language) -> String { names[language] ?? name }
}

extension Policy {
  /// What the place at an index is called in a language; nothing is written where there is no such place.
  package func placeName(_ index: Int, in language: Language) -> String {
    pickUpPlaces.indices.contains(index) ? pickUpPlaces[index].name(in: language) : ""
  }
}
