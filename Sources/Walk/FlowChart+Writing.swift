import Renewal

extension FlowChart {
  /// How a chart is written.
  package enum Format: String, CaseIterable, Sendable {
    case mermaid, dot, text
  }

  /// The chart in one of its forms.
  package func written(as format: Format) -> String {
    switch format {
    case .mermaid: mermaid
    case .dot: dot
    case .text: text
    }
  }

  /// Each place with the flags raised there and the ways out of it, every word of them.
  private var text: String {
    var lines = ["\(places.count) places, \(ways.count) ways; \(states) states and \(edges) events were tried"]
    for place in places {
      lines += ["", place.name]
      if let raised = flags[place] {
        lines.append("  raises \(raised.sorted().map(\.rawValue).joined(separator: ", "))")
      }
      for way in sortedWays where way.from == place {
        let name = way.to.name + String(repeating: " ", count: max(0, 13 - way.to.name.count))
        lines.append("  → \(name) \(words(of: way, atMost: .max))")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A state diagram of Mermaid.
  private var mermaid: String {
    var lines = ["stateDiagram-v2", "  [*] --> closed"]
    for way in sortedWays {
      lines.append("  \(way.from.name) --> \(way.to.name): \(words(of: way, atMost: 3))")
    }
    return lines.joined(separator: "\n")
  }

  /// A graph of Graphviz; what leads to staff or away is drawn thin and does not pull the steps about.
  private var dot: String {
    var lines = ["digraph pasboks {", "  rankdir=TB;", "  node [shape=box, style=rounded, fontname=\"sans-serif\"];"]
    lines.append("  edge [fontname=\"sans-serif\", fontsize=9];")
    for place in places where !place.isStep { lines.append("  \(place.name) [style=filled, fillcolor=\"#eeeeee\"];") }
    for way in sortedWays {
      let isThin = !way.from.isStep || !way.to.isStep || way.to < way.from
      let style = isThin ? ", color=\"#888888\", constraint=false" : ""
      lines.append("  \(way.from.name) -> \(way.to.name) [label=\"\(words(of: way, atMost: 3))\"\(style)];")
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  private var sortedWays: [Way] { ways.keys.sorted { ($0.from, $0.to) < ($1.from, $1.to) } }

  /// What leads along a way: keys together and first, at most so many words, and a mark that there are more.
  private func words(of way: Way, atMost limit: Int) -> String {
    let all = (ways[way] ?? []).sorted { ($0.count, $0) < ($1.count, $1) }
    let told = all.prefix(limit).map { $0 == "/" || $0 == "*" || $0 == "-" ? "key \($0)" : $0 }
    return told.joined(separator: ", ") + (all.count > limit ? " …" : "")
  }
}
