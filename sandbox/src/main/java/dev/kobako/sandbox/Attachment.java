package dev.kobako.sandbox;

/**
 * What of kobako's own streams a process in a container gets; its output always.
 *
 * @param input whether it reads kobako's input; else there is nothing to read
 * @param terminal whether it gets a terminal of its own, connected with kobako's, which must be one
 */
public record Attachment(boolean input, boolean terminal) {
  /** Output only. */
  public static final Attachment OUTPUT = new Attachment(false, false);
}
