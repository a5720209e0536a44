package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;

/** What ldconfig keeps for its own next run. */
final class LoaderLeftovers implements CleanRule {
  @Override
  public String name() {
    return "loader-leftovers";
  }

  @Override
  public String about() {
    return "The auxiliary cache of ldconfig, which only makes its next run faster.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    cleaning.remove(ImagePath.of("/var/cache/ldconfig/aux-cache"));
  }
}
