package dev.kobako.dockerfile;

/** A label says who made the image. */
final class MaintainerDeprecated implements BuildCheck {
  @Override
  public String name() {
    return "MaintainerDeprecated";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (CheckedFile.Stage stage : file.stages()) {
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Maintainer) {
          findings.add(
              instruction.statement(),
              "MAINTAINER is deprecated; write LABEL org.opencontainers.image.authors=");
        }
      }
    }
  }
}
