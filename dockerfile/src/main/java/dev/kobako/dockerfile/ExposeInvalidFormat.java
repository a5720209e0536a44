package dev.kobako.dockerfile;

/** EXPOSE names ports of the image, no address and no port of the host. */
final class ExposeInvalidFormat implements BuildCheck {
  @Override
  public String name() {
    return "ExposeInvalidFormat";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (Instruction instruction : file.built()) {
      if (instruction instanceof Instruction.Expose(Statement statement, var ports)) {
        for (String port : ports) {
          if (!port.contains("$") && port.contains(":")) {
            findings.add(
                statement,
                "EXPOSE of '%s' has an address or a port of the host, which it can't set"
                    .formatted(port));
          }
        }
      }
    }
  }
}
