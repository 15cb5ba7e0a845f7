import FoundationEssentials
import Glibc

/// Backups in the folder `backups` beside the store; those elsewhere are for whoever put them there.
enum PurgeBackups {
  /// The backups that were last written before a Unix time in milliseconds; nothing that is no backup, whatever its name.
  static func old(besideStore path: String, before moment: Int) -> [String] {
    guard let slash = path.lastIndex(of: "/") else { return [] }
    let folder = path[..<slash] + "/backups"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: String(folder))) ?? []
    return names.sorted().map { "\(folder)/\($0)" }.filter { file in
      var status = stat()
      guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mtim.tv_sec * 1000 < moment,
        let content = try? DurableFile.read(file, limit: BackupFile.name.count)
      else { return false }
      return content.bytes.starts(with: BackupFile.name)
    }
  }
}
