package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A label by a name that Docker's guidelines for labels don't allow. */
final class LabelKeyForm extends InstructionRule {
  private static final Pattern KEY = Pattern.compile("[a-z](?:[a-z0-9._/-]*[a-z0-9])?");

  @Override
  public Description description() {
    return new Description(
        "DL3048",
        Severity.STYLE,
        "Labels are named in lower case, with single dots and hyphens between words");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.Label label
        && label.labels().stream().anyMatch(pair -> !isValid(Words.plain(pair.name())));
  }

  private static boolean isValid(String key) {
    return KEY.matcher(key).matches()
        && !key.contains("..")
        && !key.contains("--")
        && Stream.of("com.docker.", "io.docker.", "org.dockerproject.").noneMatch(key::startsWith);
  }
}
