package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;

/** EXPOSE of a port that there can not be. */
final class PortOutOfRange extends InstructionRule {
  @Override
  public Description description() {
    return new Description("DL3011", Severity.ERROR, "Ports go from 0 to 65535");
  }

  @Override
  boolean breaks(Instruction instruction) {
    return instruction instanceof Instruction.Expose expose
        && expose.ports().stream().anyMatch(PortOutOfRange::isOutOfRange);
  }

  private static boolean isOutOfRange(String word) {
    String ports = word.indexOf('/') < 0 ? word : word.substring(0, word.indexOf('/'));
    for (String port : ports.split("-")) {
      if (!port.isEmpty()
          && port.chars().allMatch(each -> each >= '0' && each <= '9')
          && (port.length() > 9 || Integer.parseInt(port) > 65535)) {
        return true;
      }
    }
    return false;
  }
}
