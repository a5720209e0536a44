package dev.kobako.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a Dockerfile comes without bytes that it ships and then hides. */
final class HiddenRemedy {
  private static final Pattern OWNER =
      Pattern.compile("\\bchown\\s+(?:-\\S+\\s+)*([A-Za-z0-9_.-]+(?::[A-Za-z0-9_.-]+)?)\\s");
  private static final Pattern MODE = Pattern.compile("\\bchmod\\s+(?:-\\S+\\s+)*([0-7]{3,4})\\s");

  /** More of an instruction is not looked at. */
  private static final int MOST = 4096;

  private HiddenRemedy() {}

  /**
   * The change.
   *
   * @param shippedBy the instruction that ships the bytes, empty if unknown
   * @param hiddenBy the one that hides them
   */
  static String change(Waste.Fate fate, String shippedBy, String hiddenBy) {
    return switch (fate) {
      case DELETED ->
          "delete them at the end of the RUN that makes them, or make them in a stage of its own";
      case REPLACED -> "make both changes in one RUN, or leave the first one out";
      case ATTRIBUTES_CHANGED ->
          isCopy(shippedBy) ? copied(hiddenBy) : "change mode and owner in the RUN that makes them";
      case REPEATED -> "leave the second one out";
    };
  }

  private static boolean isCopy(String instruction) {
    return instruction.startsWith("COPY ")
        || instruction.startsWith("ADD ")
        || instruction.startsWith("/bin/sh -c #(nop) COPY ")
        || instruction.startsWith("/bin/sh -c #(nop) ADD ");
  }

  private static String copied(String hiddenBy) {
    String start = hiddenBy.substring(0, Math.min(MOST, hiddenBy.length()));
    Matcher owner = OWNER.matcher(start);
    Matcher mode = MODE.matcher(start);
    boolean hasOwner = owner.find();
    boolean hasMode = mode.find();
    String flags =
        (hasOwner ? " --chown=" + owner.group(1) : "")
            + (hasMode ? " --chmod=" + mode.group(1) : "");
    return "copy them with "
        + (flags.isEmpty() ? "COPY --chown=… or --chmod=…" : "COPY" + flags)
        + ", and leave the change out";
  }
}
