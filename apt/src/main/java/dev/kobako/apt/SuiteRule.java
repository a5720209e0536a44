package dev.kobako.apt;

/**
 * A release is for the suite that was asked for: all suites of an archive are signed by the same
 * keys, so a signature alone does not tell them apart. Here apt only warns.
 */
final class SuiteRule {
  private static final String FOLDER_OF_OLD = "/updates";

  private final AskedRelease asked;

  SuiteRule(AskedRelease asked) {
    this.asked = asked;
  }

  void require(Release release) {
    String suite = withoutFolder(asked.suite());
    if (release.suite().isEmpty() && release.codename().isEmpty()) {
      return; // Small archives say neither.
    }
    // Ubuntu's jammy-updates has the codename of jammy, which it must not be taken for.
    boolean codenameIsShared = release.suite().startsWith(release.codename() + "-");
    if (suite.equals(withoutFolder(release.suite()))
        || (suite.equals(withoutFolder(release.codename())) && !codenameIsShared)) {
      return;
    }
    throw asked.refused(
        "is the release of suite '%s', codename '%s', expected %s"
            .formatted(release.suite(), release.codename(), asked.suite()),
        "is the suite in "
            + asked.place()
            + " right? If it is, the mirror is broken or somebody answers in its place");
  }

  /** Security suites were called {@code buster/updates}, with the codename of {@code buster}. */
  private static String withoutFolder(String suite) {
    return suite.endsWith(FOLDER_OF_OLD)
        ? suite.substring(0, suite.length() - FOLDER_OF_OLD.length())
        : suite;
  }
}
