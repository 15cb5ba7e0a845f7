package import Quality
package import Renewal

// What was measured in a picture is kept as figures: it decides what comes next, and nobody is known by it.

/// Measures that are written as figures by their names.
private protocol Figures: FieldValue, NamedMeasures {}

extension Figures {
  /// Those with a fraction as text, in the shortest form that reads back as the same.
  package var json: JSON {
    var figures: [String: JSON] = [:]
    for (name, path) in Self.fractions { figures[name] = .text("\(self[keyPath: path])") }
    for (name, path) in Self.counts { figures[name] = .integer(self[keyPath: path]) }
    return .object(figures)
  }

  package init?(json: JSON) {
    self.init()
    for (name, path) in Self.fractions {
      guard let figure = json[name].text.flatMap(Double.init) else { return nil }
      self[keyPath: path] = figure
    }
    for (name, path) in Self.counts {
      guard let figure = json[name].integer else { return nil }
      self[keyPath: path] = figure
    }
  }
}

extension PhotoMeasures: Figures {}
extension PrintMeasures: Figures {}
extension SignatureMeasures: Figures {}

extension MeasuredPhoto: FieldValue {
  package var json: JSON { ["picture": picture.json, "measures": measures.json] }
  package init?(json: JSON) {
    guard let picture = PictureID(json: json["picture"]),
      let measures = PhotoMeasures(json: json["measures"])
    else { return nil }
    self.init(picture: picture, measures: measures)
  }
}

extension MeasuredPrint: FieldValue {
  package var json: JSON {
    [
      "picture": picture.json, "finger": finger.json, "measures": measures.json,
      "sameAs": sameAs.json,
    ]
  }
  package init?(json: JSON) {
    guard let picture = PictureID(json: json["picture"]), let finger = Finger(json: json["finger"]),
      let measures = PrintMeasures(json: json["measures"]),
      let sameAs = Finger?(json: json["sameAs"])
    else { return nil }
    self.init(picture: picture, finger: finger, measures: measures, sameAs: sameAs)
  }
}

extension MeasuredSignature: FieldValue {
  package var json: JSON { ["picture": picture.json, "measures": measures.json] }
  package init?(json: JSON) {
    guard let picture = PictureID(json: json["picture"]),
      let measures = SignatureMeasures(json: json["measures"])
    else { return nil }
    self.init(picture: picture, measures: measures)
  }
}
