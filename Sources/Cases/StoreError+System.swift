import Glibc

extension StoreError {
  /// What a failed system call means for the file at the path.
  package init(errno code: Int32, path: String) {
    let detail = String(cString: strerror(code))
    self =
      switch code {
      case EACCES, EPERM: .permissions(path: path)
      case ENOENT: .misplaced(.missing, path: path)
      case EISDIR: .misplaced(.folder, path: path)
      case ENOTDIR: .misplaced(.notInFolder, path: path)
      case ELOOP: .misplaced(.link, path: path)
      case ENAMETOOLONG: .misplaced(.nameTooLong, path: path)
      case EROFS: .readOnly(path: path)
      case ENOSPC, EDQUOT, EFBIG: .full(path: path)
      case EMFILE: .exhausted(.openFiles, path: path)
      case ENFILE: .exhausted(.openFilesOfMachine, path: path)
      case ENOMEM, ENOBUFS: .exhausted(.memory, path: path)
      case EINTR: .exhausted(.interruption, path: path)
      case EAGAIN, EBUSY, ETXTBSY, EDEADLK, ENOLCK: .busy(path: path)
      case EIO, ENXIO, ENODEV, EUCLEAN, EBADMSG, EREMOTEIO, ENOMEDIUM, ESTALE, ETIMEDOUT:
        .inputOutput(path: path, detail: detail)
      case _: .system(path: path, detail: detail)
      }
  }
}

extension Exposure {
  /// What is wrong, and the mend.
  func told(of path: String) -> String {
    switch self {
    case .owner(let user):
      "\(path) belongs to user \(user) and not to this one, \(geteuid()). Run the command as that user "
        + "(`pasboks-admin` at an installed box), or name another folder with --state."
    case .mode(let mode):
      "\(path) is open to others (mode 0\(String(mode, radix: 8))). It is for the box alone: `chmod 700 \(path)` mends it."
    }
  }
}

extension Misplacement {
  /// What is wrong, and the mend.
  func told(of path: String) -> String {
    switch self {
    case .missing: "\(path) is not there. Look at the name, or make it as Documentation/Installing.md says."
    case .folder: "\(path) is a folder, and a file must have that name. Move the folder away."
    case .file: "\(path) is a file, and a folder must have that name. Move the file away, or name another folder."
    case .noFile: "\(path) is a device, a pipe or a socket, and a file must have that name. Look at the name."
    case .notInFolder: "\(path) cannot be reached: something on the way to it is no folder. Look at the name."
    case .link: "\(path) is a symbolic link, which is not followed here. Put the file itself there."
    case .nameTooLong: "\(path) is too long a name. Use a shorter one."
    }
  }
}

extension Shortage {
  /// What is wrong, and the mend.
  func told(of path: String) -> String {
    switch self {
    case .openFiles:
      "\(path) could not be opened: this process has as many files open as it may. Start it again, and raise its limit "
        + "(ulimit -n, LimitNOFILE=) to 1024 or more."
    case .openFilesOfMachine:
      "\(path) could not be opened: the machine has as many files open as it may. End what else runs, or raise fs.file-max."
    case .memory: "\(path) could not be used: the memory is full. End what else runs, or raise the limit (MemoryMax=)."
    case .interruption: "\(path) could not be used: it was interrupted again and again. Try again."
    }
  }
}
