/// How an invented person looks; everything follows from a seed and an age.
package struct FaceLook: Sendable, Hashable {
  /// The ways of wearing hair that can be drawn.
  enum Hair: CaseIterable, Hashable {
    case short, side, long, bob, curls, bald, tied
  }

  /// What grows on the chin and the lip.
  enum Beard: CaseIterable, Hashable {
    case none, stubble, moustache, full
  }

  let skin: Tint
  let hairTint: Tint
  let browTint: Tint
  let iris: Tint
  let lips: Tint
  let clothes: Tint
  let hair: Hair
  let beard: Beard
  let wearsGlasses: Bool
  let freckles: Bool
  /// Deep lines of age, 0–1.
  let lines: Double
  /// Half the width of the head at its widest, in heads (crown to chin).
  let halfWidth: Double
  /// How much narrower the chin is than the cheeks, 0–1.
  let taper: Double
  /// How far the eyes stand from the middle line, in heads.
  let eyeApart: Double
  /// How far the eyes stand below the middle of the head, in heads.
  let eyeLevel: Double
  let eyeWidth: Double
  let eyeHeight: Double
  let noseWidth: Double
  let mouthWidth: Double
  let lipFullness: Double
  let browThickness: Double
  let numbers: SeededNumbers

  /// Skin from the lightest to the darkest, as a camera with daylight balance sees it.
  private static let skins = [
    Tint(246, 218, 200), Tint(240, 204, 182), Tint(232, 190, 162), Tint(220, 172, 140), Tint(202, 150, 114),
    Tint(176, 122, 88), Tint(148, 98, 68), Tint(120, 77, 54), Tint(96, 61, 44), Tint(78, 50, 38),
  ]
  private static let hairs = [
    Tint(28, 24, 24), Tint(46, 34, 28), Tint(74, 52, 38), Tint(104, 74, 50), Tint(140, 84, 52), Tint(196, 160, 104),
    Tint(214, 186, 134),
  ]
  private static let irises = [Tint(70, 46, 30), Tint(52, 36, 28), Tint(84, 112, 140), Tint(92, 112, 84)]
  private static let cloths = [
    Tint(38, 56, 92), Tint(58, 92, 88), Tint(70, 72, 84), Tint(64, 96, 62), Tint(86, 62, 104), Tint(34, 38, 46),
    Tint(48, 104, 132), Tint(120, 132, 148),
  ]

  /// The look of a person of an age in years; `skinTone` 0–1 (light to dark) is drawn from the seed when nil.
  package init(seed: UInt64, age: Int = 38, skinTone: Double? = nil) {
    var numbers = SeededNumbers(seed: seed, purpose: "look")
    let drawn = numbers.unit()
    let tone = min(1, max(0, skinTone ?? drawn)) * Double(Self.skins.count - 1)
    let first = min(Int(tone), Self.skins.count - 2)
    let skin = Self.skins[first].mixed(Self.skins[first + 1], tone - Double(first))
    let darkness = tone / Double(Self.skins.count - 1)
    let hairs = Self.hairs[0..<(darkness > 0.5 ? 2 : Self.hairs.count)]
    let natural = numbers.pick(Array(hairs)) ?? Tint(46, 34, 28)
    let grey = min(1, max(0, Double(age - 48) / 24)) * numbers.within(0.7...1)
    let child = min(1, max(0, Double(16 - age) / 12))
    self.skin = skin
    hairTint = natural.mixed(Tint(196, 196, 198), grey)
    browTint = natural.mixed(skin.lit(0.45), 0.35).mixed(Tint(150, 148, 148), grey * 0.6)
    iris = (darkness > 0.45 ? Self.irises[1] : numbers.pick(Self.irises)) ?? Tint(70, 46, 30)
    lips = skin.mixed(Tint(176, 74, 78), 0.42).lit(0.92)
    clothes = numbers.pick(Self.cloths) ?? Tint(38, 56, 92)
    let worn = numbers.pick(Hair.allCases) ?? .short
    hair = worn == .bald && age < 30 ? .short : worn
    let grown = numbers.unit()
    let bearded = age >= 20 && [.short, .side, .bald, .curls].contains(hair)
    beard = !bearded ? .none : grown < 0.14 ? .full : grown < 0.24 ? .moustache : grown < 0.4 ? .stubble : .none
    wearsGlasses = numbers.happens(age > 45 ? 0.4 : 0.2) && age > 4
    freckles = darkness < 0.3 && numbers.happens(0.25)
    lines = min(1, max(0, Double(age - 40) / 40))
    halfWidth = numbers.within(0.325...0.36) + child * 0.026
    taper = numbers.within(0.24...0.4) - child * 0.1
    eyeApart = numbers.within(0.134...0.15)
    eyeLevel = numbers.within(-0.012...0.018) + child * 0.042
    eyeWidth = numbers.within(0.060...0.070)
    eyeHeight = numbers.within(0.046...0.058) + child * 0.01
    noseWidth = numbers.within(0.042...0.062) - child * 0.008
    mouthWidth = numbers.within(0.080...0.105) - child * 0.012
    lipFullness = numbers.within(0.8...1.35)
    browThickness = numbers.within(0.014...0.024) - child * 0.004
    self.numbers = numbers
  }
}
