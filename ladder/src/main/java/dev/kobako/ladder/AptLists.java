package dev.kobako.ladder;

/** What apt knows of archives: made again by {@code apt-get update}. */
final class AptLists implements CleanRule {
  @Override
  public String name() {
    return "apt-lists";
  }

  @Override
  public String about() {
    return "Lists of packages that apt-get update fetches again.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    CleanPaths.empty(cleaning, "/var/lib/apt/lists");
  }
}
