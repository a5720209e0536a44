package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** ADD of what COPY would take. */
final class AddOfFiles extends InstructionRule {
  @Override
  public Description description() {
    return new Description(
        "DL3020", Severity.ERROR, "Use COPY for files and folders: ADD also fetches and unpacks");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.Copy copy
        && copy.add()
        && copy.sources().stream()
            .map(Words::unquoted)
            .anyMatch(source -> !Words.isArchive(source) && !isUrl(source));
  }

  private static boolean isUrl(String source) {
    return source.startsWith("https://") || source.startsWith("http://");
  }
}
