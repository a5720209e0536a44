package dev.kobako.base;

import dev.kobako.apt.OpenedSuite;
import dev.kobako.config.MirrorUrl;
import dev.kobako.debian.PackageSource;
import dev.kobako.image.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A suite as it was when packages were chosen of it.
 *
 * @param archive URL of the archive's root, without a user's name or password
 * @param suite folder under {@code dists}
 * @param date of its Release, in whole seconds
 * @param digest of its InRelease
 */
public record LockedRelease(String archive, String suite, Instant date, Digest digest) {
  private static final int LONGEST = 128;
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  public LockedRelease {
    MirrorUrl url = new MirrorUrl(archive);
    boolean inTime = !date.isBefore(Instant.EPOCH) && date.isBefore(NEVER);
    if (!url.text().equals(url.withoutCredentials()) || !isSuite(suite) || !inTime) {
      throw new IllegalArgumentException("no suite of an archive: " + url + " " + suite);
    }
    date = date.truncatedTo(ChronoUnit.SECONDS);
  }

  /** A suite as it was opened. */
  public static LockedRelease of(OpenedSuite opened) {
    return new LockedRelease(
        opened.archive(), opened.suite(), opened.release().date(), opened.release().digest());
  }

  /** Whether a package that is offered there is of this suite. */
  boolean offers(PackageSource source) {
    return archive.equals(source.archive())
        && suite.equals(source.suite())
        && isComponent(source.component());
  }

  /** A folder's name or several, none of which leads upwards. */
  static boolean isSuite(String text) {
    if (text.length() > LONGEST) {
      return false;
    }
    for (String name : text.split("/", -1)) {
      if (!isWord(name) || name.equals("..") || name.equals(".")) {
        return false;
      }
    }
    return true;
  }

  /** A component that users can name. */
  static boolean isComponent(String text) {
    return text.length() <= LONGEST && isWord(text) && !text.startsWith(".");
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c ->
                (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "._+~-".indexOf(c) >= 0);
  }
}
