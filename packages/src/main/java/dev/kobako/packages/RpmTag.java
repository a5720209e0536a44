package dev.kobako.packages;

/** What is read of a header, by the numbers of rpm's {@code include/rpm/rpmtag.h}. */
enum RpmTag {
  NAME(1000),
  VERSION(1001),
  RELEASE(1002),
  EPOCH(1003),
  SUMMARY(1004),
  VENDOR(1011),
  HOMEPAGE(1020),
  ARCHITECTURE(1022),
  /** One path a file, in packages built by rpm 3. */
  OLD_FILE_NAMES(1027),
  FILE_STATES(1029),
  FILE_MODES(1030),
  SOURCE_RPM(1044),
  PROVIDES(1047),
  REQUIRE_FLAGS(1048),
  REQUIRES(1049),
  DIRECTORY_INDEXES(1116),
  BASE_NAMES(1117),
  DIRECTORY_NAMES(1118),
  RECOMMENDS(5046);

  private final int number;

  RpmTag(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
