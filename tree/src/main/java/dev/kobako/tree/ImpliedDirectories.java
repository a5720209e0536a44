package dev.kobako.tree;

/**
 * Counts the directories of a tree that are only named in the paths of what is in them, in all its
 * layers together: a few members with long paths make as many of them as a tar of millions has
 * members.
 */
final class ImpliedDirectories {
  private final long most;
  private long made;

  /** None so far, of so many at most. */
  ImpliedDirectories(long most) {
    this.most = most;
  }

  /**
   * Counts one more.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, if it is one too many
   */
  void takeOne(TarPlace place) {
    if (++made > most) {
      throw place.finding("more than " + most + " directories that are only named in paths");
    }
  }
}
