package dev.kobako.report;

/**
 * The files of one folder, kind or package in two trees.
 *
 * @param before none of them where the first tree has nothing of that name
 * @param after the same of the second tree
 */
public record PortionChange(Portion before, Portion after) {
  public PortionChange {
    if (!before.name().equals(after.name())) {
      throw new IllegalArgumentException(before.name() + " and " + after.name());
    }
  }

  /** Of the folder, kind or package. */
  public String name() {
    return before.name();
  }

  /** How many bytes more there are; below 0 for fewer. */
  public long growth() {
    return after.bytes() - before.bytes();
  }
}
