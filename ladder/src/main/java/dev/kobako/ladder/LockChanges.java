package dev.kobako.ladder;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How an image differs from the one that a lock was made of, as far as the lock can tell.
 *
 * @param vanished lines of the lock that have no place in the image any more
 * @param appeared what is new beside kept files, and not kept: no run has shown whether it is
 *     needed
 * @param packages changes of packages, one line each; what they mean for files is told by the
 *     others
 */
public record LockChanges(List<String> vanished, List<ImagePath> appeared, List<String> packages) {
  /** More are only counted. */
  private static final int LISTED = 10;

  public LockChanges {
    vanished = List.copyOf(vanished);
    appeared = List.copyOf(appeared);
    packages = List.copyOf(packages);
  }

  /** Whether the result may lack something. A package's new version alone does not say so. */
  public boolean needTrace() {
    return !vanished.isEmpty() || !appeared.isEmpty();
  }

  /**
   * Fails where a new trace is due.
   *
   * @param file how the user calls the lock
   * @param image how the user calls the image
   * @throws KobakoException a finding that lists what has changed
   */
  void requireNone(String file, String image) {
    if (needTrace()) {
      throw KobakoException.finding(
          Diagnostic.of(
              file,
              "was made of another "
                  + image
                  + listed("\nkept, and not there any more: ", vanished)
                  + listed("\nnew beside kept files: ", appeared)
                  + listed("\npackages: ", packages),
              "trace anew: run 'kobako slim' with your checks and --write-lock "
                  + file
                  + "; or take it as it is with --accept-changes"));
    }
  }

  private static String listed(String start, List<?> all) {
    if (all.isEmpty()) {
      return "";
    }
    String some =
        all.stream().limit(LISTED).map(Object::toString).collect(Collectors.joining(", "));
    return start + some + (all.size() > LISTED ? " and " + (all.size() - LISTED) + " more" : "");
  }
}
