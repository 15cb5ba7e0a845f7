extension DeviceAnswer {
  /// Whether it can be an answer to a command at all; what a payment's word means, its step judges.
  func fits(_ command: DeviceCommand) -> Bool {
    switch (self, command) {
    case (.failed, _), (.indeterminate, _): true
    case (.document, .readDocument), (.photos, .takePictures), (.print, .readFinger), (.noFinger, .readFinger),
      (.signature, .readSignature), (.noSignature, .readSignature), (.payment, .pay), (.payment, .paymentStatus),
      (.payment, .reverse), (.receipt, .print):
      true
    case (.document, _), (.photos, _), (.print, _), (.noFinger, _), (.signature, _), (.noSignature, _), (.payment, _),
      (.receipt, _):
      false
    }
  }
}
